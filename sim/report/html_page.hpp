// The frame of a self-contained HTML page: head, policy, style, a link that skips to the main part, a script at the
// end. The policy lets nothing be fetched or sent, whatever stands in the page. It knows no run.
#pragma once

#include <string>
#include <string_view>

#include "sim/report/html_text.hpp"

namespace finwait {

struct HtmlPage {
  std::string_view language{};   // BCP 47: "en", "zh-Hans"
  std::string_view title{};      // plain text
  std::string_view generator{};  // what made the page, with its version
  std::string_view style{};      // CSS without "</style"
  std::string_view script{};     // JavaScript without < and &; "": none
  std::string_view skip{};       // the words of the link to the element "main"
};

// Everything up to and with <body> and the skip link. The page must bring <main id="main">.
void begin_html_page(HtmlWriter& html, const HtmlPage& page);
void end_html_page(HtmlWriter& html, const HtmlPage& page);

}  // namespace finwait
