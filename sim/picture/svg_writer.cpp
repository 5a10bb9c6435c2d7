#include "sim/picture/svg_writer.hpp"

#include <cstddef>

#include "sim/xml_text.hpp"

namespace finwait {
namespace {

// A line break inside these would be shown as a space.
bool is_inline(std::string_view element) { return element == "text" || element == "title" || element == "desc"; }

}  // namespace

std::string px_words(Px value) {
  const std::int64_t tenths = value.tenths();
  const std::int64_t size = tenths < 0 ? -tenths : tenths;
  std::string text;
  if (tenths < 0) text.push_back('-');
  text.append(std::to_string(size / 10));
  if (size % 10 != 0) {
    text.push_back('.');
    text.push_back(static_cast<char>('0' + size % 10));
  }
  return text;
}

SvgPath& SvgPath::put(char command, Point to) {
  data_.push_back(command);
  data_.append(px_words(to.x));
  data_.push_back(' ');
  data_.append(px_words(to.y));
  return *this;
}

SvgPath& SvgPath::curve_to(Point control1, Point control2, Point to) {
  put('C', control1);
  put(' ', control2);
  return put(' ', to);
}

SvgPath& SvgPath::close() {
  data_.push_back('Z');
  return *this;
}

SvgWriter::~SvgWriter() {
  while (!open_.empty()) close();
}

void SvgWriter::end_tag() {
  if (in_tag_) out_.push_back('>');
  in_tag_ = false;
}

SvgWriter& SvgWriter::open(std::string_view element) {
  end_tag();
  if (!inline_ && !open_.empty()) out_.push_back('\n');
  out_.push_back('<');
  out_.append(element);
  open_.push_back(element);
  in_tag_ = true;
  inline_ = inline_ || is_inline(element);
  return *this;
}

SvgWriter& SvgWriter::attribute(std::string_view name, std::string_view value) {
  out_.push_back(' ');
  out_.append(name);
  out_.append("=\"");
  out_.append(xml_escaped(value));
  out_.push_back('"');
  return *this;
}

SvgWriter& SvgWriter::attribute(std::string_view name, Px value) {
  return attribute(name, std::string_view(px_words(value)));
}

SvgWriter& SvgWriter::text(std::string_view text) {
  end_tag();
  out_.append(xml_escaped(text));
  return *this;
}

SvgWriter& SvgWriter::close() {
  const std::string_view element = open_.back();
  open_.pop_back();
  if (in_tag_) {
    out_.append("/>");
    in_tag_ = false;
  } else {
    if (!inline_) out_.push_back('\n');
    out_.append("</");
    out_.append(element);
    out_.push_back('>');
  }
  inline_ = false;
  for (const std::string_view outer : open_) inline_ = inline_ || is_inline(outer);
  return *this;
}

SvgWriter& SvgWriter::title(std::string_view text) {
  end_tag();
  const bool outer = inline_;
  inline_ = true;
  open("title").text(text).close();
  inline_ = outer;
  return *this;
}

SvgWriter& SvgWriter::style(std::string_view sheet) {
  open("style");
  end_tag();
  out_.push_back('\n');
  out_.append(sheet);
  return close();
}

SvgWriter& SvgWriter::finished(std::string_view elements) {
  end_tag();
  out_.push_back('\n');
  out_.append(elements);
  return *this;
}

void SvgWriter::put_class(std::string_view css_class) {
  if (!css_class.empty()) attribute("class", css_class);
}

SvgWriter& SvgWriter::open_group(std::string_view css_class) {
  open("g");
  put_class(css_class);
  return *this;
}

SvgWriter& SvgWriter::open_line(Point from, Point to, std::string_view css_class) {
  open("line").attribute("x1", from.x).attribute("y1", from.y).attribute("x2", to.x).attribute("y2", to.y);
  put_class(css_class);
  return *this;
}

SvgWriter& SvgWriter::open_rect(const Box& box, std::string_view css_class) {
  open("rect").attribute("x", box.left).attribute("y", box.top);
  attribute("width", box.width()).attribute("height", box.height());
  put_class(css_class);
  return *this;
}

SvgWriter& SvgWriter::open_path(const SvgPath& path, std::string_view css_class) {
  open("path").attribute("d", path.data());
  put_class(css_class);
  return *this;
}

SvgWriter& SvgWriter::open_circle(Point centre, Px radius, std::string_view css_class) {
  open("circle").attribute("cx", centre.x).attribute("cy", centre.y).attribute("r", radius);
  put_class(css_class);
  return *this;
}

SvgWriter& SvgWriter::text_at(Point at, std::string_view css_class, std::string_view text) {
  open("text").attribute("x", at.x).attribute("y", at.y);
  put_class(css_class);
  return this->text(text).close();
}

}  // namespace finwait
