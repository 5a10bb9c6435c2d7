// How a sweep comes in: a sweep file, or a scenario with axes on the command line. Both are read into the same
// description and become the same plan. It opens files and refuses bad input; it runs nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

// What the command line says about a sweep; everything but `path` may be left out.
struct SweepOptions {
  std::string path{};                  // a sweep file, a scenario, or "-" for stdin
  std::vector<std::string> axes{};     // --axis [NAME:]TARGET=VALUES; one of the file's with the same name is replaced
  std::string axis2{};                 // one more, which is called --axis2; "" if not given
  std::vector<std::string> zips{};     // --zip NAME,NAME...
  std::string where{};                 // --where EXPRESSION, instead of the file's
  std::vector<std::string> metrics{};  // --metric NAME, instead of the file's
  std::string repeats{};               // --repeats N
  std::string seed{};                  // --seed N
  std::vector<std::string> sets{};     // --set KEY=VALUE, into the base scenario
  std::optional<Keep> keep{};          // --keep, instead of the file's
};

// Throws CommandError with everything that is wrong, a line each.
SweepPlan read_sweep(const SweepOptions& options);
// The plan that SweepPlan::text() describes. `file` is what errors and replay commands call it.
SweepPlan read_sweep_text(std::string_view text, const std::string& file);

}  // namespace finwait::cli
