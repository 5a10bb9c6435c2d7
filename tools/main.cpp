#include "tools/cli.hpp"

int main(int argc, char** argv) { return finwait::cli::run_command_line(argc, argv); }
