// The writer of HTML and the frame of a page: whatever text comes, it stays text.
#include <catch2/catch.hpp>

#include "sim/report/html_page.hpp"
#include "sim/report/html_text.hpp"
#include "sim/xml_text.hpp"
#include "tests/sim/report_markup.hpp"

using namespace finwait;
using finwait::tests::MarkupReader;

TEST_CASE("text is escaped wherever it is put") {
  CHECK(xml_escaped("a < b && 'c' > \"d\"") == "a &lt; b &amp;&amp; 'c' &gt; &quot;d&quot;");
  CHECK(xml_escaped("第一次挥手 ①") == "第一次挥手 ①");
  CHECK(xml_escaped("tab\tand\nline") == "tab\tand\nline");
  CHECK(xml_escaped(std::string_view("\x01\x1b[31m\x7f\0", 8)) ==
        "\xef\xbf\xbd\xef\xbf\xbd[31m\xef\xbf\xbd\xef\xbf\xbd");
  std::string out;
  HtmlWriter(out).open("p", {{"title", "\"><script>"}}).text("</p>").close();
  CHECK(out == "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;/p&gt;</p>");
}

TEST_CASE("elements close in the order in which they were opened") {
  std::string out;
  HtmlWriter html(out);
  html.open("ul").open("li", {{"class", "x"}}).element("b", "bold").empty("br").close().close_line();
  CHECK(out == "<ul><li class=\"x\"><b>bold</b><br /></li></ul>\n");
}

TEST_CASE("a page may fetch nothing, and one without a script allows none") {
  HtmlPage page;
  page.language = "zh-Hans";
  page.title = "a <title>";
  page.style = "p { margin: 0 }";
  page.script = "abc";
  page.skip = "skip";
  std::string out;
  HtmlWriter html(out);
  begin_html_page(html, page);
  html.open("main", {{"id", "main"}}).close_line();
  end_html_page(html, page);
  CHECK(MarkupReader(out).problem().empty());
  CHECK(out.starts_with("<!DOCTYPE html>\n<html lang=\"zh-Hans\">"));
  CHECK(out.find("<title>a &lt;title&gt;</title>") != std::string::npos);
  CHECK(out.find("default-src 'none'") != std::string::npos);
  CHECK(out.find("script-src 'unsafe-inline'") != std::string::npos);
  page.script = "";
  std::string silent;
  HtmlWriter without(silent);
  begin_html_page(without, page);
  without.open("main", {{"id", "main"}}).close_line();
  end_html_page(without, page);
  CHECK(silent.find("script") == std::string::npos);
}
