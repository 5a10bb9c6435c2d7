#include "sim/svg_style.hpp"

namespace finwait {
namespace {

void put_selector(std::string& sheet, std::string_view scope, std::string_view selector) {
  sheet.push_back('.');
  sheet.append(scope);
  // "" and ":..." are the root itself.
  if (!selector.empty() && selector.front() != ':') sheet.push_back(' ');
  sheet.append(selector);
}

void put_colours(std::string& sheet, std::string_view scope, std::span<const SvgColourRule> rules, bool dark) {
  for (const SvgColourRule& rule : rules) {
    put_selector(sheet, scope, rule.selector);
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
    put_selector(sheet, scope, rule);
    sheet.push_back('\n');
  }
  put_colours(sheet, scope, colours, false);
  sheet.append("@media (prefers-color-scheme:dark){\n");
  put_colours(sheet, scope, colours, true);
  sheet.append("}");
  return sheet;
}

}  // namespace finwait
