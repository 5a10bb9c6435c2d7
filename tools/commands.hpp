// The subcommands of finwait. Each file command_*.cpp adds its own to the application; commands.cpp lists them.
#pragma once

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace finwait::cli {

struct Context;

void add_run(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);
void add_compare(CLI::App& app, Context& context);
void add_explain(CLI::App& app, Context& context);
void add_claims(CLI::App& app, Context& context);
void add_conform(CLI::App& app, Context& context);
void add_outcomes(CLI::App& app, Context& context);
void add_sweep(CLI::App& app, Context& context);
void add_frontier(CLI::App& app, Context& context);
void add_stacks(CLI::App& app, Context& context);
void add_models(CLI::App& app, Context& context);
void add_schema(CLI::App& app, Context& context);
void add_completion(CLI::App& app, Context& context);
void add_man(CLI::App& app, Context& context);

// All of them, in the order of the help, and the options of finwait itself.
void add_commands(CLI::App& app, Context& context);

}  // namespace finwait::cli
