#include "sim/segment_pattern.hpp"

#include <array>
#include <utility>
#include <vector>

#include "core/time_text.hpp"
#include "sim/suggest.hpp"

namespace finwait {
namespace {

constexpr std::string_view kAllowed =
    "a side (a or b), flags (of S, F, R, P, A), then any of seq=1 ack=1 len=0 copy=2 teardown=3 why=rto at=1.5s +200ms "
    "lost corrupted duplicate; or \"...\" for any number of segments";

TextProblem problem(std::string why, std::string meant = {}) {
  return {std::move(why), std::string(kAllowed), std::move(meant)};
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    if (space != 0) out.push_back(text.substr(0, space));
    if (space == std::string_view::npos) break;
    text.remove_prefix(space + 1);
  }
  return out;
}

std::array<std::string_view, static_cast<std::size_t>(Why::Injected) + 1> why_names() {
  std::array<std::string_view, static_cast<std::size_t>(Why::Injected) + 1> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = name(static_cast<Why>(i));
  return out;
}

TextProblem parse_time(std::string_view text, std::optional<Duration>& out) {
  const ParsedDuration parsed = parse_duration(text);
  if (!parsed.value || *parsed.value == kForever) {
    return {parsed.error.empty() ? quoted(text) + " is no time of a segment" : parsed.error, {}, {}};
  }
  out = parsed.value;
  return {};
}

TextProblem parse_number(std::string_view text, std::optional<std::uint32_t>& out) {
  std::uint64_t n = 0;
  TextProblem wrong = parse_integer(text, 0, UINT32_MAX, n);
  if (!wrong) out = static_cast<std::uint32_t>(n);
  return wrong;
}

TextProblem parse_field(std::string_view field, std::string_view value, SegmentPattern& out) {
  if (field == "seq") return parse_number(value, out.seq);
  if (field == "ack") return parse_number(value, out.ack);
  if (field == "len") return parse_number(value, out.len);
  if (field == "copy") return parse_number(value, out.copy);
  if (field == "teardown") return parse_number(value, out.teardown);
  if (field == "at") return parse_time(value, out.at);
  if (field == "why") {
    const auto names = why_names();
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == value) out.why = static_cast<Why>(i);
    }
    if (out.why) return {};
    const std::string meant = suggest(value, names);
    return {quoted(value) + " is no reason to send a segment", quoted_list(names), meant.empty() ? "" : quoted(meant)};
  }
  constexpr std::array<std::string_view, 7> kFields{"seq", "ack", "len", "copy", "teardown", "why", "at"};
  const std::string meant = suggest(field, kFields);
  return problem("a segment has no " + quoted(field), meant.empty() ? "" : quoted(meant));
}

TextProblem parse_word(std::string_view word, SegmentPattern& out) {
  if (word == "lost" || word == "corrupted") {
    if (out.fate != SegmentPattern::Fate::Delivered) return problem("the segment has two fates");
    out.fate = word == "lost" ? SegmentPattern::Fate::Lost : SegmentPattern::Fate::Corrupted;
    return {};
  }
  if (word == "duplicate") {
    out.duplicate = true;
    return {};
  }
  if (word.front() == '+') return parse_time(word.substr(1), out.since);
  if (const std::size_t equals = word.find('='); equals != std::string_view::npos) {
    return parse_field(word.substr(0, equals), word.substr(equals + 1), out);
  }
  constexpr std::array<std::string_view, 3> kWords{"lost", "corrupted", "duplicate"};
  const std::string meant = suggest(word, kWords);
  return problem(quoted(word) + " is not known here", meant.empty() ? "" : quoted(meant));
}

SegmentPattern::Fate fate_of(const SegmentRecord& record) {
  switch (record.fate) {
    case Fate::Delivered:
      return SegmentPattern::Fate::Delivered;
    case Fate::Lost:
      return SegmentPattern::Fate::Lost;
    case Fate::Corrupted:
      return SegmentPattern::Fate::Corrupted;
  }
  return SegmentPattern::Fate::Delivered;
}

void put(std::string& out, std::string_view field, std::uint32_t n) {
  out.append(" ").append(field).append("=").append(std::to_string(n));
}

}  // namespace

TextProblem parse_segment_pattern(std::string_view text, SegmentPattern& out) {
  out = SegmentPattern{};
  out.text = text;
  if (text == "...") {
    out.any_number = true;
    return {};
  }
  const std::vector<std::string_view> parts = words(text);
  if (parts.size() < 2) return problem(quoted(text) + " is no segment");
  if (parts[0] != "a" && parts[0] != "b") return problem(quoted(parts[0]) + " is no side");
  out.from = parts[0] == "a" ? Side::A : Side::B;
  if (!parse_flag_letters(parts[1], out.flags)) return problem(quoted(parts[1]) + " names no flags");
  for (std::size_t i = 2; i < parts.size(); ++i) {
    if (TextProblem wrong = parse_word(parts[i], out)) return wrong;
  }
  return {};
}

bool matches(const SegmentPattern& p, const SegmentRecord& r) {
  const auto same = [](const auto& asked, auto is) { return !asked || *asked == is; };
  return p.from == r.from && p.flags == r.segment.flags && p.fate == fate_of(r) && p.duplicate == r.duplicate &&
         same(p.seq, r.seq) && (!p.ack || (r.segment.flags.ack() && *p.ack == r.ack)) && same(p.len, r.segment.len) &&
         same(p.copy, std::uint32_t{r.copy}) && same(p.teardown, std::uint32_t{r.teardown}) && same(p.why, r.why);
}

std::string pattern_text(const SegmentRecord& r, const SegmentPattern* like) {
  std::string out(name(r.from));
  out.append(" ").append(flag_letters(r.segment.flags));
  put(out, "seq", r.seq);
  if (r.segment.flags.ack()) put(out, "ack", r.ack);
  if (r.segment.len > 0 || (like != nullptr && like->len)) put(out, "len", r.segment.len);
  if (like != nullptr && like->copy) put(out, "copy", r.copy);
  if (like != nullptr && like->teardown) put(out, "teardown", r.teardown);
  if (like != nullptr && like->why) out.append(" why=").append(name(r.why));
  if (r.fate == Fate::Lost) out.append(" lost");
  if (r.fate == Fate::Corrupted) out.append(" corrupted");
  if (r.duplicate) out.append(" duplicate");
  return out;
}

}  // namespace finwait
