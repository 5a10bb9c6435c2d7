#include "sim/picture/svg_style.hpp"

#include <algorithm>
#include <cstddef>

namespace finwait {
namespace {

// Every selector of a list ("line,path") gets the scope of its own.
void put_selectors(std::string& sheet, std::string_view scope, std::string_view list) {
  for (bool first = true; first || !list.empty(); first = false) {
    const std::size_t comma = list.find(',');
    const std::string_view selector = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    if (!first) sheet.push_back(',');
    sheet.push_back('.');
    sheet.append(scope);
    // "" and ":..." are the root itself.
    if (!selector.empty() && selector.front() != ':') sheet.push_back(' ');
    sheet.append(selector);
  }
}

void put_colours(std::string& sheet, std::string_view scope, std::span<const SvgColourRule> rules, bool dark) {
  for (const SvgColourRule& rule : rules) {
    put_selectors(sheet, scope, rule.selector);
    sheet.push_back('{');
    sheet.append(rule.property);
    sheet.push_back(':');
    sheet.append(dark ? rule.colour.dark : rule.colour.light);
    sheet.append("}\n");
  }
}

}  // namespace

std::string svg_style_sheet(std::string_view scope, std::span<const std::string_view> plain,
                            std::span<const SvgColourRule> colours) {
  std::string sheet;
  for (const std::string_view rule : plain) {
    const std::size_t block = std::min(rule.find('{'), rule.size());
    put_selectors(sheet, scope, rule.substr(0, block));
    sheet.append(rule.substr(block));
    sheet.push_back('\n');
  }
  put_colours(sheet, scope, colours, false);
  sheet.append("@media screen and (prefers-color-scheme:dark){\n");
  put_colours(sheet, scope, colours, true);
  sheet.append("}");
  return sheet;
}

}  // namespace finwait
