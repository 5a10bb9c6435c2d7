// Places and parts of a JSON document: what a pointer leads to, and a value as a document of its own.
#include <utility>

#include "sim/json_document.hpp"
#include "sim/value_text.hpp"

namespace finwait {

std::vector<std::string> split_pointer(std::string_view pointer) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    const char c = pointer[i];
    if (c == '/' || out.empty()) {
      out.emplace_back();
      if (c == '/') continue;
    }
    if (c == '~' && i + 1 < pointer.size() && (pointer[i + 1] == '0' || pointer[i + 1] == '1')) {
      out.back().push_back(pointer[++i] == '1' ? '/' : '~');
    } else {
      out.back().push_back(c);
    }
  }
  return out;
}

std::uint32_t child_at(const JsonDocument& document, std::uint32_t parent, const std::string& part) {
  if (document.nodes[parent].type != JsonType::Array) return document.find(parent, part);
  std::uint64_t position = 0;
  if (document.nodes[parent].children == 0) return JsonNode::kNone;
  if (parse_integer(part, 0, document.nodes[parent].children - 1, position)) return JsonNode::kNone;
  std::uint32_t child = document.nodes[parent].first_child;
  for (; position > 0; --position) child = document.nodes[child].next;
  return child;
}

std::uint32_t node_at(const JsonDocument& document, std::string_view pointer) {
  std::uint32_t node = document.nodes.empty() ? JsonNode::kNone : 0;
  for (const std::string& part : split_pointer(pointer)) {
    if (node == JsonNode::kNone) break;
    node = child_at(document, node, part);
  }
  return node;
}

std::string json_quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      out.append("\\u00").append(1, kHex[byte >> 4U]).append(1, kHex[byte & 15U]);
      continue;
    }
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out.append("\"");
}

JsonDocument part_of(const JsonDocument& document, std::uint32_t node) {
  struct Open {
    std::uint32_t node = 0;
    std::uint32_t parent = JsonNode::kNone;  // in `out`
  };
  JsonDocument out;
  out.file = document.file;
  out.origins = document.origins;
  out.texts = document.texts;
  std::vector<Open> open{{node, JsonNode::kNone}};
  for (std::size_t i = 0; i < open.size(); ++i) {
    const Open now = open[i];
    JsonNode copy = document.nodes[now.node];
    copy.parent = copy.first_child = copy.last_child = copy.next = JsonNode::kNone;
    copy.children = 0;
    std::uint32_t made = 0;
    if (now.parent == JsonNode::kNone) {
      copy.key.clear();
      out.nodes.push_back(std::move(copy));
    } else {
      made = out.append(now.parent, std::move(copy));
    }
    for (std::uint32_t c = document.nodes[now.node].first_child; c != JsonNode::kNone; c = document.nodes[c].next) {
      open.push_back({c, made});
    }
  }
  return out;
}

}  // namespace finwait
