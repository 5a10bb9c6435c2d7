// The named stacks, made from their rows (stack_rows_*.cpp).
#include <array>

#include "core/assert.hpp"
#include "core/stack_rows.hpp"

namespace finwait {
namespace {

struct NamedStack {
  std::string_view name;
  std::span<const StackRow> (*rows)();
};

constexpr std::array<NamedStack, 7> kStacks{{
    {"textbook", textbook_rows},
    {"rfc9293", rfc9293_rows},
    {"linux", linux_rows},
    {"freebsd", freebsd_rows},
    {"macos", macos_rows},
    {"windows", windows_rows},
    {"lwip", lwip_rows},
}};

StackProfile make_profile(const NamedStack& stack) {
  StackProfile profile;
  profile.name = stack.name;
  for (const StackRow& row : stack.rows()) {
    const Parameter* parameter = find_parameter(row.parameter).parameter;
    require(parameter != nullptr, "a stack has a row for something that is no parameter");
    const std::string error = parameter->assign(profile, *parameter, nullptr, {row.value, false});
    require(error.empty(), error.c_str());
  }
  return profile;
}

}  // namespace

std::span<const StackProfile> stacks() {
  static const std::array<StackProfile, kStacks.size()> kProfiles = [] {
    std::array<StackProfile, kStacks.size()> profiles;
    for (std::size_t i = 0; i < kStacks.size(); ++i) profiles[i] = make_profile(kStacks[i]);
    return profiles;
  }();
  return kProfiles;
}

const StackProfile* find_stack(std::string_view name) {
  for (const StackProfile& profile : stacks()) {
    if (profile.name == name) return &profile;
  }
  return nullptr;
}

std::span<const StackRow> stack_rows(std::string_view stack) {
  for (const NamedStack& named : kStacks) {
    if (named.name == stack) return named.rows();
  }
  return {};
}

}  // namespace finwait
