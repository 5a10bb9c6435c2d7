// A JSON text as a flat tree of light nodes, each with its place in the text and, for numbers, its digits as written.
// It is strict: no duplicate keys, no trailing text, bounded depth and size. Knows nothing of scenarios.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input_error.hpp"
#include "sim/text_files.hpp"

namespace finwait {

enum class JsonType : std::uint8_t { Null, Boolean, Number, String, Array, Object };
// "null", "a boolean", "a number", ... for messages.
std::string_view name(JsonType type);

struct JsonNode {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  JsonType type = JsonType::Null;
  bool boolean = false;
  std::int32_t origin = -1;  // index into JsonDocument::origins; -1: as its parent
  int line = 0;              // of the value's first character, from 1
  int column = 0;            // in octets, from 1
  int key_line = 0;          // of the key, for members of objects
  int key_column = 0;
  std::string key{};   // for members of objects
  std::string text{};  // a string's content (UTF-8), or a number's digits as written
  std::uint32_t parent = kNone;
  std::uint32_t first_child = kNone;
  std::uint32_t last_child = kNone;
  std::uint32_t next = kNone;  // sibling
  std::uint32_t children = 0;
};

struct JsonDocument {
  std::string file{};
  std::vector<JsonNode> nodes{};       // [0] is the root
  std::vector<std::string> origins{};  // where values came from that were not in the file: "--set a.KEY=VALUE"
  const TextFiles* texts = nullptr;    // for the files that values name; nullptr: they cannot be read

  // The child of `parent` with this key, kNone if there is none.
  std::uint32_t find(std::uint32_t parent, std::string_view key) const;
  // Appends a node as the last child of `parent` and returns its index.
  std::uint32_t append(std::uint32_t parent, JsonNode node);
};

// The JSON pointer (RFC 6901) of a node: "/faults/0/match"; "" for the root.
std::string pointer_to(const JsonDocument& document, std::uint32_t node);

// The keys of a JSON pointer (RFC 6901): ~1 in it is a slash, ~0 a tilde.
std::vector<std::string> split_pointer(std::string_view pointer);
// The child of an array by its number, of an object by its key; kNone if there is none.
std::uint32_t child_at(const JsonDocument& document, std::uint32_t parent, const std::string& part);
// A text as a JSON string, quotes included.
std::string json_quoted(std::string_view text);
// The node that a JSON pointer leads to; kNone if there is none.
std::uint32_t node_at(const JsonDocument& document, std::string_view pointer);
// A node as a document of its own. Places in the file stay; pointers begin anew.
JsonDocument part_of(const JsonDocument& document, std::uint32_t node);

struct JsonLimits {
  std::size_t depth = 64;          // nested arrays and objects
  std::size_t bytes = 16U << 20U;  // of text
  std::size_t values = 1'000'000;  // nodes
};

// Reads `text` into `out`. A byte order mark is skipped. Returns false, with at least one error, if the text is not
// strict JSON (RFC 8259), has a duplicate key, or goes beyond the limits; `out` is then of no use.
bool parse_json(std::string_view text, std::string_view file, JsonDocument& out, InputErrors& errors,
                const JsonLimits& limits = {});

}  // namespace finwait
