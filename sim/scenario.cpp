#include "sim/scenario.hpp"

namespace finwait {

std::string_view name(Step::Do action) {
  switch (action) {
    case Step::Do::WaitFor:
    case Step::Do::WaitUntil:
    case Step::Do::WaitError:
      return "wait";
    case Step::Do::Read:
      return "read";
    case Step::Do::Send:
      return "send";
    case Step::Do::Exchange:
      return "exchange";
    case Step::Do::Shutdown:
      return "shutdown";
    case Step::Do::Close:
      return "close";
    case Step::Do::Abort:
      return "abort";
    case Step::Do::Set:
      return "set";
    case Step::Do::Exit:
      return "exit";
  }
  return "";
}

}  // namespace finwait
