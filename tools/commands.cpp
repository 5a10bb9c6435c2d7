#include "tools/commands.hpp"

#include <CLI/CLI.hpp>

namespace finwait::cli {

void add_commands(CLI::App& app, Context& context) {
  app.description("How does a TCP connection end, and what happens when a segment of its ending is lost?");
  app.add_flag("--version")->description("Print the version and exit");
  app.add_flag("--verbose")->description("With --version: also the compiler and the type of the build");
  add_run(app, context);
  add_check(app, context);
  add_compare(app, context);
  add_explain(app, context);
  add_outcomes(app, context);
  add_conform(app, context);
  add_claims(app, context);
  add_sweep(app, context);
  add_frontier(app, context);
  add_stacks(app, context);
  add_models(app, context);
  add_schema(app, context);
  add_completion(app, context);
  add_man(app, context);
  app.footer(
      "Examples:\n"
      "  finwait run scenarios/lost-3-once.json\n"
      "  finwait compare scenarios/lost-1-always.json --stacks textbook,linux\n"
      "  finwait stacks linux\n"
      "\n"
      "Exit codes: 0 ok, 1 an expectation failed, 2 wrong usage or scenario, 3 internal error, 75 try again (I/O).\n"
      "`finwait COMMAND --help` shows the options and examples of a command.");
}

}  // namespace finwait::cli
