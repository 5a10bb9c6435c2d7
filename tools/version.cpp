#include "tools/version.hpp"

#include "sim/trace.hpp"

namespace finwait::cli {

std::string_view version() { return FINWAIT_VERSION; }

std::string version_text(bool verbose) {
  std::string text = "finwait " + std::string(version()) + "\n";
  if (!verbose) return text;
#ifdef __clang__
  text += "compiler: clang " __clang_version__ "\n";
#else
  text += "compiler: g++ " __VERSION__ "\n";
#endif
  text += "build: " FINWAIT_BUILD_TYPE "\n";
  text += "trace: " + std::string(kTraceSchema) + "\n";
  return text;
}

}  // namespace finwait::cli
