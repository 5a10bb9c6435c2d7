#include "sim/json_cursor.hpp"

#include <utility>

#include "core/time_text.hpp"
#include "sim/suggest.hpp"

namespace finwait {
namespace {

constexpr std::string_view kDurationAllowed = "a number with a unit (ns, us, ms, s, min, h), as \"10ms\" or \"1.5s\"";

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

// "10" as a person may have meant it.
std::string with_a_unit(std::string_view digits) { return quoted(std::string(digits) + "ms"); }

bool plain_decimal(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

// A number as JSON writes it, without its sign.
bool starts_negative(std::string_view text) { return !text.empty() && text.front() == '-'; }

// 3 of 3.0, which JSON Schema takes for an integer; everything else as it is.
std::string_view without_zeros(std::string_view number) {
  const std::size_t point = number.find('.');
  const bool zeros =
      point != std::string_view::npos && number.find_first_not_of('0', point + 1) == std::string_view::npos;
  return zeros ? number.substr(0, point) : number;
}

std::string allowed_durations(const DurationRange& range) {
  std::string out(kDurationAllowed);
  if (range.never) out.append(", or \"never\"");
  if (!range.also.empty()) out.append(", or ").append(range.also);
  if (range.least > Duration(0)) out.append(", at least ").append(format_duration(range.least));
  if (range.most < kForever - Duration(1)) out.append(", at most ").append(format_duration(range.most));
  return out;
}

// The sentence of core/time_text without its own list of what is allowed, and its suggestion apart.
struct DurationComplaint {
  std::string message;
  std::string did_you_mean;
};
DurationComplaint split_complaint(const std::string& sentence, std::string_view text) {
  DurationComplaint out;
  constexpr std::string_view kMeant = "did you mean ";
  if (const std::size_t at = sentence.find(kMeant, text.size()); at != std::string::npos) {
    const std::size_t end = sentence.find('?', at);
    out.did_you_mean = sentence.substr(at + kMeant.size(), end - at - kMeant.size());
  }
  std::size_t colon = sentence.find(": ", text.size());
  if (sentence.find("too long", text.size()) != std::string::npos) colon = std::string::npos;
  out.message = sentence.substr(0, colon);
  return out;
}

}  // namespace

std::string JsonCursor::pointer() const { return pointer_to(*document_, node_); }

std::int32_t JsonCursor::origin() const {
  std::uint32_t n = node_;
  while (n != JsonNode::kNone && document_->nodes[n].origin < 0) n = document_->nodes[n].parent;
  return n == JsonNode::kNone ? -1 : document_->nodes[n].origin;
}

InputError JsonCursor::located(int line, int column) const {
  InputError error;
  error.pointer = pointer();
  if (const std::int32_t option = origin(); option >= 0) {
    error.file = document_->origins[static_cast<std::size_t>(option)];
    return error;
  }
  error.file = document_->file;
  error.line = line;
  error.column = column;
  return error;
}

void JsonCursor::error(std::string message, std::string allowed, std::string did_you_mean) const {
  InputError error = located(node().line, node().column);
  error.message = std::move(message);
  error.allowed = std::move(allowed);
  error.did_you_mean = std::move(did_you_mean);
  errors_->add(std::move(error));
}

void JsonCursor::key_error(std::string message, std::string allowed, std::string did_you_mean) const {
  InputError error = located(node().key_line, node().key_column);
  error.message = std::move(message);
  error.allowed = std::move(allowed);
  error.did_you_mean = std::move(did_you_mean);
  errors_->add(std::move(error));
}

void JsonCursor::wrong_type(std::string_view expected) const {
  error("this is " + std::string(name(type())), std::string(expected));
}

bool JsonCursor::object(std::span<const std::string_view> keys) const {
  if (!is(JsonType::Object)) {
    wrong_type("an object with " + quoted_list(keys));
    return false;
  }
  for (const JsonCursor& child : children()) {
    bool known = false;
    for (const std::string_view key : keys) known = known || key == child.key();
    if (known) continue;
    std::string meant = suggest(child.key(), keys);
    if (!meant.empty()) meant = quoted(meant);
    child.key_error("unknown key " + quoted(child.key()), quoted_list(keys), std::move(meant));
  }
  return true;
}

bool JsonCursor::any_object() const {
  if (!is(JsonType::Object)) wrong_type("an object");
  return is(JsonType::Object);
}

bool JsonCursor::array(std::size_t least) const {
  if (!is(JsonType::Array)) {
    wrong_type("an array");
    return false;
  }
  if (size() >= least) return true;
  error(size() == 0 ? "the array is empty" : "the array is too short",
        "at least " + std::to_string(least) + (least == 1 ? " element" : " elements"));
  return false;
}

std::vector<JsonCursor> JsonCursor::children() const {
  std::vector<JsonCursor> out;
  out.reserve(size());
  for (std::uint32_t n = node().first_child; n != JsonNode::kNone; n = document_->nodes[n].next) out.push_back(at(n));
  return out;
}

std::optional<JsonCursor> JsonCursor::member(std::string_view key) const {
  const std::uint32_t n = document_->find(node_, key);
  if (n == JsonNode::kNone) return std::nullopt;
  return at(n);
}

std::optional<JsonCursor> JsonCursor::required(std::string_view key) const {
  std::optional<JsonCursor> out = member(key);
  if (!out) error("the key " + quoted(key) + " is missing");
  return out;
}

std::optional<std::string> JsonCursor::string() const {
  if (is(JsonType::String)) return node().text;
  wrong_type("a string");
  return std::nullopt;
}

std::optional<bool> JsonCursor::boolean() const {
  if (is(JsonType::Boolean)) return node().boolean;
  const bool spelled = is(JsonType::String) && (text() == "true" || text() == "false");
  error(is(JsonType::String) ? quoted(text()) + " is a string" : "this is " + std::string(name(type())),
        "true or false", spelled ? std::string(text()) : std::string());
  return std::nullopt;
}

std::optional<std::uint64_t> JsonCursor::integer(std::uint64_t least, std::uint64_t most) const {
  std::uint64_t value = 0;
  const TextProblem problem = parse_integer(is(JsonType::Number) ? without_zeros(text()) : "", least, most, value);
  if (!problem) return value;
  if (is(JsonType::Number)) {
    error(problem.why_not, problem.allowed, problem.did_you_mean);
  } else if (is(JsonType::String)) {
    const bool digits = !parse_integer(text(), least, most, value);
    error(quoted(text()) + " is a string", problem.allowed, digits ? std::string(text()) : std::string());
  } else {
    wrong_type(problem.allowed);
  }
  return std::nullopt;
}

std::optional<std::int64_t> JsonCursor::signed_integer(std::int64_t least, std::int64_t most) const {
  const std::string allowed = "a whole number, " + std::to_string(least) + " to " + std::to_string(most);
  if (!is(JsonType::Number)) {
    wrong_type(allowed);
    return std::nullopt;
  }
  const bool negative = starts_negative(text());
  std::uint64_t magnitude = 0;
  const std::string_view digits = negative ? text().substr(1) : text();
  if (parse_integer(digits, 0, static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()), magnitude)) {
    error(std::string(text()) + " is not a whole number that fits here", allowed);
    return std::nullopt;
  }
  const auto value = negative ? -static_cast<std::int64_t>(magnitude) : static_cast<std::int64_t>(magnitude);
  if (value >= least && value <= most) return value;
  error(std::string(text()) + (value < least ? " is too small" : " is too large"), allowed);
  return std::nullopt;
}

std::optional<Duration> JsonCursor::duration(const DurationRange& range) const {
  if (is(JsonType::Number) && !starts_negative(text()) && text() != "0") {
    error(std::string(text()) + " has no unit", allowed_durations(range), with_a_unit(text()));
    return std::nullopt;
  }
  if (!is(JsonType::String) && !is(JsonType::Number)) {
    wrong_type(allowed_durations(range));
    return std::nullopt;
  }
  const ParsedDuration parsed = parse_duration(text());
  if (!parsed.value) {
    DurationComplaint complaint = split_complaint(parsed.error, text());
    if (!range.never && complaint.did_you_mean == "\"never\"") complaint.did_you_mean.clear();
    if (plain_decimal(text())) complaint.did_you_mean = with_a_unit(text());
    error(std::move(complaint.message), allowed_durations(range), std::move(complaint.did_you_mean));
    return std::nullopt;
  }
  const Duration value = *parsed.value;
  if (value == kForever ? range.never : (value >= range.least && value <= range.most)) return value;
  const std::string_view why = value == kForever     ? " is not possible here"
                               : value < range.least ? " is too short"
                                                     : " is too long";
  error(quoted(text()).append(why), allowed_durations(range));
  return std::nullopt;
}

std::optional<Ratio> JsonCursor::exact(TextProblem (*parse)(std::string_view, Ratio&)) const {
  Ratio value;
  const bool readable = is(JsonType::String) || is(JsonType::Number);
  const TextProblem problem = parse(readable ? text() : "", value);
  if (readable && !problem) return value;
  if (readable) {
    error(problem.why_not, problem.allowed, problem.did_you_mean);
  } else {
    wrong_type(problem.allowed);
  }
  return std::nullopt;
}

std::optional<std::size_t> JsonCursor::choice(std::span<const std::string_view> names) const {
  if (!is(JsonType::String)) {
    wrong_type(quoted_list(names));
    return std::nullopt;
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text()) return i;
  }
  std::string meant = suggest(text(), names);
  if (!meant.empty()) meant = quoted(meant);
  error(quoted(text()) + " is not known here", quoted_list(names), std::move(meant));
  return std::nullopt;
}

namespace {

template <class T, class U>
bool store(const std::optional<T>& value, U& out) {
  if (value) out = static_cast<U>(*value);
  return value.has_value();
}

}  // namespace

bool JsonCursor::read(Duration& out, const DurationRange& range) const { return store(duration(range), out); }
bool JsonCursor::read(bool& out) const { return store(boolean(), out); }
bool JsonCursor::read(std::uint32_t& out, std::uint32_t least, std::uint32_t most) const {
  return store(integer(least, most), out);
}
bool JsonCursor::read(std::uint64_t& out, std::uint64_t least, std::uint64_t most) const {
  return store(integer(least, most), out);
}
bool JsonCursor::read(std::string& out) const {
  std::optional<std::string> value = string();
  if (value) out = std::move(*value);
  return value.has_value();
}

}  // namespace finwait
