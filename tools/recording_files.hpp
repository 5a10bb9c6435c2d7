// The text files that a scenario names (recordings of losses or delays), found from the scenario's own folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/text_files.hpp"

namespace finwait::cli {

class RecordingFiles final : public TextFiles {
 public:
  // `scenario_path` is the scenario's file, or "-" for stdin: then paths count from the current folder.
  explicit RecordingFiles(std::string scenario_path) : scenario_path_(std::move(scenario_path)) {}
  std::optional<std::string> read(std::string_view path, std::string& why_not) const override;

 private:
  std::string scenario_path_;
};

}  // namespace finwait::cli
