#include "sim/trace_text.hpp"

#include <cstddef>
#include <variant>

#include "sim/scenario.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr std::size_t kTimeColumn = 14;  // room for "9999999.123456"
constexpr std::size_t kKindColumn = 8;

void put_right(LineBuffer& line, std::string_view text, std::size_t column) {
  for (std::size_t i = text.size(); i < column; ++i) line.put(' ');
  line.put(text);
}

void put_head(LineBuffer& line, Time t, Side side, std::string_view kind) {
  std::string seconds;
  {
    LineBuffer number(seconds);
    put_seconds(number, t);
  }
  // Nine decimals stand three columns further right, so that the points stay below each other.
  put_right(line, seconds, kTimeColumn + (seconds.size() - seconds.find('.') > 7 ? 3 : 0));
  line.put("  ");
  line.put(name(side));
  line.put("  ");
  line.put(kind);
  for (std::size_t i = kind.size(); i < kKindColumn; ++i) line.put(' ');
}

void put_member(LineBuffer& line, std::string_view label, std::integral auto value) {
  line.put(label);
  line.put_number(value);
}

void put_record(LineBuffer& line, const RunRecord& r) {
  line.put("run ");
  line.put(r.scenario->name.empty() ? std::string_view("-") : std::string_view(r.scenario->name));
  put_member(line, "  seed ", r.seed);
  line.put("  a ");
  line.put(r.scenario->side(Side::A).profile.name);
  line.put("  b ");
  line.put(r.scenario->side(Side::B).profile.name);
}

void put_record(LineBuffer& line, const StateRecord& r) {
  put_head(line, r.t, r.at, "state");
  line.put(name(r.from));
  line.put(" -> ");
  line.put(name(r.to));
  line.put("  (");
  line.put(name(r.cause));
  line.put(')');
}

void put_fate(LineBuffer& line, const SegmentRecord& r) {
  if (r.fate == Fate::Lost) {
    line.put("  LOST");
  } else {
    line.put(r.fate == Fate::Corrupted ? "  CORRUPTED -> " : "  -> ");
    put_seconds(line, r.rx);
  }
  if (!r.by.empty()) {
    line.put(" by ");
    line.put(r.by);
  }
  if (r.duplicate) line.put("  duplicate");
}

void put_record(LineBuffer& line, const SegmentRecord& r) {
  put_head(line, r.t, r.from, "segment");
  line.put(flag_letters(r.segment.flags));
  put_member(line, " seq ", r.seq);
  if (r.segment.flags.ack()) put_member(line, " ack ", r.ack);
  if (r.segment.len != 0) put_member(line, " len ", r.segment.len);
  put_member(line, " wnd ", r.segment.wnd);
  line.put("  ");
  line.put(name(r.why));
  if (r.copy > 1) put_member(line, "  copy ", r.copy);
  if (r.teardown != 0) put_member(line, "  teardown ", r.teardown);
  put_fate(line, r);
}

void put_record(LineBuffer& line, const TimerRecord& r) {
  put_head(line, r.t, r.at, "timer");
  line.put(name(r.timer));
  line.put(' ');
  line.put(name(r.event));
  if (r.event == TimerRecord::Event::Set) {
    line.put("  due ");
    put_seconds(line, r.due);
  }
  if (r.timer == Timer::Retransmission && r.event != TimerRecord::Event::Stopped) {
    line.put("  rto ");
    put_seconds(line, r.rto == kForever ? kNever : Time(r.rto));
    if (r.backoffs != 0) put_member(line, "  backoffs ", r.backoffs);
  }
}

void put_record(LineBuffer& line, const AppRecord& r) {
  put_head(line, r.t, r.at, "app");
  line.put(r.event);
  if (r.bytes != 0) put_member(line, "  bytes ", r.bytes);
  if (r.error != SocketError::None) {
    line.put("  ");
    line.put(name(r.error));
  }
}

void put_side_end(LineBuffer& line, Side side, const SideEnd& end) {
  line.put("\nend ");
  line.put(name(side));
  line.put("  ");
  line.put(name(end.state));
  line.put(" since ");
  put_seconds(line, end.since);
  put_member(line, "  sent ", end.sent);
  put_member(line, "  lost ", end.lost);
  put_member(line, "  retransmissions ", end.retransmissions);
  if (end.error != SocketError::None) {
    line.put("  ");
    line.put(name(end.error));
  }
  line.put("\n       time in");
  for (std::size_t i = 0; i < kStateCount; ++i) {
    if (end.time_in[i] == Duration::zero()) continue;
    line.put("  ");
    line.put(name(static_cast<State>(i)));
    line.put(' ');
    put_seconds(line, Time(end.time_in[i]));
  }
  if (!end.why.empty()) {
    line.put("\n       why: ");
    line.put(end.why);
  }
  if (!end.decided_by.empty()) {
    line.put("\n       decided by: ");
    line.put(end.decided_by);
  }
}

void put_record(LineBuffer& line, const EndRecord& r) {
  line.put("end ");
  line.put(r.reason);
  line.put(" at ");
  put_seconds(line, r.t);
  for (const Side side : kSides) put_side_end(line, side, r.sides[index(side)]);
}

}  // namespace

void TextSink::write(const TraceRecord& record) {
  LineBuffer line(out_);
  std::visit([&line](const auto& r) { put_record(line, r); }, record);
  line.put('\n');
}

}  // namespace finwait
