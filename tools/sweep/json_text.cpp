#include "tools/sweep/json_text.hpp"

#include <algorithm>
#include <vector>

namespace finwait::cli {

void append_json(std::string& out, const JsonDocument& document, std::uint32_t at) {
  const JsonNode& node = document.nodes[at];
  switch (node.type) {
    case JsonType::Null:
      out.append("null");
      return;
    case JsonType::Boolean:
      out.append(node.boolean ? "true" : "false");
      return;
    case JsonType::Number:
      out.append(node.text);
      return;
    case JsonType::String:
      out.append(json_quoted(node.text));
      return;
    case JsonType::Array:
    case JsonType::Object:
      break;
  }
  const bool object = node.type == JsonType::Object;
  std::vector<std::uint32_t> children;
  for (std::uint32_t c = node.first_child; c != JsonNode::kNone; c = document.nodes[c].next) children.push_back(c);
  if (object) {
    std::sort(children.begin(), children.end(),
              [&document](std::uint32_t x, std::uint32_t y) { return document.nodes[x].key < document.nodes[y].key; });
  }
  out.push_back(object ? '{' : '[');
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (i > 0) out.push_back(',');
    if (object) out.append(json_quoted(document.nodes[children[i]].key)).push_back(':');
    append_json(out, document, children[i]);
  }
  out.push_back(object ? '}' : ']');
}

std::string json_value(std::string_view text) {
  JsonDocument document;
  InputErrors ignored;
  const bool like = !text.empty() && (text == "true" || text == "false" || text == "null" ||
                                      std::string_view("[{\"-0123456789").find(text.front()) != std::string_view::npos);
  if (!like || !parse_json(text, "", document, ignored)) return json_quoted(text);
  std::string out;
  append_json(out, document, 0);
  return out;
}

}  // namespace finwait::cli
