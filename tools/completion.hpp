// The command line as data, read from the CLI11 application, and the completion scripts made of it.
#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace finwait::cli {

struct OptionDescription {
  std::vector<std::string> names{};  // "--format", "-f"; a positional argument has its name alone
  std::string value{};               // "FILE", "ladder|text|jsonl|json"; "" for a flag
  std::string help{};
  bool positional = false;
  bool required = false;
  // The words that complete its value: "ladder", "text", ...; empty if it is no choice.
  std::vector<std::string> choices() const;
};

struct CommandDescription {
  std::string name{};  // "run"; "sweep run" of a command below another
  std::string help{};
  std::string footer{};
  std::vector<OptionDescription> options{};
  bool has_commands = false;  // it only leads to those below it
};

struct CommandLine {
  CommandDescription program{};
  std::vector<CommandDescription> commands{};  // those below another follow it
};

CommandLine describe(const CLI::App& app);

std::string bash_completion(const CommandLine& line);
std::string zsh_completion(const CommandLine& line);
std::string fish_completion(const CommandLine& line);

}  // namespace finwait::cli
