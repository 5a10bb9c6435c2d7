#include <algorithm>

#include "core/parameter.hpp"
#include "sim/json_cursor.hpp"
#include "sim/recording.hpp"
#include "sim/scenario_json.hpp"

namespace finwait {

namespace {

constexpr Duration::rep kNanosecondsPerMicrosecond = 1000;
constexpr std::int64_t kMostMicroseconds = 1'000'000'000'000;  // twelve days

bool read_time(const JsonCursor& c, std::int64_t least, Duration& out) {
  const std::optional<std::int64_t> us = c.signed_integer(least, kMostMicroseconds);
  if (us) out = Duration(*us * kNanosecondsPerMicrosecond);
  return us.has_value();
}

bool read_side(const JsonCursor& c, Side& out) {
  const std::optional<std::size_t> i = c.choice({"a", "b"});
  if (i) out = *i == 0 ? Side::A : Side::B;
  return i.has_value();
}

// The elements of a row of the given width; empty, with an error reported, if it has another.
std::vector<JsonCursor> row(const JsonCursor& c, std::size_t width, std::string_view form) {
  if (!c.array()) return {};
  if (c.size() == width) return c.children();
  c.error("a row of " + std::to_string(c.size()) + " values", std::string(form));
  return {};
}

void read_segment(const JsonCursor& c, std::vector<RecordedSegment>& out) {
  const std::vector<JsonCursor> v = row(c, 7, "[t, from, flags, seq, ack, len, fate]");
  if (v.empty()) return;
  RecordedSegment segment;
  if (!read_time(v[0], 0, segment.t)) return;
  const std::optional<std::size_t> from = v[1].choice({"a", "b", "wire"});
  if (!from) return;
  if (*from < 2) segment.from = *from == 0 ? Side::A : Side::B;
  const std::optional<std::string> flags = v[2].string();
  if (!flags) return;
  if (!parse_flag_letters(*flags, segment.flags)) {
    v[2].error("no such flags: \"" + *flags + "\"", "letters of S F R P A, each at most once");
    return;
  }
  if (!v[3].read(segment.seq)) return;
  if (!v[4].is(JsonType::Null) && !v[4].read(segment.ack)) return;
  if (!v[5].read(segment.len)) return;
  const std::optional<std::size_t> fate = v[6].choice({"delivered", "lost", "injected"});
  if (!fate) return;
  segment.lost = *fate == 1;
  if (!out.empty() && segment.t < out.back().t) v[0].error("the segments are not in the order sent", "ascending times");
  out.push_back(segment);
}

void read_state(const JsonCursor& c, std::vector<RecordedState>& out) {
  const std::vector<JsonCursor> v = row(c, 4, "[t, side, state, how]");
  if (v.empty()) return;
  RecordedState state;
  // Polling starts before the SYN is sent.
  if (!read_time(v[0], -kMostMicroseconds, state.t) || !read_side(v[1], state.side)) return;
  const std::optional<std::string> spelled = v[2].string();
  if (!spelled) return;
  if (*spelled != "gone") {
    state.state = parse_state(*spelled);
    if (!state.state) {
      v[2].error("no such state: \"" + *spelled + "\"", "RFC 9293's spelling, such as \"FIN-WAIT-1\", or \"gone\"");
      return;
    }
  }
  const std::optional<std::size_t> how = v[3].choice({"exact", "seen"});
  if (!how) return;
  state.exact = *how == 0;
  out.push_back(state);
}

// Of what the processes saw, the errors count: the rest follows from the script and the segments.
void read_app(const JsonCursor& c, std::vector<RecordedError>& out) {
  const std::vector<JsonCursor> v = row(c, 4, "[t, side, event, errno]");
  if (v.empty()) return;
  RecordedError error;
  if (!read_time(v[0], -kMostMicroseconds, error.t) || !read_side(v[1], error.side) || !v[2].string()) return;
  if (v[3].is(JsonType::Null)) return;
  const std::optional<std::string> text = v[3].string();
  if (!text) return;
  error.error = *text;
  out.push_back(error);
}

void read_clock(const JsonCursor& c, RecordedRun& out) {
  if (!c.object({"hz", "jiffies_at_syn"})) return;
  StackProfile profile;
  const auto assign = [&](std::string_view member, std::string_view parameter) {
    const std::optional<JsonCursor> value = c.required(member);
    if (!value) return;
    if (!value->is(JsonType::Number)) return value->wrong_type("a number");
    const ParameterMatch match = find_parameter(parameter);
    std::string why_not = match.parameter->assign(profile, *match.parameter, match.alias, {value->text(), true});
    if (!why_not.empty()) value->error(std::move(why_not));
  };
  assign("hz", "hz");
  assign("jiffies_at_syn", "jiffies_at_start");
  out.hz = profile.hz;
  if (profile.jiffies_at_start) out.jiffies_at_syn = *profile.jiffies_at_start;
}

void read_run(const JsonCursor& c, Recording& out) {
  if (!c.object({"clock", "segments", "states", "app", "complete", "time_wait_watched_to_its_end"})) return;
  RecordedRun run;
  if (const auto clock = c.required("clock")) read_clock(*clock, run);
  if (const auto list = c.required("segments"); list && list->array(1)) {
    for (const JsonCursor& each : list->children()) read_segment(each, run.segments);
  }
  if (const auto list = c.required("states"); list && list->array(1)) {
    for (const JsonCursor& each : list->children()) read_state(each, run.states);
  }
  if (const auto list = c.required("app"); list && list->array()) {
    for (const JsonCursor& each : list->children()) read_app(each, run.errors);
  }
  if (const auto flag = c.required("complete")) flag->read(run.complete);
  if (const auto flag = c.required("time_wait_watched_to_its_end")) flag->read(run.time_wait_watched);
  std::stable_sort(run.states.begin(), run.states.end(),
                   [](const RecordedState& x, const RecordedState& y) { return x.t < y.t; });
  out.runs.push_back(std::move(run));
}

void read_all(const JsonCursor& root, Recording& out) {
  if (!root.object({"name", "family", "kernel", "scenario", "runs"})) return;
  if (const auto name = root.required("name")) name->read(out.name);
  if (const auto family = root.required("family")) family->read(out.family);
  if (const auto scenario = root.required("scenario")) parse_scenario(*scenario, out.scenario);
  if (const auto runs = root.required("runs"); runs && runs->array(1)) {
    for (const JsonCursor& each : runs->children()) read_run(each, out);
  }
}

void replace_stack(JsonDocument& document, std::string_view stack) {
  const std::uint32_t scenario = document.find(0, "scenario");
  for (const Side side : kSides) {
    const std::uint32_t spec = scenario == JsonNode::kNone ? scenario : document.find(scenario, name(side));
    const std::uint32_t node = spec == JsonNode::kNone ? spec : document.find(spec, "stack");
    if (node != JsonNode::kNone) document.nodes[node].text = stack;
  }
}

}  // namespace

RecordingResult read_recording(std::string_view text, std::string_view file_name, std::string_view stack) {
  InputErrors errors;
  JsonDocument document;
  Recording recording;
  if (parse_json(text, file_name, document, errors)) {
    if (!stack.empty()) replace_stack(document, stack);
    read_all(JsonCursor(document, 0, errors), recording);
  }
  recording.scenario.name = recording.name;
  RecordingResult result;
  if (errors.empty()) result.recording = std::move(recording);
  result.errors = errors.take();
  return result;
}

}  // namespace finwait
