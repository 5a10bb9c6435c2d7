// finwait's command line as a function, so that tests can call it. Reads arguments, runs a subcommand, turns every
// error into a message on stderr and an exit code; no exception leaves it.
#pragma once

namespace finwait::cli {

int run_command_line(int argc, const char* const* argv);

}  // namespace finwait::cli
