// require(): an impossible state is a defect in finwait, so the check is on in every build and ends the process.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace finwait {

inline void require(bool holds, const char* what) {
  if (holds) [[likely]] {
    return;
  }
  std::fputs("finwait: internal error: ", stderr);
  std::fputs(what, stderr);
  std::fputs("\n", stderr);
  std::abort();
}

}  // namespace finwait
