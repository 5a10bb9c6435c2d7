// The words that several parts of a scenario share: sides, states, kinds of segments, stacks.
#include <array>

#include "sim/scenario_parts_json.hpp"

namespace finwait {
namespace {

constexpr std::size_t kKindCount = static_cast<std::size_t>(SegmentKind::Rst) + 1;

std::vector<std::string_view> stack_names() {
  std::vector<std::string_view> out;
  for (const StackProfile& s : stacks()) out.push_back(s.name);
  return out;
}

}  // namespace

std::optional<Side> read_side(const JsonCursor& c) {
  if (const auto i = c.choice({name(Side::A), name(Side::B)})) return static_cast<Side>(*i);
  return std::nullopt;
}

std::optional<State> read_state(const JsonCursor& c) {
  std::array<std::string_view, kStateCount> names{};
  for (std::size_t i = 0; i < kStateCount; ++i) names[i] = name(static_cast<State>(i));
  if (const auto i = c.choice(names)) return static_cast<State>(*i);
  return std::nullopt;
}

std::optional<SegmentKind> read_kind(const JsonCursor& c) {
  std::array<std::string_view, kKindCount> names{};
  for (std::size_t i = 0; i < kKindCount; ++i) names[i] = name(static_cast<SegmentKind>(i));
  if (const auto i = c.choice(names)) return static_cast<SegmentKind>(*i);
  return std::nullopt;
}

const StackProfile* read_stack(const JsonCursor& c) {
  const std::vector<std::string_view> names = stack_names();
  const auto i = c.choice(names);
  return i ? &stacks()[*i] : nullptr;
}

void read_stacks(const JsonCursor& c, std::vector<std::string>& out) {
  out.clear();
  if (!c.is(JsonType::Array)) {
    if (const StackProfile* stack = read_stack(c)) out.emplace_back(stack->name);
    return;
  }
  if (!c.array(1)) return;
  for (const JsonCursor& element : c.children()) {
    const StackProfile* stack = read_stack(element);
    if (stack == nullptr) continue;
    bool twice = false;
    for (const std::string& known : out) twice = twice || known == stack->name;
    if (twice) {
      element.error("\"" + std::string(stack->name) + "\" stands twice in the list");
    } else {
      out.emplace_back(stack->name);
    }
  }
}

}  // namespace finwait
