#include "sim/report/html_page.hpp"

namespace finwait {
namespace {

// What stands in the page may run and style it; nothing is fetched and nothing is sent.
std::string policy(const HtmlPage& page) {
  std::string words = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  if (!page.script.empty()) words += "; script-src 'unsafe-inline'";
  return words;
}

}  // namespace

void begin_html_page(HtmlWriter& html, const HtmlPage& page) {
  html.raw("<!DOCTYPE html>\n").open("html", {{"lang", page.language}}).end_line();
  html.open("head").end_line();
  html.empty("meta", {{"charset", "utf-8"}}).end_line();
  html.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy(page)}}).end_line();
  html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}).end_line();
  html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}}).end_line();
  html.empty("meta", {{"name", "generator"}, {"content", page.generator}}).end_line();
  html.element("title", page.title).end_line();
  html.open("style").raw(page.style).close_line();
  html.close_line();
  html.open("body").end_line();
  html.element("a", {{"class", "skip"}, {"href", "#main"}}, page.skip).end_line();
}

void end_html_page(HtmlWriter& html, const HtmlPage& page) {
  if (!page.script.empty()) html.open("script").raw(page.script).close_line();
  html.close_line();
  html.close_line();
}

}  // namespace finwait
