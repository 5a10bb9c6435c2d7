// Reads "faults": which segments a rule matches, from when on, and what becomes of them.
#include <array>
#include <utility>

#include "sim/scenario_parts_json.hpp"

namespace finwait {
namespace {

constexpr std::string_view kNthAllowed = "1, [1, 3], \"2..\", \"1..3\" or \"all\"";
constexpr std::string_view kSeqAllowed =
    "a number relative to the SYN, or \"a.nxt\", \"b.una\", \"a.iss+1\": a side, one of nxt, una, iss, and +n or -n";

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

// "2", "2..", "1..3". Reports and returns nothing if it is none of them.
std::optional<OccurrenceRange> parse_range(const JsonCursor& c) {
  const std::string_view text = c.text();
  const std::size_t dots = text.find("..");
  std::uint64_t first = 0;
  std::uint64_t last = UINT32_MAX;
  const bool open = dots != std::string_view::npos && dots + 2 == text.size();
  if (parse_integer(text.substr(0, dots), 0, UINT32_MAX, first) ||
      (dots != std::string_view::npos && !open && parse_integer(text.substr(dots + 2), 0, UINT32_MAX, last))) {
    c.error(quoted(text) + " names no occurrences", std::string(kNthAllowed), text == "*" ? "\"all\"" : "");
    return std::nullopt;
  }
  if (dots == std::string_view::npos) {
    c.error(quoted(text) + " is a string", std::string(kNthAllowed), std::string(text));
    return std::nullopt;
  }
  if (first == 0) {
    c.error("occurrences count from 1", std::string(kNthAllowed),
            quoted("1" + std::string(text.substr(text.find_first_of('.')))));
    return std::nullopt;
  }
  if (last < first) {
    c.error(quoted(text) + " descends, so it can never match", std::string(kNthAllowed),
            quoted(std::to_string(last) + ".." + std::to_string(first)));
    return std::nullopt;
  }
  return OccurrenceRange{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)};
}

std::optional<OccurrenceRange> parse_occurrence(const JsonCursor& c) {
  if (c.is(JsonType::String)) return parse_range(c);
  if (!c.is(JsonType::Number)) {
    c.wrong_type(kNthAllowed);
    return std::nullopt;
  }
  if (c.text() == "0") {
    c.error("occurrences count from 1", std::string(kNthAllowed), "1");
    return std::nullopt;
  }
  const std::optional<std::uint64_t> n = c.integer(1, UINT32_MAX);
  if (!n) return std::nullopt;
  return OccurrenceRange{static_cast<std::uint32_t>(*n), static_cast<std::uint32_t>(*n)};
}

}  // namespace

void parse_nth(const JsonCursor& c, Occurrences& out) {
  out.clear();
  if (c.is(JsonType::String) && c.text() == "all") return;
  if (!c.is(JsonType::Array)) {
    if (const auto range = parse_occurrence(c)) out.push_back(*range);
    return;
  }
  if (c.size() == 0) {
    c.error("the list is empty, so it can never match", std::string(kNthAllowed));
    return;
  }
  for (const JsonCursor& element : c.children()) {
    const std::optional<OccurrenceRange> range = parse_occurrence(element);
    if (!range) continue;
    if (!out.empty() && range->first <= out.back().last) {
      element.error("the occurrences do not ascend", "each number once, the smallest first");
      continue;
    }
    out.push_back(*range);
  }
}

namespace {

void parse_state_trigger(const JsonCursor& c, Trigger& out) {
  if (!c.object({"at", "state", "plus"})) return;
  out.kind = Trigger::Kind::AtState;
  if (const auto at = c.required("at")) out.side = read_side(*at).value_or(out.side);
  if (const auto state = c.required("state")) out.state = read_state(*state).value_or(out.state);
  c.read("plus", out.plus);
}

void parse_segment_trigger(const JsonCursor& c, Trigger& out) {
  if (!c.object({"segment", "plus"})) return;
  out.kind = Trigger::Kind::AtSegment;
  c.read("plus", out.plus);
  const std::optional<JsonCursor> segment = c.member("segment");
  if (!segment || !segment->object({"from", "kind", "nth"})) return;
  if (const auto from = segment->required("from")) out.side = read_side(*from).value_or(out.side);
  if (const auto kind = segment->member("kind")) out.segment = read_kind(*kind).value_or(out.segment);
  segment->read("nth", out.nth, 1U);
}

void parse_trigger(const JsonCursor& c, Trigger& out) {
  if (c.is(JsonType::Object)) {
    if (c.has("segment")) return parse_segment_trigger(c, out);
    return parse_state_trigger(c, out);
  }
  if (c.is(JsonType::Array) || c.is(JsonType::Boolean) || c.is(JsonType::Null)) {
    c.wrong_type(
        "a time such as \"2s\", {\"at\": \"a\", \"state\": \"FIN-WAIT-2\", \"plus\": \"1s\"}, or "
        "{\"segment\": {\"from\": \"b\", \"kind\": \"fin\", \"nth\": 1}, \"plus\": \"0ms\"}");
    return;
  }
  Duration since_syn{0};
  if (!c.read(since_syn)) return;
  out.kind = Trigger::Kind::AtTime;
  out.at = kStart + since_syn;
}

// What `teardown` counts has only certain kinds: 1 and 3 are FINs, 2 and 4 pure ACKs.
void refuse_impossible_kind(const JsonCursor& match, const FaultRule& rule) {
  if (rule.teardown == 0 || rule.kind == SegmentKind::Any) return;
  const bool fin = rule.teardown % 2 == 1;
  const bool possible = fin ? rule.kind == SegmentKind::Fin || rule.kind == SegmentKind::Data
                            : rule.kind == SegmentKind::Ack || rule.kind == SegmentKind::AckOfFin;
  if (possible) return;
  const std::optional<JsonCursor> kind = match.member("kind");
  const std::string number = std::to_string(rule.teardown);
  kind->error("teardown " + number + " is " + (fin ? "a FIN" : "a pure ACK of a FIN") + ", never of kind " +
                  quoted(kind->text()) + ", so the rule can never match",
              fin ? "\"fin\", or no kind" : "\"ack-of-fin\", or no kind");
}

void parse_match(const JsonCursor& c, FaultRule& out) {
  if (!c.object({"teardown", "from", "kind", "nth", "after"})) return;
  if (const auto teardown = c.member("teardown")) {
    if (const auto n = teardown->integer(1, 4)) out.teardown = static_cast<std::uint8_t>(*n);
  }
  if (const auto from = c.member("from")) out.from = read_side(*from);
  if (const auto kind = c.member("kind")) out.kind = read_kind(*kind).value_or(SegmentKind::Any);
  if (const auto nth = c.member("nth")) parse_nth(*nth, out.nth);
  if (const auto after = c.member("after")) parse_trigger(*after, out.after);
  refuse_impossible_kind(c, out);
}

void parse_seq_variable(const JsonCursor& c, SeqExpression& out) {
  std::string_view text = c.text();
  const std::array<std::pair<std::string_view, SeqExpression::Base>, 3> bases{
      {{"nxt", SeqExpression::Base::Nxt}, {"una", SeqExpression::Base::Una}, {"iss", SeqExpression::Base::Iss}}};
  const auto refuse = [&c] { c.error(quoted(c.text()) + " is no sequence number", std::string(kSeqAllowed)); };
  if (!text.starts_with("a.") && !text.starts_with("b.")) return refuse();
  out.side = text.front() == 'a' ? Side::A : Side::B;
  text.remove_prefix(2);
  for (const auto& [letters, base] : bases) {
    if (text.starts_with(letters)) out.base = base;
  }
  if (out.base == SeqExpression::Base::None) return refuse();
  text.remove_prefix(3);
  if (text.empty()) return;
  std::uint64_t offset = 0;
  if ((text.front() != '+' && text.front() != '-') || parse_integer(text.substr(1), 0, UINT32_MAX, offset)) {
    return refuse();
  }
  out.offset = static_cast<std::int64_t>(offset) * (text.front() == '-' ? -1 : 1);
}

void parse_seq(const JsonCursor& c, SeqExpression& out) {
  if (c.is(JsonType::String)) return parse_seq_variable(c, out);
  if (!c.is(JsonType::Number)) return c.wrong_type(kSeqAllowed);
  constexpr std::int64_t kMost = UINT32_MAX;
  if (const auto n = c.signed_integer(-kMost, kMost)) out = {SeqExpression::Base::Relative, Side::A, *n};
}

void parse_injection(const JsonCursor& c, Injection& out) {
  if (!c.object({"to", "flags", "seq", "ack", "len"})) return;
  if (const auto to = c.required("to")) out.to = read_side(*to).value_or(out.to);
  if (const auto flags = c.required("flags")) {
    if (!flags->is(JsonType::String)) {
      flags->wrong_type("letters of S, F, R, P and A, as \"FA\"");
    } else if (!parse_flag_letters(flags->text(), out.flags)) {
      flags->error(quoted(flags->text()) + " names no flags", "each of S, F, R, P and A at most once, as \"FA\"");
    }
  }
  if (const auto seq = c.required("seq")) parse_seq(*seq, out.seq);
  const std::optional<JsonCursor> ack = c.member("ack");
  if (ack) parse_seq(*ack, out.ack);
  c.read("len", out.len, 0U, 65'495U);  // what an IPv4 datagram holds beside both headers
  if (ack && !out.flags.ack()) ack->error("the segment has an ACK number but no flag A", "\"A\" among the flags");
  if (!ack && out.flags.ack()) c.error("the segment has the flag A but no \"ack\"", std::string(kSeqAllowed));
}

// `after` of a duplicate rule: how much later each copy leaves.
void parse_copies(const JsonCursor& c, std::vector<Duration>& out) {
  if (!c.is(JsonType::Array)) {
    if (const auto d = c.duration()) out.push_back(*d);
    return;
  }
  if (!c.array(1)) return;
  for (const JsonCursor& element : c.children()) {
    if (const auto d = element.duration()) out.push_back(*d);
  }
}

void parse_inject_rule(const JsonCursor& c, FaultRule& out) {
  out.action = FaultAction::Inject;
  if (const auto what = c.member("do"); what && (!what->is(JsonType::String) || what->text() != "inject")) {
    what->error("a rule with \"inject\" does nothing else", "\"inject\", or no \"do\"");
  }
  if (const auto inject = c.required("inject")) parse_injection(*inject, out.injection);
  if (const auto by = c.member("by")) by->error("\"by\" goes with \"do\": \"delay\" only");
  const std::optional<JsonCursor> match = c.member("match");
  if (match && match->object({"after"})) {
    if (const auto after = match->member("after")) parse_trigger(*after, out.after);
  }
}

void parse_rule(const JsonCursor& c, FaultRule& out) {
  if (!c.object({"about", "match", "do", "by", "after", "inject"})) return;
  const std::optional<JsonCursor> what = c.member("do");
  const bool injects = c.has("inject") || (what && what->is(JsonType::String) && what->text() == "inject");
  if (const auto about = c.member("about")) (void)about->string();
  const std::optional<JsonCursor> after = c.member("after");
  if (injects) {
    parse_inject_rule(c, out);
  } else {
    if (const auto match = c.required("match")) parse_match(*match, out);
    if (!c.required("do")) return;
    const auto i = what->choice({"drop", "delay", "duplicate", "corrupt", "inject"});
    if (!i) return;
    out.action = static_cast<FaultAction>(*i);
  }
  const std::optional<JsonCursor> by = c.member("by");
  if (out.action == FaultAction::Delay) {
    if (!by) c.error("a delay rule has no \"by\"", "\"by\": how much later, as \"500ms\"");
    if (by) by->read(out.delay, DurationRange{.least = Duration(1)});
  } else if (by && !injects) {
    by->error("\"by\" goes with \"do\": \"delay\" only");
  }
  if (out.action == FaultAction::Duplicate) {
    // Without "after" one copy goes right behind the segment.
    if (after) parse_copies(*after, out.copies);
    if (out.copies.empty()) out.copies.emplace_back(0);
    return;
  }
  if (!after) return;
  if (out.after.kind != Trigger::Kind::Always) after->error("\"after\" stands both in the rule and in its \"match\"");
  parse_trigger(*after, out.after);
}

}  // namespace

void parse_faults(const JsonCursor& list, std::vector<FaultRule>& out) {
  if (!list.array()) return;
  out.clear();
  const std::vector<JsonCursor> elements = list.children();
  const std::size_t errors_before = list.errors().count();
  for (const JsonCursor& c : elements) parse_rule(c, out.emplace_back());
  // A rule that could not be read would only seem to contradict others.
  if (list.errors().count() == errors_before) refuse_contradictions(out, elements);
}

}  // namespace finwait
