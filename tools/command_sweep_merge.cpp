// finwait sweep merge: the parts of a sweep become one.
#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/command_sweep.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/assertion.hpp"
#include "tools/sweep/export_csv.hpp"
#include "tools/sweep/merge.hpp"
#include "tools/sweep/store_schema.hpp"
#include "tools/sweep/sweep_input.hpp"

namespace finwait::cli {
namespace {

struct SweepMergeOptions {
  MergeOptions merge{};
  std::optional<std::string> csv{};
  std::vector<std::string> asserts{};
};

std::string source_words(const Merged& merged, const std::vector<std::string>& inputs) {
  switch (merged.how) {
    case Merged::How::Joined:
      return ", from " + grouped(merged.parts) + " parts";
    case Merged::How::Copied:
      return ", copied from " + inputs.front() + ", which is whole";
    case Merged::How::Already:
      return "; whole already, nothing to do";
  }
  return "";
}

std::string failures(const SweepMergeOptions& options) {
  if (options.asserts.empty()) return "";
  Database results(options.merge.output, Database::Mode::ReadOnly);
  const SweepPlan plan = read_sweep_text(meta(results, "plan"), options.merge.output);
  return Assertions(plan, options.asserts).failures(results, options.merge.output);
}

void merge(SweepMergeOptions options) {
  if (options.csv) require_csv_place(*options.csv, options.merge.output);
  options.merge.before = [&options](const SweepPlan& plan) { const Assertions parsed(plan, options.asserts); };
  const Merged merged = merge_parts(options.merge);
  std::string text = options.merge.output + ": " + counted(merged.runs, "run") + " of " +
                     counted(merged.combinations, "combination") + source_words(merged, options.merge.inputs);
  if (merged.duplicates > 0)
    text += "; " + counted(merged.duplicates, "part") + (merged.duplicates == 1 ? " was" : " were") +
            " there twice, the same";
  const auto answer = [&] {
    write_stdout(text + "\n");
    if (options.csv) export_csv(options.merge.output, *options.csv);
  };
  answer_then_require(answer, failures(options));
}

}  // namespace

void add_sweep_merge(CLI::App& sweep, Context&) {
  CLI::App* command = sweep.add_subcommand("merge", "Put the parts of a sweep together that shards wrote");
  const auto options = std::make_shared<SweepMergeOptions>();
  command->add_option("DIR", options->merge.inputs, "Folders with parts, or parts")->required()->type_name("DIR");
  command->add_option("-o,--output", options->merge.output, "The file for the results, written whole or not at all")
      ->required()
      ->type_name("OUT.sqlite");
  command->add_option("--expect", options->merge.expect, "So many shards, whatever the parts say")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{1}, kMostShards));
  command->add_option("--csv", options->csv, "Write the results to FILE as well, as comma-separated values")
      ->type_name("FILE");
  command->add_option("--assert", options->asserts, "Fail (exit code 1) unless this holds for every combination")
      ->type_name("EXPRESSION")
      ->allow_extra_args(false);
  command->callback([options] { merge(*options); });
  command->footer(
      "The result is what one process would have written. A missing shard, an unfinished part, parts of another sweep\n"
      "or of another version of finwait, a part with gaps, and one that is there twice with different results are\n"
      "refused by name. OUT.sqlite may be there already if it is complete and of the same sweep, and else is kept.\n"
      "\n"
      "Examples:\n"
      "  finwait sweep merge loss -o loss/results.sqlite\n"
      "  finwait sweep merge node1/loss node2/loss -o loss.sqlite --expect 8 --csv loss.csv");
}

}  // namespace finwait::cli
