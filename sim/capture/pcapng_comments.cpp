#include "sim/capture/pcapng_comments.hpp"

#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr std::array<std::string_view, 5> kOrdinals{"", "first", "second", "third", "fourth"};

// What the trace's "by" names, in words.
std::string decider(std::string_view by) {
  if (by.starts_with("faults[")) return std::string("fault rule ").append(by);
  if (by == "queue full") return "the link's queue was full";
  if (by == "queue") return "it waited in the link's queue";
  if (by == "jitter" || by.starts_with("link.")) return std::string(by);
  return std::string("loss model ").append(by);
}

std::string in_parentheses(std::string_view by) {
  return by.empty() ? std::string{} : std::string(" (").append(decider(by)).append(")");
}

std::string what(const SegmentRecord& r) {
  std::string text(flag_words(r.segment.flags));
  if (r.segment.len > 0) text.append(" with ").append(std::to_string(r.segment.len)).append(" octets");
  if (r.teardown > 0) text.append(", the ").append(kOrdinals[r.teardown]).append(" segment of the close");
  if (r.copy > 1) text.append(", sent for the ").append(ordinal(r.copy)).append(" time");
  return text;
}

std::string travel(const SegmentRecord& r) { return duration_words(r.rx - r.t); }

}  // namespace

void PcapngComments::take(const TimerRecord& record) {
  Running& timer = timers_[index(record.at)][static_cast<std::size_t>(record.timer)];
  switch (record.event) {
    case TimerRecord::Event::Set:
      timer.set_at = record.t;
      return;
    case TimerRecord::Event::Fired:
      timer.fired_at = record.t;
      timer.ran = record.t - timer.set_at.value_or(record.t);
      timer.set_at.reset();
      return;
    case TimerRecord::Event::Stopped:
      timer.set_at.reset();
      return;
  }
}

std::string PcapngComments::after(const SegmentRecord& record, Timer timer) const {
  const Running& running = timers_[index(record.from)][static_cast<std::size_t>(timer)];
  if (running.fired_at != record.t || running.ran == Duration{0}) return {};
  return " after " + duration_words(running.ran);
}

// What was deemed lost at a timeout is repeated when the ACKs that follow make room; then no timer has just fired.
std::string PcapngComments::timeout(const SegmentRecord& record) {
  const Running& timer = timers_[index(record.from)][static_cast<std::size_t>(Timer::Retransmission)];
  if (timer.fired_at != record.t) return "Deemed lost at the last retransmission timeout";
  Timeouts& timeouts = timeouts_[index(record.from)];
  if (timeouts.seq != record.segment.seq) timeouts = {record.segment.seq, 0};
  ++timeouts.count;
  std::string text("Retransmission timeout no. ");
  text.append(std::to_string(timeouts.count));
  return text.append(after(record, Timer::Retransmission));
}

std::string PcapngComments::cause(const SegmentRecord& record) {
  switch (record.why) {
    case Why::New:
      return "New";
    case Why::Rto:
      return timeout(record);
    case Why::LossProbe:
      return "Tail loss probe" + after(record, Timer::LossProbe);
    case Why::Fast:
      return "Fast retransmission" + after(record, Timer::Reorder);
    case Why::Ack:
      return "Acknowledgment";
    case Why::DelayedAck:
      return "Delayed acknowledgment" + after(record, Timer::DelayedAck);
    case Why::DuplicateAck:
      return "Duplicate acknowledgment";
    case Why::ChallengeAck:
      return "Challenge ACK (RFC 5961)";
    case Why::Reset:
      return "Reset";
    case Why::Keepalive:
      return "Keepalive probe" + after(record, Timer::Keepalive);
    case Why::WindowProbe:
      return "Window probe" + after(record, Timer::Persist);
    case Why::Injected:
      return "Injected" + in_parentheses(record.by) + ", not sent by " + std::string(name(record.from));
  }
  return {};
}

std::string PcapngComments::reason(const SegmentRecord& record) {
  return cause(record).append(": ").append(what(record)).append(".");
}

std::string fate_comment(const SegmentRecord& r, Time end) {
  const std::string by = in_parentheses(r.by);
  if (r.fate == Fate::Lost) return "Lost on the way" + by + ".";
  if (r.rx > end) return "Still on the way when the run ends" + by + ".";
  std::string text("Arrives at ");
  text.append(name(other(r.from))).append(" after ").append(travel(r));
  if (r.fate == Fate::Corrupted) text.append(" with octets changed on the way, so that its checksum is wrong");
  return text.append(by).append(".");
}

std::string arrival_comment(const SegmentRecord& r) {
  if (r.why == Why::Injected) return {};
  std::string text(r.duplicate ? "A copy made on the way" : "Sent");
  if (r.duplicate) text.append(in_parentheses(r.by)).append(", sent");
  text.append(" ").append(travel(r)).append(" ago");
  if (r.fate == Fate::Corrupted) {
    text.append("; octets changed on the way");
    if (!r.duplicate) text.append(in_parentheses(r.by));
    text.append(", the checksum is wrong and ").append(name(other(r.from))).append(" ignores it");
  }
  return text.append(".");
}

}  // namespace finwait
