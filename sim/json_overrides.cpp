#include "sim/json_overrides.hpp"

#include <array>
#include <utility>
#include <vector>

#include "sim/value_text.hpp"

namespace finwait {
namespace {

// The keys of a side in a scenario; everything else behind "a." is a parameter.
constexpr std::array<std::string_view, 6> kSideKeys{"stack", "set", "app", "reaction", "hz", "jiffies_at_start"};

using Path = std::vector<std::string>;

Path split(std::string_view dotted) {
  Path out;
  while (true) {
    const std::size_t dot = dotted.find('.');
    out.emplace_back(dotted.substr(0, dot));
    if (dot == std::string_view::npos) return out;
    dotted.remove_prefix(dot + 1);
  }
}

// The places that a path means: two for "stack", else one.
std::vector<Path> places(std::string_view dotted) {
  if (dotted.starts_with('/')) return {split_pointer(dotted)};
  if (dotted == "stack") return {{"a", "stack"}, {"b", "stack"}};
  Path path = split(dotted);
  if (path.size() >= 2 && (path[0] == "a" || path[0] == "b")) {
    bool of_side = false;
    for (const std::string_view key : kSideKeys) of_side = of_side || path[1] == key;
    // A parameter's name may hold dots itself: net.ipv4.tcp_fin_timeout.
    if (!of_side) return {{path[0], "set", std::string(dotted.substr(2))}};
    if (path[1] == "set" && path.size() > 3) return {{path[0], "set", std::string(dotted.substr(6))}};
  }
  return {std::move(path)};
}

std::string origin_text(const Override& o) { return o.origin.empty() ? "--set " + o.path + "=" + o.value : o.origin; }

void refuse(const Override& o, std::string message, std::string allowed, InputErrors& errors) {
  InputError error;
  error.file = origin_text(o);
  error.message = std::move(message);
  error.allowed = std::move(allowed);
  errors.add(std::move(error));
}

bool looks_like_json(std::string_view value) {
  if (value.empty()) return false;
  if (value == "true" || value == "false" || value == "null") return true;
  return std::string_view("[{\"-0123456789").find(value.front()) != std::string_view::npos;
}

// The value as a document of its own; false if it begins as an array, object or string and is none.
bool read_value(const Override& o, JsonDocument& out, InputErrors& errors) {
  if (looks_like_json(o.value)) {
    InputErrors unread;
    if (parse_json(o.value, origin_text(o), out, unread)) return true;
    const char first = o.value.front();
    if (first == '[' || first == '{' || first == '"') {
      for (InputError& error : unread.take()) {
        error.line = 0;  // the option has columns, but no lines
        errors.add(std::move(error));
      }
      return false;
    }
  }
  // Read as a JSON string, so that what is no UTF-8 is refused as in the file.
  InputErrors unread;
  if (parse_json(json_quoted(o.value), origin_text(o), out, unread)) return true;
  refuse(o, "the value is not valid UTF-8", {}, errors);
  return false;
}

// Which elements a list has.
std::string positions(const JsonNode& list) {
  if (list.children == 0) return "nothing, the list is empty";
  const std::string last = std::to_string(list.children - 1);
  return (list.children == 1 ? "0" : "0 to " + last) + " (the position in the list)";
}

// Goes down the path, making objects where nothing is; kNone, reported, where it cannot.
std::uint32_t reach(JsonDocument& document, const Path& path, const Override& o, std::int32_t origin,
                    InputErrors& errors) {
  std::uint32_t node = 0;
  for (const std::string& part : path) {
    const JsonType type = document.nodes[node].type;
    if (part.empty() || (type != JsonType::Object && type != JsonType::Array)) {
      refuse(o, part.empty() ? "the path has an empty part" : "nothing stands below " + pointer_to(document, node),
             "a path such as seed, link.delay, a.stack or a.tcp_fin_timeout", errors);
      return JsonNode::kNone;
    }
    std::uint32_t next = child_at(document, node, part);
    if (next == JsonNode::kNone && type == JsonType::Array) {
      refuse(o, pointer_to(document, node) + " has no element " + part, positions(document.nodes[node]), errors);
      return JsonNode::kNone;
    }
    if (next == JsonNode::kNone) {
      JsonNode made;
      made.type = JsonType::Object;
      made.key = part;
      made.origin = origin;
      next = document.append(node, std::move(made));
    }
    node = next;
  }
  return node;
}

// A "loss" without settings: a probability, or "none".
bool is_plain_loss(const JsonNode& loss) {
  return loss.type == JsonType::Number ||
         (loss.type == JsonType::String && (loss.text == "none" || loss.text.find_first_of("0123456789") == 0));
}

std::uint32_t add_member(JsonDocument& document, std::uint32_t object, std::string key, std::int32_t origin) {
  JsonNode made;
  made.type = JsonType::Object;
  made.key = std::move(key);
  made.origin = origin;
  return document.append(object, std::move(made));
}

// Who sets "link.loss.p" where there is no model yet means the simplest one that has a p.
void make_bernoulli(JsonDocument& document, const Path& path, std::int32_t origin) {
  if (path.size() < 3 || path[0] != "link" || path[path.size() - 2] != "loss" || path.back() != "p") return;
  // A direction or a change without a loss of its own has the link's; that may be a model, which p says nothing about.
  const std::uint32_t shared = node_at(document, "/link/loss");
  if (path.size() > 3 && shared != JsonNode::kNone && !is_plain_loss(document.nodes[shared]) &&
      document.nodes[shared].type != JsonType::Null) {
    return;
  }
  std::uint32_t node = 0;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const JsonType type = document.nodes[node].type;
    const std::uint32_t next =
        type == JsonType::Object || type == JsonType::Array ? child_at(document, node, path[i]) : JsonNode::kNone;
    if (next == JsonNode::kNone && type != JsonType::Object) return;  // reach() complains
    if (next == JsonNode::kNone && i + 2 == path.size()) {
      node = add_member(document, node, path[i], origin);
      document.nodes[node].type = JsonType::Number;  // in whose place the model comes
    } else {
      node = next == JsonNode::kNone ? add_member(document, node, path[i], origin) : next;
    }
  }
  if (!is_plain_loss(document.nodes[node])) return;
  document.nodes[node].type = JsonType::Object;
  document.nodes[node].origin = origin;
  document.nodes[node].text.clear();
  const std::uint32_t model = add_member(document, node, "model", origin);
  document.nodes[model].type = JsonType::String;
  document.nodes[model].text = "bernoulli";
}

// Puts the value in the place of `target`. Nodes come before their children, so one pass copies them.
void graft(JsonDocument& document, std::uint32_t target, const JsonDocument& value, std::int32_t origin) {
  std::vector<std::uint32_t> copy(value.nodes.size(), target);
  JsonNode& place = document.nodes[target];
  place.type = value.nodes[0].type;
  place.boolean = value.nodes[0].boolean;
  place.text = value.nodes[0].text;
  place.origin = origin;
  place.first_child = place.last_child = JsonNode::kNone;
  place.children = 0;
  for (std::size_t i = 1; i < value.nodes.size(); ++i) {
    JsonNode node = value.nodes[i];
    node.first_child = node.last_child = node.next = JsonNode::kNone;
    node.children = 0;
    copy[i] = document.append(copy[value.nodes[i].parent], std::move(node));
  }
}

}  // namespace

std::vector<std::vector<std::string>> override_places(std::string_view path) { return places(path); }

bool parse_override(std::string_view assignment, Override& out, InputErrors& errors) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    InputError error;
    error.file = "--set " + std::string(assignment);
    error.message = equals == 0 ? "the name before = is missing" : "there is no =";
    error.allowed = "NAME=VALUE, as a.tcp_fin_timeout=5s, link.delay=20ms or seed=7";
    errors.add(std::move(error));
    return false;
  }
  out.path = assignment.substr(0, equals);
  out.value = assignment.substr(equals + 1);
  out.origin.clear();
  return true;
}

void apply_overrides(JsonDocument& document, std::span<const Override> overrides, InputErrors& errors) {
  for (const Override& o : overrides) {
    JsonDocument value;
    if (!read_value(o, value, errors)) continue;
    const auto origin = static_cast<std::int32_t>(document.origins.size());
    document.origins.push_back(origin_text(o));
    for (const Path& path : places(o.path)) {
      make_bernoulli(document, path, origin);
      const std::uint32_t target = reach(document, path, o, origin, errors);
      if (target != JsonNode::kNone) graft(document, target, value, origin);
    }
  }
}

}  // namespace finwait
