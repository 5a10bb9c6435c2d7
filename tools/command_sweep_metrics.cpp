// finwait sweep metrics: what a sweep can keep of each run.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>

#include "tools/command_sweep.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/sweep/metric.hpp"
#include "tools/sweep/store_schema.hpp"

namespace finwait::cli {
namespace {

void list() {
  std::size_t widest = 0;
  for (const Metric& metric : metrics()) widest = std::max(widest, metric.name.size());
  std::string text;
  for (const Metric& metric : metrics()) {
    text.append(metric.name).append(widest + 2 - metric.name.size(), ' ');
    text.append(unit_name(metric.unit)).append(8 - unit_name(metric.unit).size(), ' ');
    text.append(metric.help).append("\n");
  }
  write_stdout(text);
}

}  // namespace

void add_sweep_metrics(CLI::App& sweep, Context&) {
  CLI::App* command = sweep.add_subcommand("metrics", "List the figures that a sweep can keep of each run");
  command->callback([] { list(); });
  command->footer(
      "Times are from the SYN, in nanoseconds.\n"
      "\n"
      "Examples:\n"
      "  finwait sweep metrics\n"
      "  finwait sweep run SWEEP.json --metric closed_at --metric b.retransmissions.rto -o DIR");
}

}  // namespace finwait::cli
