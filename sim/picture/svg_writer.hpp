// A writer of SVG elements: nesting, attributes, escaping, coordinates in tenths of a pixel. What it writes is
// well-formed whatever text it is given. It knows no picture: no layout, no colours, no traces.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/picture/svg_length.hpp"

namespace finwait {

// Path data ("M10 20.5L30 40Z"), absolute coordinates.
class SvgPath {
 public:
  SvgPath& move_to(Point to) { return put('M', to); }
  SvgPath& line_to(Point to) { return put('L', to); }
  // A cubic Bezier curve to `to`.
  SvgPath& curve_to(Point control1, Point control2, Point to);
  SvgPath& close();
  const std::string& data() const { return data_; }

 private:
  SvgPath& put(char command, Point to);
  std::string data_{};
};

// Elements are opened, given attributes, filled and closed, in this order. The names of elements and attributes must be
// literals (they are not copied). Text and values are escaped; characters that XML 1.0 cannot carry and bytes that are
// no UTF-8 become U+FFFD.
class SvgWriter {
 public:
  explicit SvgWriter(std::string& out) : out_(out) {}
  SvgWriter(const SvgWriter&) = delete;
  SvgWriter& operator=(const SvgWriter&) = delete;
  // Closes what is still open.
  ~SvgWriter();

  SvgWriter& open(std::string_view element);
  SvgWriter& attribute(std::string_view name, std::string_view value);
  SvgWriter& attribute(std::string_view name, const char* value) { return attribute(name, std::string_view(value)); }
  SvgWriter& attribute(std::string_view name, Px value);
  SvgWriter& attribute(std::string_view name, std::integral auto value) {
    return attribute(name, std::string_view(std::to_string(value)));
  }
  SvgWriter& text(std::string_view text);
  SvgWriter& close();

  // <title>: what an element stands for. Must be the first thing in it.
  SvgWriter& title(std::string_view text);
  // <style> with the sheet as it is: the caller's own text, without '<' and '&'.
  SvgWriter& style(std::string_view sheet);

  // Whole elements that another writer made.
  SvgWriter& finished(std::string_view elements);

  // Elements, left open for a title or further attributes; close() ends them. `css_class` may be "".
  SvgWriter& open_group(std::string_view css_class);
  SvgWriter& open_line(Point from, Point to, std::string_view css_class);
  SvgWriter& open_rect(const Box& box, std::string_view css_class);
  SvgWriter& open_path(const SvgPath& path, std::string_view css_class);
  SvgWriter& open_circle(Point centre, Px radius, std::string_view css_class);
  // The same without content.
  SvgWriter& line(Point from, Point to, std::string_view css_class) { return open_line(from, to, css_class).close(); }
  SvgWriter& rect(const Box& box, std::string_view css_class) { return open_rect(box, css_class).close(); }
  SvgWriter& path(const SvgPath& path, std::string_view css_class) { return open_path(path, css_class).close(); }
  // `at` is on the baseline, at the text's beginning; a class may set another text-anchor.
  SvgWriter& text_at(Point at, std::string_view css_class, std::string_view text);

 private:
  void end_tag();
  void put_class(std::string_view css_class);

  std::string& out_;
  std::vector<std::string_view> open_{};
  bool in_tag_ = false;  // attributes may follow
  bool inline_ = false;  // inside text: no line breaks between elements
};

// "12.5"
std::string px_words(Px value);

}  // namespace finwait
