// HtmlWriter: elements, attributes and text appended to a string, escaped where HTML needs it and closed in the order
// in which they were opened. What it writes is well-formed XML too, so that it can stand next to SVG and be checked
// without a browser. It knows no page, no style and no run.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace finwait {

struct HtmlAttribute {
  std::string_view name;
  std::string_view value;
};
using HtmlAttributes = std::initializer_list<HtmlAttribute>;

class HtmlWriter {
 public:
  explicit HtmlWriter(std::string& out) : out_(out) {}
  HtmlWriter(const HtmlWriter&) = delete;
  HtmlWriter& operator=(const HtmlWriter&) = delete;

  // The tag's name must outlive the writer.
  HtmlWriter& open(std::string_view tag, HtmlAttributes attributes = {});
  // Closes the element opened last.
  HtmlWriter& close();
  // Closes it and ends the line: for elements that a reader of the source looks for.
  HtmlWriter& close_line();
  HtmlWriter& text(std::string_view words);
  // An element with nothing but text in it.
  HtmlWriter& element(std::string_view tag, std::string_view words);
  HtmlWriter& element(std::string_view tag, HtmlAttributes attributes, std::string_view words);
  // An element that has no end tag (meta, input, br).
  HtmlWriter& empty(std::string_view tag, HtmlAttributes attributes = {});
  // Markup that is already HTML: a picture, a style sheet.
  HtmlWriter& raw(std::string_view markup);
  HtmlWriter& end_line();

 private:
  void put_tag(std::string_view tag, HtmlAttributes attributes);

  std::string& out_;
  std::vector<std::string_view> open_{};
};

}  // namespace finwait
