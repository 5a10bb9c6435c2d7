#include "sim/report/html_text.hpp"

#include <cassert>

#include "sim/xml_text.hpp"

namespace finwait {

void HtmlWriter::put_tag(std::string_view tag, HtmlAttributes attributes) {
  out_ += '<';
  out_ += tag;
  for (const HtmlAttribute& attribute : attributes) {
    out_ += ' ';
    out_ += attribute.name;
    out_ += "=\"";
    out_ += xml_escaped(attribute.value);
    out_ += '"';
  }
}

HtmlWriter& HtmlWriter::open(std::string_view tag, HtmlAttributes attributes) {
  put_tag(tag, attributes);
  out_ += '>';
  open_.push_back(tag);
  return *this;
}

HtmlWriter& HtmlWriter::close() {
  assert(!open_.empty());
  out_ += "</";
  out_ += open_.back();
  out_ += '>';
  open_.pop_back();
  return *this;
}

HtmlWriter& HtmlWriter::close_line() { return close().end_line(); }

HtmlWriter& HtmlWriter::text(std::string_view words) {
  out_ += xml_escaped(words);
  return *this;
}

HtmlWriter& HtmlWriter::element(std::string_view tag, std::string_view words) { return element(tag, {}, words); }

HtmlWriter& HtmlWriter::element(std::string_view tag, HtmlAttributes attributes, std::string_view words) {
  return open(tag, attributes).text(words).close();
}

HtmlWriter& HtmlWriter::empty(std::string_view tag, HtmlAttributes attributes) {
  put_tag(tag, attributes);
  out_ += " />";
  return *this;
}

HtmlWriter& HtmlWriter::raw(std::string_view markup) {
  out_ += markup;
  return *this;
}

HtmlWriter& HtmlWriter::end_line() {
  out_ += '\n';
  return *this;
}

}  // namespace finwait
