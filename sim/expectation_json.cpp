// Reads "expect": what must come of the run. Each key of an expectation is one kind of check.
#include <array>
#include <utility>

#include "sim/scenario_parts_json.hpp"
#include "sim/segment_pattern.hpp"

namespace finwait {
namespace {

// {"a": ..., "b": ...}: one or both; `read` is called with the side and what stands under it.
template <class Read>
void per_side(const JsonCursor& c, const Read& read) {
  if (!c.object({"a", "b"})) return;
  if (c.size() == 0) c.error("this expects nothing", "\"a\", \"b\" or both");
  for (const Side s : kSides) {
    if (const auto member = c.member(name(s))) read(s, *member);
  }
}

std::optional<CountRange> read_count(const JsonCursor& c) {
  CountRange range;
  if (!c.is(JsonType::Object)) {
    const auto n = c.integer();
    if (!n) return std::nullopt;
    return CountRange{*n, *n};
  }
  if (!c.object({"min", "max"}) || !c.read("min", range.least) || !c.read("max", range.most)) return std::nullopt;
  if (c.size() == 0) c.error("the bounds are missing", "\"min\", \"max\" or both");
  if (range.least > range.most) c.error("\"min\" is greater than \"max\", so this can never hold");
  return range;
}

// "60s", with a tolerance, or {"min", "max"}.
std::optional<DurationBounds> read_bounds(const JsonCursor& c, Duration within) {
  DurationBounds bounds;
  if (!c.is(JsonType::Object)) {
    const auto d = c.duration({.also = "{\"min\": ..., \"max\": ...}"});
    if (!d) return std::nullopt;
    bounds.least = *d > within ? *d - within : Duration(0);
    bounds.most = later(kStart + *d, within).time_since_epoch();
    return bounds;
  }
  if (!c.object({"min", "max"}) || !c.read("min", bounds.least)) return std::nullopt;
  if (!c.read("max", bounds.most, DurationRange{.never = true})) return std::nullopt;
  if (c.size() == 0) c.error("the bounds are missing", "\"min\", \"max\" or both");
  if (bounds.least > bounds.most) c.error("\"min\" is greater than \"max\", so this can never hold");
  return bounds;
}

// {"first": "fin", "from": "a"} or {"at": "a", "state": "FIN-WAIT-2"}.
void parse_reference(const JsonCursor& c, TimeReference& out) {
  if (c.has("state") || c.has("at")) {
    if (!c.object({"at", "state"})) return;
    out.kind = TimeReference::Kind::State;
    if (const auto at = c.required("at")) out.side = read_side(*at).value_or(out.side);
    if (const auto state = c.required("state")) out.state = read_state(*state).value_or(out.state);
    return;
  }
  if (!c.object({"first", "from"})) return;
  out.kind = TimeReference::Kind::Segment;
  if (const auto first = c.required("first")) out.segment = read_kind(*first).value_or(out.segment);
  if (const auto from = c.required("from")) out.side = read_side(*from).value_or(out.side);
}

void parse_end(const JsonCursor& c, std::vector<Check>& out) {
  per_side(c, [&out](Side s, const JsonCursor& v) {
    if (const auto state = read_state(v)) out.emplace_back(ExpectEnd{s, *state});
  });
}

void parse_count(const JsonCursor& c, ExpectCount::What what, std::vector<Check>& out) {
  per_side(c, [&out, what](Side s, const JsonCursor& v) {
    if (const auto range = read_count(v)) out.emplace_back(ExpectCount{what, s, *range});
  });
}

void parse_error(const JsonCursor& c, std::vector<Check>& out) {
  std::array<std::string_view, static_cast<std::size_t>(SocketError::AlreadyConnected)> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = name(static_cast<SocketError>(i + 1));
  per_side(c, [&out, &names](Side s, const JsonCursor& v) {
    if (v.is(JsonType::Null)) {
      out.emplace_back(ExpectError{s, SocketError::None});
    } else if (v.is(JsonType::String) && v.text() == "none") {
      v.error("\"none\" is a string", "null for no error, or the error's name", "null");
    } else if (const auto i = v.choice(names)) {
      out.emplace_back(ExpectError{s, static_cast<SocketError>(*i + 1)});
    }
  });
}

void parse_states(const JsonCursor& c, std::vector<Check>& out) {
  per_side(c, [&out](Side s, const JsonCursor& v) {
    if (!v.array(1)) return;
    ExpectStates check{s, {}};
    for (const JsonCursor& element : v.children()) {
      if (const auto state = read_state(element)) check.path.push_back(*state);
    }
    out.emplace_back(std::move(check));
  });
}

void parse_entering(Side side, const JsonCursor& c, std::vector<Check>& out) {
  if (!c.object({"state", "at", "within", "after"})) return;
  ExpectEnters check;
  check.side = side;
  if (const auto state = c.required("state")) check.state = read_state(*state).value_or(check.state);
  if (const auto after = c.member("after")) parse_reference(*after, check.after);
  Duration within{0};
  c.read("within", within);
  if (const auto at = c.required("at")) {
    check.never = at->is(JsonType::String) && at->text() == "never";
    if (!check.never) check.at = read_bounds(*at, within).value_or(check.at);
    const bool exact = at->is(JsonType::String) && !check.never;
    if (const auto tolerance = c.member("within"); tolerance && !exact) {
      tolerance->error("\"within\" goes with a time in \"at\", not with bounds or \"never\"");
    }
  }
  out.emplace_back(check);
}

void parse_enters(const JsonCursor& c, std::vector<Check>& out) {
  per_side(c, [&out](Side s, const JsonCursor& v) {
    if (!v.is(JsonType::Array)) return parse_entering(s, v, out);
    if (!v.array(1)) return;
    for (const JsonCursor& element : v.children()) parse_entering(s, element, out);
  });
}

void parse_time_in(const JsonCursor& c, std::vector<Check>& out) {
  std::array<std::string_view, kStateCount> names{};
  for (std::size_t i = 0; i < kStateCount; ++i) names[i] = name(static_cast<State>(i));
  per_side(c, [&out, &names](Side s, const JsonCursor& v) {
    if (!v.object(names)) return;
    if (v.size() == 0) v.error("this expects nothing", "a state and how long it lasts, as \"TIME-WAIT\": \"60s\"");
    for (std::size_t i = 0; i < kStateCount; ++i) {
      const std::optional<JsonCursor> time = v.member(names[i]);
      if (!time) continue;
      if (const auto bounds = read_bounds(*time, Duration(0))) {
        out.emplace_back(ExpectTimeIn{s, static_cast<State>(i), *bounds});
      }
    }
  });
}

void parse_segments(const JsonCursor& c, std::vector<Check>& out) {
  ExpectSegments check;
  std::optional<JsonCursor> list = c;
  if (c.is(JsonType::Object)) {
    c.object({"after", "within", "are"});
    if (const auto after = c.member("after")) parse_reference(*after, check.after);
    c.read("within", check.within);
    list = c.required("are");
  }
  if (!list || !list->array()) return;
  for (const JsonCursor& element : list->children()) {
    if (!element.is(JsonType::String)) {
      element.wrong_type("a segment such as \"a FA seq=1 ack=1\"");
      continue;
    }
    SegmentPattern pattern;
    TextProblem wrong = parse_segment_pattern(element.text(), pattern);
    if (wrong) {
      element.error(std::move(wrong.why_not), std::move(wrong.allowed), std::move(wrong.did_you_mean));
    } else {
      check.list.push_back(std::move(pattern));
    }
  }
  out.emplace_back(std::move(check));
}

void parse_decided_by(const JsonCursor& c, std::vector<Check>& out) {
  per_side(c, [&out](Side s, const JsonCursor& v) {
    if (v.is(JsonType::Null)) {
      out.emplace_back(ExpectDecidedBy{s, {}});
    } else if (const auto parameter = v.string()) {
      if (parameter->empty()) v.error("the name is empty", "part of a parameter's name, or null if none decided");
      out.emplace_back(ExpectDecidedBy{s, *parameter});
    }
  });
}

constexpr std::array<std::string_view, 14> kKeys{"about",   "under",    "end",        "retransmissions", "sent",
                                                 "lost",    "received", "error",      "states",          "enters",
                                                 "time_in", "segments", "decided_by", "ends_at"};

void parse_check(const JsonCursor& c, std::vector<Check>& out) {
  const std::string_view key = c.key();
  if (key == "end") return parse_end(c, out);
  if (key == "retransmissions") return parse_count(c, ExpectCount::What::Retransmissions, out);
  if (key == "sent") return parse_count(c, ExpectCount::What::Sent, out);
  if (key == "lost") return parse_count(c, ExpectCount::What::Lost, out);
  if (key == "received") return parse_count(c, ExpectCount::What::Received, out);
  if (key == "error") return parse_error(c, out);
  if (key == "states") return parse_states(c, out);
  if (key == "enters") return parse_enters(c, out);
  if (key == "time_in") return parse_time_in(c, out);
  if (key == "segments") return parse_segments(c, out);
  if (key == "decided_by") return parse_decided_by(c, out);
  if (key == "ends_at") {
    if (const auto bounds = read_bounds(c, Duration(0))) out.emplace_back(ExpectEndsAt{*bounds});
  }
}

void parse_expectation(const JsonCursor& c, Expectation& out) {
  if (!c.object(kKeys)) return;
  out.pointer = c.pointer();
  out.line = c.from_option() ? 0 : c.line();
  std::size_t asked = 0;
  for (const JsonCursor& member : c.children()) {
    if (member.key() == "about") {
      (void)member.string();
    } else if (member.key() == "under") {
      read_stacks(member, out.under);
    } else {
      ++asked;
      parse_check(member, out.checks);
    }
  }
  if (asked == 0) c.error("the expectation expects nothing", "at least one of \"end\", \"states\", \"segments\", ...");
}

}  // namespace

void parse_expect(const JsonCursor& list, std::vector<Expectation>& out) {
  if (!list.array()) return;
  out.clear();
  for (const JsonCursor& c : list.children()) parse_expectation(c, out.emplace_back());
}

}  // namespace finwait
