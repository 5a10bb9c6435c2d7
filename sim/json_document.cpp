// The only file of the library that includes nlohmann's parser. It uses the SAX interface alone, which reports errors
// through a call, and finds each value's place by walking along the text beside the parser.
#include "sim/json_document.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace finwait {
namespace {

using Parser = nlohmann::json;

// Line and column while walking forward through a text.
class Place {
 public:
  explicit Place(std::string_view text) : text_(text) {}

  int line() const { return line_; }
  int column() const { return static_cast<int>(at_ - line_start_) + 1; }
  std::size_t at() const { return at_; }

  // To the next token: between two of them stand only spaces, commas and colons.
  void to_token() {
    while (at_ < text_.size() && (is_space(text_[at_]) || text_[at_] == ',' || text_[at_] == ':')) step();
  }
  void to(std::size_t offset) {
    while (at_ < offset && at_ < text_.size()) step();
  }
  // Past the string that begins here; its text is already known to be well formed.
  void past_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    at_ = std::min(at_ + 1, text_.size());
  }
  // Past the number or word that begins here, and what was passed.
  std::string_view past_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_space(text_[at_]) && text_[at_] != ',' && text_[at_] != ']' && text_[at_] != '}') {
      ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }
  void past_bracket() { ++at_; }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
  void step() {
    if (text_[at_++] == '\n') {
      ++line_;
      line_start_ = at_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
};

// What nlohmann says, without its own prefix ("[json.exception.parse_error.101] parse error at line 1, column 2: ") and
// without the text it has read last, which may be no valid UTF-8.
std::string syntax_message(std::string_view what) {
  if (const std::size_t bracket = what.find("] "); what.starts_with("[json.") && bracket != std::string_view::npos) {
    what.remove_prefix(bracket + 2);
  }
  if (what.starts_with("parse error at line ")) {
    if (const std::size_t colon = what.find(": "); colon != std::string_view::npos) what.remove_prefix(colon + 2);
  }
  constexpr std::string_view kWhile = "syntax error while parsing ";
  const bool syntax = what.starts_with(kWhile);
  if (syntax) what.remove_prefix(kWhile.size());
  std::string out(syntax ? "not valid JSON, in " : "not valid JSON: ");
  const std::size_t read = what.find("; last read: '");
  if (read == std::string_view::npos) return out.append(what);
  out.append(what.substr(0, read));
  if (const std::size_t rest = what.rfind("'; expected "); rest != std::string_view::npos && rest > read) {
    out.append(what.substr(rest + 1));
  }
  return out;
}

// What other languages allow and JSON does not.
std::string syntax_hint(std::string_view text, std::size_t at) {
  const char found = at < text.size() ? text[at] : ' ';
  const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t\r\n", at - 1);
  const bool after_comma = before != std::string_view::npos && text[before] == ',';
  if (found == '/' || found == '#') return "JSON without comments; \"about\" takes remarks";
  if (found == '\'') return "strings in double quotes";
  if (after_comma && (found == '}' || found == ']')) return "no comma after the last element";
  return {};
}

// Builds the tree. The names of the member functions are nlohmann's.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, JsonDocument& out, InputErrors& errors, const JsonLimits& limits)
      : text_(text), place_(text), out_(&out), errors_(&errors), limits_(limits) {}

  bool failed() const { return failed_; }

  bool null() {
    place_.to_token();
    const bool ok = add(JsonType::Null);
    place_.past_word();
    return ok;
  }
  bool boolean(bool value) {
    place_.to_token();
    const bool ok = add(JsonType::Boolean);
    if (ok) out_->nodes.back().boolean = value;
    place_.past_word();
    return ok;
  }
  bool number_integer(Parser::number_integer_t) { return number(); }
  bool number_unsigned(Parser::number_unsigned_t) { return number(); }
  bool number_float(Parser::number_float_t, const std::string&) { return number(); }
  bool string(std::string& value) {
    place_.to_token();
    const bool ok = add(JsonType::String);
    if (ok) out_->nodes.back().text = std::move(value);
    place_.past_string();
    return ok;
  }
  bool binary(Parser::binary_t&) { return false; }  // JSON text has no such thing
  bool start_object(std::size_t) { return open(JsonType::Object); }
  bool start_array(std::size_t) { return open(JsonType::Array); }
  bool end_object() {
    refuse_duplicate_keys();
    return close();
  }
  bool end_array() { return close(); }
  bool key(std::string& value) {
    place_.to_token();
    key_ = std::move(value);
    key_line_ = place_.line();
    key_column_ = place_.column();
    place_.past_string();
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& problem) {
    // `position` counts the octets read, the offending one included.
    place_.to(position == 0 ? 0 : position - 1);
    return fail(syntax_message(problem.what()), syntax_hint(text_, place_.at()));
  }

 private:
  bool number() {
    place_.to_token();
    const bool ok = add(JsonType::Number);
    const std::string_view digits = place_.past_word();
    if (ok) out_->nodes.back().text = digits;
    return ok;
  }
  bool open(JsonType type) {
    place_.to_token();
    if (++depth_ > limits_.depth) {
      return fail("arrays and objects are nested more than " + std::to_string(limits_.depth) + " deep");
    }
    if (!add(type)) return false;
    parent_ = static_cast<std::uint32_t>(out_->nodes.size() - 1);
    place_.past_bracket();
    return true;
  }
  bool close() {
    place_.to_token();
    place_.past_bracket();
    --depth_;
    parent_ = out_->nodes[parent_].parent;
    return true;
  }
  bool add(JsonType type) {
    if (out_->nodes.size() >= limits_.values) {
      return fail("there are more than " + std::to_string(limits_.values) + " values");
    }
    JsonNode node;
    node.type = type;
    node.line = place_.line();
    node.column = place_.column();
    if (parent_ != JsonNode::kNone && out_->nodes[parent_].type == JsonType::Object) {
      node.key = std::move(key_);
      node.key_line = key_line_;
      node.key_column = key_column_;
    }
    out_->append(parent_, std::move(node));
    return true;
  }
  bool fail(std::string message, std::string allowed = {}) {
    failed_ = true;
    InputError error;
    error.file = out_->file;
    error.line = place_.line();
    error.column = place_.column();
    error.message = std::move(message);
    error.allowed = std::move(allowed);
    errors_->add(std::move(error));
    return false;
  }
  // Sorted, so that an object with very many keys costs no square of their number.
  void refuse_duplicate_keys() {
    const std::vector<JsonNode>& nodes = out_->nodes;
    sorted_.clear();
    for (std::uint32_t i = nodes[parent_].first_child; i != JsonNode::kNone; i = nodes[i].next) sorted_.push_back(i);
    std::sort(sorted_.begin(), sorted_.end(), [&nodes](std::uint32_t x, std::uint32_t y) {
      const int order = nodes[x].key.compare(nodes[y].key);
      return order != 0 ? order < 0 : x < y;
    });
    for (std::size_t i = 1; i < sorted_.size(); ++i) {
      const JsonNode& first = nodes[sorted_[i - 1]];
      const JsonNode& second = nodes[sorted_[i]];
      if (first.key != second.key) continue;
      failed_ = true;
      InputError error;
      error.file = out_->file;
      error.line = second.key_line;
      error.column = second.key_column;
      error.pointer = pointer_to(*out_, sorted_[i]);
      error.message = "the key \"" + second.key + "\" stands twice in this object, first on line " +
                      std::to_string(first.key_line) + " and again on line " + std::to_string(second.key_line);
      errors_->add(std::move(error));
    }
  }

  std::string_view text_;
  Place place_;
  JsonDocument* out_;
  InputErrors* errors_;
  JsonLimits limits_;
  std::vector<std::uint32_t> sorted_{};
  std::string key_{};
  int key_line_ = 0;
  int key_column_ = 0;
  std::uint32_t parent_ = JsonNode::kNone;
  std::size_t depth_ = 0;
  bool failed_ = false;
};

void refuse(std::string_view file, std::string message, InputErrors& errors) {
  InputError error;
  error.file = file;
  error.line = 1;
  error.column = 1;
  error.message = std::move(message);
  errors.add(std::move(error));
}

}  // namespace

std::string_view name(JsonType type) {
  switch (type) {
    case JsonType::Null:
      return "null";
    case JsonType::Boolean:
      return "a boolean";
    case JsonType::Number:
      return "a number";
    case JsonType::String:
      return "a string";
    case JsonType::Array:
      return "an array";
    case JsonType::Object:
      return "an object";
  }
  return "";
}

std::uint32_t JsonDocument::find(std::uint32_t parent, std::string_view key) const {
  if (nodes[parent].type != JsonType::Object) return JsonNode::kNone;
  std::uint32_t child = nodes[parent].first_child;
  while (child != JsonNode::kNone && nodes[child].key != key) child = nodes[child].next;
  return child;
}

std::uint32_t JsonDocument::append(std::uint32_t parent, JsonNode node) {
  const auto index = static_cast<std::uint32_t>(nodes.size());
  node.parent = parent;
  nodes.push_back(std::move(node));
  if (parent != JsonNode::kNone) {
    JsonNode& above = nodes[parent];
    if (above.last_child == JsonNode::kNone) {
      above.first_child = index;
    } else {
      nodes[above.last_child].next = index;
    }
    above.last_child = index;
    ++above.children;
  }
  return index;
}

std::string pointer_to(const JsonDocument& document, std::uint32_t node) {
  std::vector<std::string> parts;
  while (node != JsonNode::kNone && document.nodes[node].parent != JsonNode::kNone) {
    const JsonNode& here = document.nodes[node];
    std::string part = "/";
    if (document.nodes[here.parent].type == JsonType::Array) {
      std::size_t position = 0;
      for (std::uint32_t i = document.nodes[here.parent].first_child; i != node; i = document.nodes[i].next) ++position;
      part.append(std::to_string(position));
    } else {
      for (const char c : here.key) {  // RFC 6901 3
        if (c == '~') {
          part.append("~0");
        } else if (c == '/') {
          part.append("~1");
        } else {
          part.push_back(c);
        }
      }
    }
    parts.push_back(std::move(part));
    node = here.parent;
  }
  std::string out;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) out.append(*part);
  return out;
}

bool parse_json(std::string_view text, std::string_view file, JsonDocument& out, InputErrors& errors,
                const JsonLimits& limits) {
  out = JsonDocument{};
  out.file = file;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > limits.bytes) {
    refuse(file, "the text is larger than " + std::to_string(limits.bytes) + " octets", errors);
    return false;
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    refuse(file, "the file is empty", errors);
    return false;
  }
  TreeBuilder builder(text, out, errors, limits);
  return Parser::sax_parse(text.data(), text.data() + text.size(), &builder) && !builder.failed();
}

}  // namespace finwait
