#include "sim/report/report_style.hpp"

#include <array>

#include "sim/picture/svg_style.hpp"

namespace finwait {
namespace {

// The pictures' own colours, so that page and pictures are one. Each may be used for text on paper and panel.
struct PageColour {
  std::string_view name;
  SvgColour colour;
};
constexpr std::array<PageColour, 13> kColours{{
    {"--paper", kPaper},
    {"--panel", kPanel},
    {"--ink", kInk},
    {"--faint", kFaintInk},
    {"--line", kHairline},
    {"--link", kBlue},
    {"--lost", kVermilion},
    {"--segment", kBlue},
    {"--state", kGreen},
    {"--timer", kPurple},
    {"--application", kOrange},
    {"--shade", {"#8a949e80", "#00000090"}},
    {"--mark", {"#fff3d1", "#3a2f10"}},  // the ground of what is to be noticed
}};

std::string custom_properties(std::string_view SvgColour::*scheme) {
  std::string text = ":root { ";
  for (const PageColour& colour : kColours) {
    text += colour.name;
    text += ": ";
    text += colour.colour.*scheme;
    text += "; ";
  }
  return text += "}\n";
}

constexpr std::string_view kStyle = R"css(
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", "Noto Sans CJK SC",
    "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif;
  overflow-wrap: break-word;
}
code, pre, .time, .id { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; }
.time { font-variant-numeric: tabular-nums; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.9rem; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; margin: 0 0 0.75rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 0.4rem; }
p { margin: 0 0 0.6rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.faint { color: var(--faint); }
.skip { position: absolute; left: -99rem; top: 0; padding: 0.5rem 1rem; background: var(--paper); z-index: 3; }
.skip:focus { left: 0; }

body > header, main, body > footer { max-width: 84rem; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2rem); }
body > header { padding-top: 2rem; padding-bottom: 1rem; }
.kicker { color: var(--faint); font-size: 0.9rem; margin: 0 0 0.2rem; }
.about { font-size: 1.1rem; max-width: 48rem; margin: 0.6rem 0; overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: 0.2rem 1.5rem; list-style: none; margin: 0.6rem 0 0; padding: 0; color: var(--faint);
  font-size: 0.95rem; }
nav { position: sticky; top: 0; z-index: 2; background: var(--paper); border-block: 1px solid var(--line); }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.4rem; list-style: none; max-width: 84rem; margin: 0 auto;
  padding: 0.45rem clamp(1rem, 3vw, 2rem); }
nav a { display: inline-block; padding: 0.15rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
section { padding: 1.75rem 0 0.5rem; scroll-margin-top: 2.5rem; }
main:focus { outline: none; }
footer { padding-top: 1.5rem; padding-bottom: 2.5rem; color: var(--faint); font-size: 0.9rem; }

.ends { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 1rem; }
.end { background: var(--panel); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1rem 1.2rem; }
.end h3 { margin: 0 0 0.1rem; font-size: 0.95rem; font-weight: 600; color: var(--faint); }
.end .last { font-size: 1.25rem; font-weight: 650; margin: 0 0 0.3rem; }
.end .last span { font-weight: 400; font-size: 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 0.9rem; margin: 0.7rem 0 0; font-size: 0.95rem; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; }
dd .pair { display: inline-block; margin-right: 0.9em; }

.beside > section { min-width: 0; }
.story { max-width: 46rem; }
@media screen and (min-width: 76rem) {
  .beside { display: grid; grid-template-columns: 750px minmax(0, 1fr); grid-template-rows: auto 1fr; column-gap: 2.5rem; }
  .beside > #story { grid-column: 2; grid-row: 1 / span 2; }
}
.story h3:first-child { margin-top: 0; }
figure { margin: 0; }
figure svg { display: block; min-width: 42rem; margin: 0; }
.sheets { display: none; }
figcaption { color: var(--faint); font-size: 0.95rem; margin-bottom: 0.75rem; max-width: 46rem; }
.scroll { overflow: auto; max-width: 100%; }
.scroll { /* a shade at an edge beyond which there is more */
  background: linear-gradient(to right, var(--paper) 30%, transparent) 0 0 / 2.5rem 100% local no-repeat,
    linear-gradient(to left, var(--paper) 30%, transparent) 100% 0 / 2.5rem 100% local no-repeat,
    linear-gradient(to right, var(--shade), transparent) 0 0 / 0.9rem 100% scroll no-repeat,
    linear-gradient(to left, var(--shade), transparent) 100% 0 / 0.9rem 100% scroll no-repeat;
}
.rows table { min-width: 46rem; }
.scroll.rows { max-height: 80vh; border: 1px solid var(--line); border-radius: 0.35rem; }

table { border-collapse: collapse; width: 100%; font-size: 0.93rem; line-height: 1.4; }
caption { text-align: left; color: var(--faint); padding: 0.5rem 0.6rem; }
th, td { text-align: left; vertical-align: top; padding: 0.28rem 0.6rem; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { font-weight: 600; background: var(--panel); border-bottom: 1px solid var(--faint); white-space: nowrap; }
.rows thead th { position: sticky; top: 0; z-index: 1; }
th.time, .rows thead th:first-child { text-align: right; white-space: nowrap; }
.rows tbody th, .rows td { vertical-align: baseline; }
.rows td:nth-child(2) { white-space: nowrap; }
.kind { white-space: nowrap; }
tr[data-k="segment"] .kind { color: var(--segment); }
tr[data-k="state"] .kind { color: var(--state); }
tr[data-k="timer"] .kind { color: var(--timer); }
tr[data-k="application"] .kind { color: var(--application); }
tr[data-k="state"] td:nth-child(4) { font-weight: 600; }
.lost { color: var(--lost); font-weight: 600; }
.gap td { text-align: center; background: var(--mark); padding: 0.8rem; }
.parameters td, .parameters th { overflow-wrap: break-word; }
.parameters .id { font-weight: 600; }
.parameters .help { display: block; color: var(--faint); }
.parameters table { min-width: 46rem; }
.changed { background: var(--mark); }
.changed .faint, .changed .help { color: var(--ink); }
details { border: 1px solid var(--line); border-radius: 0.35rem; margin: 0.75rem 0; }
summary { cursor: pointer; padding: 0.6rem 0.8rem; }
details[open] summary { border-bottom: 1px solid var(--line); }

.filter { display: flex; flex-wrap: wrap; gap: 0.8rem 1.6rem; align-items: end; background: var(--panel);
  border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.9rem 1rem; margin: 0 0 0.6rem; }
.filter[hidden] { display: none; }
.filter .text { flex: 1 1 17rem; min-width: 0; }
.filter label.above, .filter legend { display: block; font-size: 0.9rem; font-weight: 600; padding: 0; margin-bottom: 0.25rem; }
.filter input[type="search"] { width: 100%; font: inherit; color: var(--ink); background: var(--paper); padding: 0.35rem 0.6rem;
  border: 1px solid var(--faint); border-radius: 0.3rem; }
.filter .hint { font-size: 0.85rem; color: var(--faint); margin: 0.25rem 0 0; }
.filter fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
.filter .choices { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; padding: 0.36rem 0; }
.filter .choices label { display: inline-flex; gap: 0.4rem; align-items: center; }
.filter input[type="checkbox"] { width: 1.05rem; height: 1.05rem; margin: 0; accent-color: var(--link); }
.filter button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--faint);
  border-radius: 0.3rem; padding: 0.35rem 0.9rem; cursor: pointer; }
.count { color: var(--faint); }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 0.35rem; padding: 0.8rem 1rem; margin: 0 0 0.6rem;
  white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  h1 { font-size: 1.5rem; }
  nav { position: static; }
  nav ul { gap: 0 1rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.4rem; }
  th, td { padding: 0.28rem 0.4rem; }
}
)css";

// On paper: dark ink whatever the screen has, nothing that only works by clicking, heads of tables on every page.
constexpr std::string_view kPrintStyle = R"css(
@page { size: A4; margin: 14mm 13mm; }
@media print {
  html { color-scheme: light; font-size: 9.5pt; }
  h1 { font-size: 18pt; }
  h2 { font-size: 13pt; }
  h3 { font-size: 10.5pt; }
  body > header, main, body > footer { max-width: none; padding-left: 0; padding-right: 0; }
  nav, .skip, .filter { display: none !important; }
  a { text-decoration: none; }
  section { padding-top: 5mm; }
  h2, h3, figcaption, caption, #trace > p { break-after: avoid; }
  .end, pre, tr, #trace > p { break-inside: avoid; }
  .ends { grid-template-columns: 1fr 1fr; }
  .story { max-width: none; }
  .scroll, .scroll.rows { overflow: visible; max-height: none; border: 0; background: none; }
  table { font-size: 8.5pt; }
  thead { display: table-header-group; }
  .rows thead th { position: static; }
  .rows table, .parameters table { min-width: 0; }
  details:not([open]) { border: 0; }
  .whole { break-inside: avoid; }
  figure svg { min-width: 0; max-height: 240mm; }
  .tall .picture { display: none; }
  .tall .sheets { display: block; }
  .sheets svg { width: 100%; break-inside: avoid; }
  .sheets svg + svg { break-before: page; }
}
)css";

}  // namespace

std::string report_style() {
  std::string style = custom_properties(&SvgColour::light);
  style += "@media screen and (prefers-color-scheme: dark) {\n";
  style += custom_properties(&SvgColour::dark);
  style += "}";
  style += kStyle;
  style += kPrintStyle;
  return style;
}

}  // namespace finwait
