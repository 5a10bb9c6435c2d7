// Files and streams: whole texts in, whole texts out. Every failure is a CommandError that names the file and says
// what is wrong: exit code 2 where the name is wrong, 75 where trying again may help.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/json_document.hpp"

namespace finwait::cli {

inline constexpr std::size_t kLargestInput = std::size_t{16} << 20U;  // octets

// The whole file, or stdin if `path` is "-". A directory, a missing file and more than kLargestInput are refused,
// the latter before all of it has been read.
std::string read_input(const std::string& path);
// What errors call it: "<stdin>" for "-".
std::string input_name(const std::string& path);

// Writes the file whole or not at all: beside its place, then renamed. What is no regular file (/dev/stdout) is
// written to directly.
void write_file(const std::string& path, std::string_view text);

// Data. A reader that is gone ends the command quietly, with exit code 0.
void write_stdout(std::string_view text);
// To the file, or to stdout if `path` is "".
void write_output(const std::string& path, std::string_view text);
// Talk; what cannot be written is lost.
void write_stderr(std::string_view text);

// Whether a JSON text is a sweep and no scenario: an object with "axes", or with a "scenario" within it or by its path.
bool is_sweep_text(std::string_view text);
bool is_sweep(const JsonDocument& document);

// `path` itself if it is a file; all scenarios below it, in the order of their names, if it is a folder: *.json
// without *.schema.json, and without sweeps.
std::vector<std::string> scenario_files(const std::string& path);
// The same for sweeps; empty if there is none.
std::vector<std::string> sweep_files(const std::string& path);

}  // namespace finwait::cli
