// The formats of `finwait run`: their names, the endings of files that ask for them, and which options belong to which.
// Knows no command line parser and writes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace finwait::cli {

enum class Format : std::uint8_t { Ladder, Text, Jsonl, Json, Pcapng, Mermaid, Plantuml, Dot, Svg, Html, Csv };

// The names of the formats, in the order in which they are listed.
std::span<const std::string_view> format_names();
std::optional<Format> parse_format(std::string_view name);
std::string_view name(Format format);
// The format that a file's ending asks for ("x.svg", "x.mmd"); nothing if its ending asks for none.
std::optional<Format> format_of_file(std::string_view path);
// The format to write to `output` ("" for stdout): the one typed, else the one that the file's ending asks for, else
// `otherwise`. Where the first two disagree the typed one wins, and stderr says so. Throws CommandError (Usage) if
// nothing was typed and the ending is one that finwait does not write (".png").
Format choose_format(const std::string& typed, const std::string& output, Format otherwise);
// Bytes that would only disturb a terminal.
bool is_binary(Format format);

// The options that only some formats have, as they were typed; "" where one was not given.
struct FormatOptions {
  std::string diagram{};  // sequence, state
  std::string axis{};     // compressed, true
  std::string lang{};     // en, zh
  std::string table{};    // segments, states
  std::string at{};       // a, b, both
};

inline constexpr std::string_view kDiagrams[] = {"sequence", "state"};
inline constexpr std::string_view kAxes[] = {"compressed", "true"};
inline constexpr std::string_view kLanguages[] = {"en", "zh"};
inline constexpr std::string_view kTables[] = {"segments", "states"};
inline constexpr std::string_view kPlaces[] = {"a", "b", "both"};

// Throws CommandError (Usage) if an option was given that means nothing in this format, and says where it does.
void require_fitting(Format format, const FormatOptions& options);

}  // namespace finwait::cli
