#include "sim/picture/sequence_words.hpp"

#include <array>

#include "sim/ladder_words.hpp"
#include "sim/scenario.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr std::array<std::string_view, 5> kNumbers{"", "\u2460 ", "\u2461 ", "\u2462 ", "\u2463 "};

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text.append(part);
  return text;
}

std::string numbers_of(const SegmentRecord& r) {
  std::string text = "seq=";
  text.append(std::to_string(r.seq));
  if (r.segment.flags.ack()) text.append(" ack=").append(std::to_string(r.ack));
  if (r.segment.len != 0) text.append(" len=").append(std::to_string(r.segment.len));
  return text;
}

// What is not usual about this sending.
std::string remark(const SegmentRecord& r) {
  if (r.duplicate) return "copy";
  std::string text(why_words(r.why));
  if (r.why == Why::Injected && !r.by.empty()) text.append(" by ").append(r.by);
  if (text.empty() && r.copy > 1) text = joined({ordinal(r.copy), " time"});
  return text;
}

std::string_view timer_name(Timer timer) {
  switch (timer) {
    case Timer::Retransmission:
      return "retransmission";
    case Timer::LossProbe:
      return "loss probe";
    case Timer::Reorder:
      return "reordering";
    case Timer::DelayedAck:
      return "delayed ACK";
    case Timer::FinWait2:
      return "FIN-WAIT-2 limit";
    case Timer::TimeWait:
      return "2 MSL";
    case Timer::Keepalive:
      return "keepalive";
    case Timer::UserTimeout:
      return "user timeout";
    case Timer::Persist:
      return "persist";
    case Timer::LastAck:
      return "LAST-ACK limit";
  }
  return "";
}

// A duration that no line break tears from its unit.
std::string unbroken(Duration duration) {
  std::string text;
  for (const char c : duration_words(duration)) {
    if (c == ' ') {
      text.append("\u00a0");
    } else {
      text.push_back(c);
    }
  }
  return text;
}

std::string_view upper(Side side) { return side == Side::A ? "A" : "B"; }

}  // namespace

std::string instant_words(Time t) { return duration_words(t - kStart); }

std::string count_words(std::uint64_t count, std::string_view what) {
  std::string digits = std::to_string(count);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return joined({digits, " ", what, count == 1 ? "" : "s"});
}

std::vector<std::string> arrow_lines(const SequenceArrow& arrow, std::size_t lines) {
  const SegmentRecord& r = *arrow.segment;
  const std::string flags = joined({kNumbers[r.teardown <= 4 ? r.teardown : 0], flag_words(r.segment.flags)});
  const std::string numbers = numbers_of(r);
  const std::string said = remark(r);
  const std::string dotted = said.empty() ? "" : joined({" \u00b7 ", said});
  if (lines <= 1) return {joined({flags, " ", numbers, dotted})};
  if (lines == 2) return {joined({flags, dotted}), numbers};
  if (said.empty()) return {flags, numbers};
  return {flags, numbers, said};
}

std::string fate_words(const SequenceArrow& arrow) {
  const SegmentRecord& r = *arrow.segment;
  if (r.fate == Fate::Delivered) return "";
  const std::string_view fate = name(r.fate);
  return r.by.empty() ? std::string(fate) : joined({fate, ": ", r.by});
}

std::vector<std::string> timer_lines(const SequenceTimer& timer) {
  std::string text(timer_name(timer.timer));
  if (timer.due != kNever) text.append(" ").append(unbroken(timer.due - timer.set_last()));
  if (timer.restarts.empty()) return {text};
  return {text, joined({"set ", std::to_string(timer.restarts.size() + 1), " times"})};
}

std::vector<std::string> state_lines(const SequenceState& state) {
  std::vector<std::string> lines{std::string(name(state.state))};
  if (!state.entered) return lines;
  const std::string_view cause = cause_words(state.cause);
  if (!cause.empty()) lines.emplace_back(cause);
  return lines;
}

std::string arrow_title(const SequenceArrow& arrow) {
  static constexpr std::array<std::string_view, 5> kOrder{"", "first", "second", "third", "fourth"};
  const SegmentRecord& r = *arrow.segment;
  std::string text = joined({"At ", instant_words(r.t), " "});
  if (arrow.injected()) {
    text.append("a segment that nobody sent reaches ").append(name(other(r.from))).append(": ");
  } else if (r.duplicate) {
    text.append("the link makes a copy of ");
  } else {
    text.append(name(r.from)).append(" sends ");
  }
  text.append(flag_words(r.segment.flags)).append(" ").append(numbers_of(r));
  if (r.teardown >= 1 && r.teardown <= 4)
    text.append(", the ").append(kOrder[r.teardown]).append(" segment of the close");
  if (r.copy > 1) text.append(", for the ").append(ordinal(r.copy)).append(" time");
  text.append(" (").append(name(r.why)).append(")");
  switch (r.fate) {
    case Fate::Delivered:
      if (!arrow.injected()) text.append("; it arrives at ").append(instant_words(r.rx));
      break;
    case Fate::Lost:
      text.append("; it is lost on the way");
      break;
    case Fate::Corrupted:
      text.append("; it arrives at ").append(instant_words(r.rx)).append(" corrupted and is thrown away");
      break;
  }
  if (!r.by.empty()) text.append(", by ").append(r.by);
  return text.append(".");
}

std::string state_title(const SequenceState& state) {
  std::string text = joined({upper(state.side), " is in ", name(state.state), " "});
  if (state.lasts) {
    text.append("from ").append(instant_words(state.from)).append(" to the end of the run");
  } else if (state.from == state.to) {
    text.append("at ").append(instant_words(state.from)).append(" and leaves it at once");
  } else {
    text.append("from ").append(instant_words(state.from)).append(" to ").append(instant_words(state.to));
    text.append(", ").append(duration_words(state.to - state.from));
  }
  if (state.entered) text.append("; entered because of: ").append(name(state.cause));
  return text.append(".");
}

std::string timer_title(const SequenceTimer& timer) {
  std::string text =
      joined({upper(timer.side), "'s ", timer_words(timer.timer), ": set at ", instant_words(timer.from)});
  if (!timer.restarts.empty()) {
    text.append(" and ").append(count_words(timer.restarts.size(), "more time"));
    text.append(", last at ").append(instant_words(timer.restarts.back()));
  }
  if (timer.due != kNever) text.append(", due at ").append(instant_words(timer.due));
  switch (timer.end) {
    case SequenceTimer::End::Fired:
      return text.append("; it fires at ").append(instant_words(timer.to)).append(".");
    case SequenceTimer::End::Stopped:
      return text.append("; stopped at ").append(instant_words(timer.to)).append(".");
    case SequenceTimer::End::Running:
      return text.append("; still running when the run ends.");
  }
  return text;
}

std::string news_title(const SequenceNews& news) {
  return joined(
      {"At ", instant_words(news.record->t), " ", name(news.record->at), "'s application: ", news.words, "."});
}

std::string fold_words(const SequenceFold& fold) {
  std::string text = count_words(fold.segments, "segment").append(" left out");
  if (fold.lost != 0) text.append(", ").append(std::to_string(fold.lost)).append(" of them lost");
  return text;
}

std::string fold_title(const SequenceFold& fold) {
  return joined(
      {fold_words(fold), ": those sent from ", instant_words(fold.from), " to ", instant_words(fold.to), "."});
}

std::string scenario_name(const TraceLog& log) {
  if (log.scenario() == nullptr || log.scenario()->name.empty()) return "finwait";
  return log.scenario()->name;
}

std::string stacks_words(const TraceLog& log) {
  if (log.scenario() == nullptr) return "";
  const std::string_view a = log.scenario()->side(Side::A).profile.name;
  const std::string_view b = log.scenario()->side(Side::B).profile.name;
  return a == b ? std::string(a) : joined({a, " and ", b});
}

std::string picture_description(std::span<const SequenceRun> runs) {
  std::string text = "Time runs downwards between two life lines, a on the left and b on the right.";
  if (!runs.empty() && runs.front().log->scenario() != nullptr && !runs.front().log->scenario()->about.empty()) {
    text.append(" ").append(runs.front().log->scenario()->about);
  }
  for (const SequenceRun& run : runs) {
    text.append(" ");
    if (runs.size() > 1) text.append("Under ").append(stacks_words(*run.log)).append(": ");
    std::uint64_t lost = 0;
    for (const SequenceArrow& arrow : run.arrows) lost += arrow.lost() ? 1U : 0U;
    text.append(count_words(run.arrows.size(), "segment")).append(", ").append(std::to_string(lost)).append(" lost.");
    for (const Side side : kSides) {
      const SideEnd& end = run.log->end().sides[index(side)];
      text.append(" ").append(upper(side)).append(" ends in ").append(name(end.state));
      if (!end.why.empty()) text.append(": ").append(end.why);
      if (text.back() != '.') text.append(".");
    }
  }
  return text;
}

}  // namespace finwait
