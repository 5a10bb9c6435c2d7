// finwait completion: a completion script for a shell, made from the command line itself.
#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <string>

#include "tools/command_options.hpp"
#include "tools/commands.hpp"
#include "tools/completion.hpp"
#include "tools/files.hpp"

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 3> kShells{"bash", "zsh", "fish"};

}  // namespace

void add_completion(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("completion", "Print a completion script for a shell");
  const auto shell = std::make_shared<std::string>();
  add_choice(*command, "SHELL", *shell, "Which one", kShells)->required();
  command->callback([shell, &app] {
    const CommandLine line = describe(app);
    write_stdout(*shell == "bash"  ? bash_completion(line)
                 : *shell == "zsh" ? zsh_completion(line)
                                   : fish_completion(line));
  });
  command->footer(
      "Examples:\n"
      "  source <(finwait completion bash)\n"
      "  finwait completion zsh > ~/.zfunc/_finwait\n"
      "  finwait completion fish > ~/.config/fish/completions/finwait.fish");
}

}  // namespace finwait::cli
