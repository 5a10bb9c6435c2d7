#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "sim/ladder_canvas.hpp"
#include "sim/ladder_words.hpp"
#include "sim/trace_format.hpp"
#include "tools/comparison.hpp"

namespace finwait::cli {
namespace {

constexpr std::size_t kShownAfter = 4;  // records of each run from the difference on

bool same(const StateRecord& x, const StateRecord& y) { return x.from == y.from && x.to == y.to && x.at == y.at; }
bool same(const SegmentRecord& x, const SegmentRecord& y) {
  return x.from == y.from && x.segment.flags == y.segment.flags && x.seq == y.seq && x.ack == y.ack &&
         x.segment.len == y.segment.len && x.fate == y.fate && x.duplicate == y.duplicate;
}
bool same(const AppRecord& x, const AppRecord& y) {
  return x.at == y.at && x.event == y.event && x.error == y.error && x.bytes == y.bytes;
}

// The same event at the same time. Windows count only through what they bring about.
bool same(const TraceRecord& x, const TraceRecord& y) {
  if (x.index() != y.index()) return false;
  return std::visit(
      [&y](const auto& record) {
        using Record = std::decay_t<decltype(record)>;
        if constexpr (std::is_same_v<Record, StateRecord> || std::is_same_v<Record, SegmentRecord> ||
                      std::is_same_v<Record, AppRecord>) {
          return record.t == std::get<Record>(y).t && same(record, std::get<Record>(y));
        } else {
          return true;
        }
      },
      x);
}

std::string segment_words(const SegmentRecord& r) {
  std::string text = std::string(name(r.from)) + (r.why == Why::Injected ? " seems to send " : " sends ");
  text += std::string(flag_words(r.segment.flags)) + " seq=" + std::to_string(r.seq);
  if (r.segment.flags.ack()) text += " ack=" + std::to_string(r.ack);
  if (r.segment.len != 0) text += " len=" + std::to_string(r.segment.len);
  if (r.duplicate) return text + " (a copy made by " + std::string(r.by) + ")";
  if (r.copy > 1) text += " for the " + ordinal(r.copy) + " time";
  if (r.copy > 1 || r.why == Why::LossProbe) text += " (" + std::string(name(r.why)) + ")";
  if (r.fate == Fate::Lost) text += ", lost";
  if (r.fate == Fate::Corrupted) text += ", corrupted";
  return text;
}

Time time_of(const TraceRecord& record) {
  return std::visit(
      [](const auto& r) {
        if constexpr (requires { r.t; }) {
          return r.t;
        } else {
          return kStart;
        }
      },
      record);
}

std::string words(const TraceRecord& record) {
  std::string when = duration_words(time_of(record) - kStart) + "  ";
  if (const auto* segment = std::get_if<SegmentRecord>(&record)) return when + segment_words(*segment);
  if (const auto* state = std::get_if<StateRecord>(&record)) {
    const std::string_view cause = cause_words(state->cause);
    return when + std::string(name(state->at)) + " enters " + std::string(name(state->to)) +
           (cause.empty() ? "" : ": " + std::string(cause));
  }
  if (const auto* app = std::get_if<AppRecord>(&record)) {
    const std::string said = app_words(*app);
    return when + std::string(name(app->at)) + "'s application: " + (said.empty() ? std::string(app->event) : said);
  }
  return when;
}

std::string paragraph(const std::string& text, std::size_t indent, std::size_t width) {
  std::string out;
  for (const std::string& line : wrap(text, width > indent + 20 ? width - indent : 20)) {
    out += std::string(indent, ' ') + line + "\n";
  }
  return out;
}

using Events = std::vector<const TraceRecord*>;

// Segments, state changes, and the application's calls and news: what two runs can differ in. Timers count only
// through what they bring about.
Events events_of(const ComparedRun& run) {
  Events events;
  for (const TraceRecord& record : run.log.records()) {
    if (!std::holds_alternative<TimerRecord>(record)) events.push_back(&record);
  }
  return events;
}

std::string what_follows(const ComparedRun& run, const Events& events, std::size_t from, std::size_t width) {
  std::string out = "  " + run.stack + "\n";
  if (from >= events.size()) {
    return out + "    nothing more; the run ends at " + duration_words(run.log.end().t - kStart) + "\n";
  }
  for (std::size_t i = from; i < std::min(events.size(), from + kShownAfter); ++i) {
    out += paragraph(words(*events[i]), 4, width);
  }
  return out;
}

}  // namespace

std::string first_difference(const ComparedRun& base, const ComparedRun& other, std::size_t width) {
  const std::string both = base.stack + " and " + other.stack;
  const Events before = events_of(base);
  const Events after = events_of(other);
  const auto [x, y] = std::mismatch(before.begin(), before.end(), after.begin(), after.end(),
                                    [](const TraceRecord* l, const TraceRecord* r) { return same(*l, *r); });
  if (x == before.end() && y == after.end()) {
    return both + " do the same at the same times.\n";
  }
  const auto at = static_cast<std::size_t>(x - before.begin());
  std::string out = "The first difference between " + both + "\n";
  if (at > 0) out += paragraph("The last thing that both do: " + words(*before[at - 1]) + ". Then:", 2, width);
  return out + what_follows(base, before, at, width) + what_follows(other, after, at, width);
}

}  // namespace finwait::cli
