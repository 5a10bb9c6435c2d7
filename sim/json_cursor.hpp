// JsonCursor: strict reading of a JSON value. It stands on one value of a document and reports everything that is
// wrong there with file, line, JSON pointer, what was allowed and what was probably meant. It knows the forms that
// scenarios share (durations, ratios, choices) but no scenario.
//
// A reader is written like this; nothing throws, and reading goes on after an error so that all are found:
//
//   void parse_queue(const JsonCursor& c, QueueSpec& out) {
//     if (!c.object({"limit", "drop"})) return;            // not an object, or unknown keys: already reported
//     c.read("limit", out.limit, 1, 10'000);               // optional member: `out` stays as it is if absent
//     if (auto d = c.required("delay")) d->read(out.delay);  // missing member: reported
//     if (auto kind = c.member("drop")) {                  // a choice
//       if (auto i = kind->choice({"tail", "head"})) out.drop = static_cast<Drop>(*i);
//     }
//     if (out.limit == 7) c.error("limit 7 makes no sense with ...", "1 to 6");
//   }
//
// The content of a scenario's "link" is read by `void parse_link(const JsonCursor& link, LinkSpec& out)` in
// sim/link_json.hpp; errors go through the cursor.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"
#include "sim/input_error.hpp"
#include "sim/json_document.hpp"
#include "sim/value_text.hpp"

namespace finwait {

// What a duration may be at its place.
struct DurationRange {
  Duration least{0};
  Duration most = kForever - Duration(1);
  bool never = false;       // "never" is allowed, and means kForever
  std::string_view also{};  // another value that the caller accepts, for the message: "\"error\""
};

class JsonCursor {
 public:
  JsonCursor(const JsonDocument& document, std::uint32_t node, InputErrors& errors)
      : document_(&document), node_(node), errors_(&errors) {}

  // What stands here.
  JsonType type() const { return node().type; }
  bool is(JsonType t) const { return type() == t; }
  std::string_view text() const { return node().text; }  // a string's content, or a number's digits as written
  std::string_view key() const { return node().key; }    // of a member of an object
  int line() const { return node().line; }
  std::string pointer() const;
  // True if the value was given by an option of the command line instead of the file.
  bool from_option() const { return origin() >= 0; }
  InputErrors& errors() const { return *errors_; }
  // The document and the place in it, for whoever takes a part of it as it is.
  const JsonDocument& document() const { return *document_; }
  std::uint32_t node_index() const { return node_; }
  // How to read a file that this value names; nullptr if files cannot be read.
  const TextFiles* texts() const { return document_->texts; }

  // Reports an error at this value.
  void error(std::string message, std::string allowed = {}, std::string did_you_mean = {}) const;
  // Reports that this value is not one of `expected` ("a duration such as \"10ms\"").
  void wrong_type(std::string_view expected) const;

  // True if this is an object. Every key that is not in `keys` is reported, with the likely meant one; reading may
  // go on all the same.
  bool object(std::initializer_list<std::string_view> keys) const { return object(span_of(keys)); }
  bool object(std::span<const std::string_view> keys) const;
  // True if this is an object, whatever its keys.
  bool any_object() const;
  // True if this is an array with at least `least` elements.
  bool array(std::size_t least = 0) const;
  // The members of an object or the elements of an array, in the order of the text.
  std::vector<JsonCursor> children() const;
  std::size_t size() const { return node().children; }

  bool has(std::string_view key) const { return document_->find(node_, key) != JsonNode::kNone; }
  // A member that may be absent; never an error.
  std::optional<JsonCursor> member(std::string_view key) const;
  // A member that must be there; its absence is reported.
  std::optional<JsonCursor> required(std::string_view key) const;

  // The typed value, or an error reported and nothing.
  std::optional<std::string> string() const;
  std::optional<bool> boolean() const;
  std::optional<std::uint64_t> integer(std::uint64_t least = 0,
                                       std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) const;
  std::optional<std::int64_t> signed_integer(std::int64_t least, std::int64_t most) const;
  // "250us", "1.5s", "never" (if allowed); see core/time_text.hpp.
  std::optional<Duration> duration(const DurationRange& range = {}) const;
  // A probability: "1/100", "0.01", 0.01, 0 or 1; exact; at most 1.
  std::optional<Ratio> ratio() const { return exact(parse_ratio); }
  // An exact number that may be above 1: 3, 2.5, "7/2".
  std::optional<Ratio> number() const { return exact(parse_number); }
  // The index of the string among `names`; otherwise an error that lists them.
  std::optional<std::size_t> choice(std::initializer_list<std::string_view> names) const {
    return choice(span_of(names));
  }
  std::optional<std::size_t> choice(std::span<const std::string_view> names) const;

  // The typed value into `out`; on an error `out` keeps its value and the result is false.
  bool read(Duration& out, const DurationRange& range = {}) const;
  bool read(std::string& out) const;
  bool read(bool& out) const;
  bool read(std::uint32_t& out, std::uint32_t least = 0, std::uint32_t most = UINT32_MAX) const;
  bool read(std::uint64_t& out, std::uint64_t least = 0, std::uint64_t most = UINT64_MAX) const;

  // The same for a member that may be absent: false only if it is there and wrong.
  template <class T, class... Range>
  bool read(std::string_view key, T& out, const Range&... range) const {
    const std::optional<JsonCursor> c = member(key);
    return !c || c->read(out, range...);
  }

 private:
  static std::span<const std::string_view> span_of(std::initializer_list<std::string_view> list) {
    return {list.begin(), list.size()};
  }
  const JsonNode& node() const { return document_->nodes[node_]; }
  JsonCursor at(std::uint32_t n) const { return {*document_, n, *errors_}; }
  std::optional<Ratio> exact(TextProblem (*parse)(std::string_view, Ratio&)) const;
  // An error at the key of this member instead of at its value.
  void key_error(std::string message, std::string allowed, std::string did_you_mean) const;
  InputError located(int line, int column) const;
  // The nearest origin at or above this value, -1 if it is the file.
  std::int32_t origin() const;

  const JsonDocument* document_;
  std::uint32_t node_;
  InputErrors* errors_;
};

}  // namespace finwait
