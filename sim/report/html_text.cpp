#include "sim/report/html_text.hpp"

#include <cassert>

namespace finwait {
namespace {

// What HTML (13.2.3.5) calls a control-character parse error, and XML does not allow at all.
bool forbidden_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
}

}  // namespace

void put_html_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\'') {
      out += "&#39;";
    } else if (forbidden_control(c)) {
      out += "\xef\xbf\xbd";
    } else {
      out += c;
    }
  }
}

std::string html_text(std::string_view text) {
  std::string out;
  put_html_text(out, text);
  return out;
}

void HtmlWriter::put_tag(std::string_view tag, HtmlAttributes attributes) {
  out_ += '<';
  out_ += tag;
  for (const HtmlAttribute& attribute : attributes) {
    out_ += ' ';
    out_ += attribute.name;
    out_ += "=\"";
    put_html_text(out_, attribute.value);
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
  put_html_text(out_, words);
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
