#include "tools/format.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "sim/suggest.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/lower_case.hpp"

namespace finwait::cli {
namespace {

// In the order of Format.
constexpr std::array<std::string_view, 11> kNames{"ladder",   "text", "jsonl", "json", "pcapng", "mermaid",
                                                  "plantuml", "dot",  "svg",   "html", "csv"};

struct Ending {
  std::string_view ending;
  Format format;
};
constexpr std::array<Ending, 14> kEndings{{{".jsonl", Format::Jsonl},
                                           {".ndjson", Format::Jsonl},
                                           {".json", Format::Json},
                                           {".pcapng", Format::Pcapng},
                                           {".mmd", Format::Mermaid},
                                           {".mermaid", Format::Mermaid},
                                           {".puml", Format::Plantuml},
                                           {".plantuml", Format::Plantuml},
                                           {".dot", Format::Dot},
                                           {".gv", Format::Dot},
                                           {".svg", Format::Svg},
                                           {".html", Format::Html},
                                           {".htm", Format::Html},
                                           {".csv", Format::Csv}}};

// Files that somebody may expect finwait to write, and what it writes instead.
struct Neighbour {
  std::string_view ending;
  std::string_view instead;
};
constexpr std::array<Neighbour, 8> kNeighbours{{{".png", ".svg, which a browser or rsvg-convert makes a PNG of"},
                                                {".jpg", ".svg, which a browser or rsvg-convert makes a picture of"},
                                                {".gif", ".svg"},
                                                {".pdf", ".html or .svg, which a browser prints as PDF"},
                                                {".pcap", ".pcapng"},
                                                {".cap", ".pcapng"},
                                                {".xlsx", ".csv"},
                                                {".xml", ".json, .jsonl or .csv"}}};

// An option, what was typed for it, and the formats in which it means something.
struct Belonging {
  std::string_view option;
  const std::string& value;
  std::span<const Format> formats;
};

constexpr std::array kWithDiagram{Format::Mermaid, Format::Plantuml, Format::Svg};
constexpr std::array kWithAxis{Format::Svg, Format::Html};
constexpr std::array kWithLang{Format::Html};
constexpr std::array kWithTable{Format::Csv};
constexpr std::array kWithPlace{Format::Pcapng};

void require(Format format, const Belonging& belonging) {
  if (belonging.value.empty()) return;
  if (std::find(belonging.formats.begin(), belonging.formats.end(), format) != belonging.formats.end()) return;
  std::string allowed;
  for (const Format f : belonging.formats) allowed += (allowed.empty() ? "" : ", ") + std::string(name(f));
  throw CommandError(ExitCode::Usage, std::string(belonging.option) + " " + belonging.value +
                                          ": means nothing in the format " + std::string(name(format)) +
                                          "; it goes with --format " + allowed);
}

// What people call a text.
constexpr std::array<std::string_view, 7> kPlain{".txt", ".text", ".md", ".log", ".out", ".trace", ".ladder"};

// A slip of the fingers would otherwise be a text with a strange name.
void refuse_mistyped(std::string_view output) {
  const std::size_t point = output.find_last_of("./");
  if (point == std::string_view::npos || output[point] == '/') return;
  const std::string ending = lower_case(std::string(output.substr(point)));
  if (std::find(kPlain.begin(), kPlain.end(), ending) != kPlain.end()) return;
  std::vector<std::string_view> known;
  for (const Ending& each : kEndings) known.push_back(each.ending);
  const std::string meant = suggest(ending, known);
  if (meant.empty()) return;
  throw CommandError(ExitCode::Usage, std::string(output) + ": finwait writes no " + std::string(output.substr(point)) +
                                          "; did you mean " + meant + "? --format chooses whatever the file is called");
}

void require_writable(std::string_view output) {
  if (format_of_file(output)) return;
  for (const Neighbour& neighbour : kNeighbours) {
    if (!lower_case(std::string(output)).ends_with(neighbour.ending)) continue;
    throw CommandError(ExitCode::Usage, std::string(output) + ": finwait writes no " + std::string(neighbour.ending) +
                                            "; it writes " + std::string(neighbour.instead) +
                                            "; --format chooses whatever the file is called");
  }
  refuse_mistyped(output);
}

}  // namespace

std::span<const std::string_view> format_names() { return kNames; }

std::string_view name(Format format) { return kNames[static_cast<std::size_t>(format)]; }

std::optional<Format> parse_format(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Format>(found - kNames.begin());
}

std::optional<Format> format_of_file(std::string_view path) {
  const std::string name = lower_case(std::string(path));
  for (const Ending& ending : kEndings) {
    if (name.ends_with(ending.ending)) return ending.format;
  }
  return std::nullopt;
}

Format choose_format(const std::string& typed, const std::string& output, Format otherwise) {
  const std::optional<Format> of_file = format_of_file(output);
  if (typed.empty()) {
    require_writable(output);
    return of_file.value_or(otherwise);
  }
  const Format format = *parse_format(typed);
  if (of_file && *of_file != format) {
    write_stderr("finwait: " + output + " is written as " + typed + ", which --format asks for, not as " +
                 std::string(name(*of_file)) + "\n");
  }
  return format;
}

bool is_binary(Format format) { return format == Format::Pcapng; }

void require_fitting(Format format, const FormatOptions& options) {
  // A picture of the states is what dot draws anyway; one of the segments it cannot draw.
  if (format == Format::Dot && options.diagram == "sequence") {
    throw CommandError(ExitCode::Usage,
                       "--diagram sequence: dot draws states, not sequences; use --format svg, mermaid or plantuml");
  }
  if (format != Format::Dot) require(format, {"--diagram", options.diagram, kWithDiagram});
  require(format, {"--axis", options.axis, kWithAxis});
  require(format, {"--lang", options.lang, kWithLang});
  require(format, {"--table", options.table, kWithTable});
  require(format, {"--at", options.at, kWithPlace});
}

}  // namespace finwait::cli
