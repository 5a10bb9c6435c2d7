// What the subcommands share: exit codes, the error that ends a command, and the context that carries its result.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace finwait::cli {

enum class ExitCode : std::uint8_t {
  Ok = 0,
  ExpectationFailed = 1,
  Usage = 2,     // a wrong command line or a wrong scenario
  Internal = 3,  // a fault of finwait
  Retry = 75,    // input or output failed for a reason that may pass (EX_TEMPFAIL of sysexits.h)
};

// Ends a command with a message on stderr (none if it is empty) and an exit code.
class CommandError : public std::runtime_error {
 public:
  CommandError(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

struct Context {
  ExitCode exit_code = ExitCode::Ok;
};

}  // namespace finwait::cli
