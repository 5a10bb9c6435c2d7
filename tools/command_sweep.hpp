// The commands below `finwait sweep`; each file command_sweep_*.cpp adds its own.
#pragma once

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace finwait::cli {

struct Context;

void add_sweep_run(CLI::App& sweep, Context& context);
void add_sweep_list(CLI::App& sweep, Context& context);
void add_sweep_merge(CLI::App& sweep, Context& context);
void add_sweep_query(CLI::App& sweep, Context& context);
void add_sweep_repro(CLI::App& sweep, Context& context);
void add_sweep_metrics(CLI::App& sweep, Context& context);
void add_sweep_report(CLI::App& sweep, Context& context);

}  // namespace finwait::cli
