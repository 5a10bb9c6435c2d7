// finwait sweep: thousands of parameter combinations. The command itself only lists those below it.
#include "tools/command_sweep.hpp"

#include <CLI/CLI.hpp>

#include "tools/commands.hpp"

namespace finwait::cli {

void add_sweep(CLI::App& app, Context& context) {
  CLI::App* sweep = app.add_subcommand("sweep", "Run many combinations of parameters and keep what they come to");
  sweep->require_subcommand(1);
  add_sweep_run(*sweep, context);
  add_sweep_list(*sweep, context);
  add_sweep_merge(*sweep, context);
  add_sweep_query(*sweep, context);
  add_sweep_repro(*sweep, context);
  add_sweep_metrics(*sweep, context);
  add_sweep_report(*sweep, context);
  sweep->footer(
      "Examples:\n"
      "  finwait sweep run scenarios/four-way.json --axis a.tcp_fin_timeout=5s,10s,60s -o fin-timeout\n"
      "  finwait sweep run scenarios/links/bernoulli.json --axis link.loss.p=0..0.3:0.05 --repeats 1000 -o loss\n"
      "  finwait sweep query loss \"SELECT * FROM metrics WHERE metric = 'closed_at'\"\n"
      "  finwait sweep repro loss 17\n"
      "\n"
      "`finwait sweep COMMAND --help` shows the options and examples of a command.");
}

}  // namespace finwait::cli
