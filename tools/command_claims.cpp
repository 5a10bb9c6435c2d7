// finwait claims: the lessons' claims, answered by runs.
#include <CLI/CLI.hpp>

#include "tools/claims.hpp"
#include "tools/commands.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"

namespace finwait::cli {

void add_claims(CLI::App& app, Context&) {
  CLI::App* command =
      app.add_subcommand("claims", "What the lessons say of the close, answered by a run under every stack");
  command->callback([] { write_stdout(claims_table()); });
  command->footer(
      "Prints a table in Markdown; docs/textbook-claims.md holds it with an explanation of each experiment.\n"
      "\n"
      "Examples:\n"
      "  finwait claims\n"
      "  finwait claims > claims.md");
}

}  // namespace finwait::cli
