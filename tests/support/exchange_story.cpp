// How an Exchange reads and writes segments, and what it says when a step fails.
#include <catch2/catch.hpp>
#include <exception>

#include "core/time_text.hpp"
#include "tests/support/exchange.hpp"

namespace finwait {
namespace {

Shape shape(std::uint8_t flags, std::uint32_t len, std::int64_t seq, std::int64_t ack) {
  Shape s;
  s.flags = flags;
  s.len = len;
  s.seq = seq;
  s.ack = ack;
  return s;
}

SeqNum absolute(SeqNum base, std::int64_t relative) { return base + static_cast<std::uint32_t>(relative); }

constexpr std::uint8_t kIgnored = Flags::kPsh;

}  // namespace

Shape syn(std::int64_t seq) { return shape(Flags::kSyn, 0, seq, 0); }
Shape syn_ack(std::int64_t seq, std::int64_t ack) { return shape(Flags::kSyn | Flags::kAck, 0, seq, ack); }
Shape ack(std::int64_t seq, std::int64_t ack) { return shape(Flags::kAck, 0, seq, ack); }
Shape data(std::uint32_t len, std::int64_t seq, std::int64_t ack) { return shape(Flags::kAck, len, seq, ack); }
Shape fin(std::int64_t seq, std::int64_t ack) { return shape(Flags::kFin | Flags::kAck, 0, seq, ack); }
Shape data_fin(std::uint32_t len, std::int64_t seq, std::int64_t ack) {
  return shape(Flags::kFin | Flags::kAck, len, seq, ack);
}
Shape rst(std::int64_t seq) { return shape(Flags::kRst, 0, seq, 0); }
Shape rst_ack(std::int64_t seq, std::int64_t ack) { return shape(Flags::kRst | Flags::kAck, 0, seq, ack); }
Shape window_probe() {
  Shape s = ack(0, 0).because(Why::WindowProbe);
  s.any_numbers = true;
  return s;
}
Shape rst_ack_from_zero(std::int64_t ack) {
  Shape s = rst_ack(0, ack);
  s.absolute_seq = true;
  return s;
}

Shape Shape::stamped(std::uint32_t milliseconds) const {
  Shape s = *this;
  s.stamp = milliseconds;
  return s;
}

Shape Shape::without_sack() const {
  Shape s = *this;
  s.no_sack = true;
  return s;
}

Shape Shape::window(std::uint32_t octets) const {
  Shape s = *this;
  s.wnd = octets;
  return s;
}

Shape Shape::sack(std::int64_t begin, std::int64_t end) const {
  Shape s = *this;
  s.sack_begin = begin;
  s.sack_end = end;
  return s;
}

Shape Shape::because(Why reason) const {
  Shape s = *this;
  s.why = reason;
  return s;
}

Shape Shape::with(std::uint8_t more_flags) const {
  Shape s = *this;
  s.flags = static_cast<std::uint8_t>(s.flags | more_flags);
  return s;
}

Shape Shape::without_ack() const {
  Shape s = *this;
  s.flags = static_cast<std::uint8_t>(s.flags & ~Flags::kAck);
  return s;
}

Segment Exchange::incoming(const Shape& shape) const {
  Segment s;
  s.flags.bits = shape.flags;
  s.seq = absolute(peer_iss_, shape.seq);
  if (s.flags.ack()) s.ack = absolute(iss_, shape.ack);
  s.len = shape.len;
  s.wnd = shape.wnd.value_or(peer_window_);
  if (s.flags.syn()) {
    s.options.mss = 1460;
    s.options.sack_permitted = profile_.sack && peer_sack_;
  }
  if (peer_timestamps_) {
    s.options.has_timestamps = true;
    const auto clock = static_cast<std::uint32_t>(now_.time_since_epoch() / std::chrono::milliseconds(1)) + 1;
    s.options.ts_value = shape.stamp.value_or(clock);
    s.options.ts_echo = last_ts_seen_;
  }
  if (shape.sack_begin) {
    s.options.sack_count = 1;
    s.options.sack[0] = {absolute(iss_, *shape.sack_begin), absolute(iss_, shape.sack_end)};
  }
  return s;
}

std::string Exchange::differences(const Shape& expected, const Send& sent) const {
  const Segment& s = sent.segment;
  std::string wrong;
  if ((s.flags.bits & ~kIgnored) != (expected.flags & ~kIgnored)) wrong += " flags";
  if (expected.why && sent.why != *expected.why) wrong += " why";
  if (expected.any_numbers) return wrong;
  if (s.seq != (expected.absolute_seq ? SeqNum(0) : absolute(iss_, expected.seq))) wrong += " seq";
  if (s.flags.ack() && s.ack != absolute(peer_iss_, expected.ack)) wrong += " ack";
  if (s.len != expected.len) wrong += " len";
  if (expected.wnd && s.wnd != *expected.wnd) wrong += " window";
  if (expected.no_sack && s.options.sack_count != 0) wrong += " sack";
  if (expected.sack_begin) {
    const SeqRange block{absolute(peer_iss_, *expected.sack_begin), absolute(peer_iss_, expected.sack_end)};
    if (s.options.sack_count == 0 || s.options.sack[0] != block) wrong += " sack";
  }
  return wrong;
}

std::string Exchange::text(const Shape& shape) const {
  std::string s = std::string(flag_letters(Flags{shape.flags})) + " seq=" + std::to_string(shape.seq);
  if (Flags{shape.flags}.ack()) s += " ack=" + std::to_string(shape.ack);
  if (shape.len != 0) s += " len=" + std::to_string(shape.len);
  if (shape.wnd) s += " wnd=" + std::to_string(*shape.wnd);
  if (shape.sack_begin) s += " sack=[" + std::to_string(*shape.sack_begin) + "," + std::to_string(shape.sack_end) + ")";
  if (shape.why) s += " (" + std::string(name(*shape.why)) + ")";
  return s;
}

std::string Exchange::text(const Segment& segment, SeqNum seq_base, SeqNum ack_base) const {
  Shape s = shape(segment.flags.bits, segment.len, segment.seq.minus(seq_base), segment.ack.minus(ack_base));
  s.wnd = segment.wnd;
  if (segment.options.sack_count != 0) {
    s = s.sack(segment.options.sack[0].begin.minus(ack_base), segment.options.sack[0].end.minus(ack_base));
  }
  return text(s);
}

void Exchange::tell(std::string what) {
  std::string time = format_duration(now_ - epoch_);
  time.insert(0, time.size() < 10 ? 10 - time.size() : 0, ' ');
  lines_.push_back(time + "  " + std::move(what));
}

std::string Exchange::left_over() const {
  std::string left;
  for (const Send& s : sends_) left += "  sent " + text(s.segment, iss_, peer_iss_) + "\n";
  for (const Transition& t : transitions_) left += "  entered " + std::string(name(t.to)) + "\n";
  for (const SocketError e : errors_) left += "  told the user " + std::string(name(e)) + "\n";
  return left;
}

void Exchange::nothing_left(const std::string& when) {
  if (!left_over().empty()) fail("something happened that the story does not tell, " + when);
}

void Exchange::fail(const std::string& why) const {
  failed_ = true;
  FAIL(why << "\n" << story());
  std::terminate();  // not reached: FAIL ends the test, but Catch2 does not say so to the compiler
}

std::string Exchange::story() const {
  std::string s = "The story so far, under " + std::string(profile_.name) + ":\n";
  for (const std::string& line : lines_) s += line + "\n";
  s += "now " + format_duration(now_ - epoch_) + ", in " + std::string(name(endpoint_.state())) + ", RTO " +
       format_duration(endpoint_.rto()) + (endpoint_.orphan() ? ", an orphan" : "") + "\n";
  for (std::size_t i = 0; i < kTimerCount; ++i) {
    const auto timer = static_cast<Timer>(i);
    if (!endpoint_.timers().pending(timer)) continue;
    s += "pending: " + std::string(name(timer)) + " at " +
         format_duration(endpoint_.timers().deadline(timer) - epoch_) + "\n";
  }
  if (const std::string left = left_over(); !left.empty()) s += "not yet told:\n" + left;
  return s;
}

}  // namespace finwait
