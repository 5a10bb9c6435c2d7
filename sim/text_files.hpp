// TextFiles: how the reader of a scenario gets the text of another file that the scenario names (a recording). The
// simulator itself opens no file; a caller that can, gives one of these.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace finwait {

class TextFiles {
 public:
  TextFiles() = default;
  TextFiles(const TextFiles&) = delete;
  TextFiles& operator=(const TextFiles&) = delete;
  virtual ~TextFiles() = default;
  // The text of the file at `path`, which is relative to the scenario's own folder. Nothing if it cannot be read;
  // `why_not` then says why in one clause ("no such file").
  virtual std::optional<std::string> read(std::string_view path, std::string& why_not) const = 0;
};

}  // namespace finwait
