#include "tools/stack_listing.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "core/parameter.hpp"

namespace finwait::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kGap = 2;  // between columns

void put_padded(std::string& out, std::string_view text, std::size_t width) {
  out += text;
  out.append(width > text.size() ? width - text.size() : 0, ' ');
}

std::string other_names(const Parameter& parameter) {
  std::string names;
  for (const Alias& alias : parameter.aliases) names += (names.empty() ? "" : ", ") + std::string(alias.name);
  return names;
}

Json parameter_json(const StackProfile& stack, const Parameter& parameter) {
  const Provenance source = provenance(stack.name, parameter.name);
  Json aliases = Json::array();
  for (const Alias& alias : parameter.aliases) aliases.push_back(alias.name);
  return Json{{"name", parameter.name}, {"value", parameter.format(stack, parameter)},
              {"unit", parameter.unit}, {"range", parameter.range},
              {"help", parameter.help}, {"kernel_name", kernel_name(parameter)},
              {"aliases", aliases},     {"mark", name(source.evidence)},
              {"source", source.source}};
}

Json json_of(const StackProfile& stack) {
  Json list = Json::array();
  for (const Parameter& parameter : parameters()) list.push_back(parameter_json(stack, parameter));
  return Json{{"stack", stack.name}, {"parameters", std::move(list)}};
}

}  // namespace

std::string stack_json(const StackProfile& stack) { return json_of(stack).dump(2) + "\n"; }

std::string all_stacks_json() {
  Json list = Json::array();
  for (const StackProfile& stack : stacks()) list.push_back(json_of(stack));
  return list.dump(2) + "\n";
}

std::string stack_text(const StackProfile& stack) {
  std::string out = "The stack " + std::string(stack.name) + "\n";
  for (const Parameter& parameter : parameters()) {
    const Provenance source = provenance(stack.name, parameter.name);
    out += "\n" + std::string(parameter.name) + " = " + parameter.format(stack, parameter) + "\n";
    out += "    " + std::string(parameter.help) + "\n";
    out += "    " + std::string(parameter.unit) + "; " + std::string(parameter.range) + "\n";
    const std::string names = other_names(parameter);
    if (!names.empty()) out += "    kernel names: " + names + "\n";
    out += "    " + std::string(name(source.evidence)) + ": " + std::string(source.source) + "\n";
  }
  return out;
}

std::string all_stacks_text() {
  // The parameter, each stack's value, the kernel name.
  std::vector<std::vector<std::string>> rows{{"parameter"}};
  for (const StackProfile& stack : stacks()) rows.front().emplace_back(stack.name);
  rows.front().emplace_back("kernel name");
  for (const Parameter& parameter : parameters()) {
    std::vector<std::string>& row = rows.emplace_back(std::vector<std::string>{std::string(parameter.name)});
    for (const StackProfile& stack : stacks()) row.push_back(parameter.format(stack, parameter));
    row.emplace_back(parameter.aliases.empty() ? std::string_view() : kernel_name(parameter));
  }
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size() + kGap);
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) put_padded(line, row[i], widths[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace finwait::cli
