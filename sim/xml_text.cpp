#include "sim/xml_text.hpp"

#include "sim/utf8.hpp"

namespace finwait {
namespace {

// XML 1.0, production 2: what a document may contain; without DEL, which HTML does not take.
bool is_xml_character(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return (c < 0xd800 || c > 0xdfff) && c != 0x7f && c != 0xfffe && c != 0xffff && c <= 0x10ffff;
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Utf8Character c = next_character(text);
    const std::string_view bytes = text.substr(0, c.bytes);
    text.remove_prefix(c.bytes);
    if (!c.valid || !is_xml_character(c.code)) {
      out.append("\xef\xbf\xbd");
    } else if (c.code == '&') {
      out.append("&amp;");
    } else if (c.code == '<') {
      out.append("&lt;");
    } else if (c.code == '>') {
      out.append("&gt;");
    } else if (c.code == '"') {
      out.append("&quot;");
    } else if (c.code == '\r') {
      out.append("&#13;");
    } else {
      out.append(bytes);
    }
  }
  return out;
}

}  // namespace finwait
