// finwait models: every loss model and its settings, and what each loses against what it should.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "loss_models/registry.hpp"
#include "sim/suggest.hpp"
#include "sim/value_text.hpp"
#include "tools/command_options.hpp"
#include "tools/commands.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/model_listing.hpp"
#include "tools/model_measure.hpp"

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 2> kFormats{"text", "json"};
constexpr std::uint64_t kFewestDraws = 10'000;
constexpr std::uint64_t kMostDraws = 1'000'000'000;

struct ModelsOptions {
  std::string name{};
  std::string format = "text";
  bool measure = false;
  std::uint64_t draws = 1'000'000;
  std::string seed = "1";
};

const LossModelInfo& named_model(const std::string& name) {
  const LossModelInfo* model = find_loss_model(name);
  if (model != nullptr) return *model;
  std::vector<std::string_view> names;
  for (const LossModelInfo* known : loss_models()) names.push_back(known->name);
  const std::string near = suggest(name, names);
  throw CommandError(ExitCode::Usage, "unknown loss model \"" + name + "\"; the models are " + quoted_list(names) +
                                          (near.empty() ? "" : "; did you mean " + near + "?"));
}

std::string listing(const ModelsOptions& options) {
  const bool json = options.format == "json";
  if (options.name.empty()) return json ? all_models_json() : all_models_text();
  return json ? model_json(named_model(options.name)) : model_text(named_model(options.name));
}

bool refuted(const MeasuredModel& model) {
  return model.rate.refuted() || model.variance.refuted() || (model.burst && model.burst->refuted());
}

std::uint64_t parse_seed(const std::string& text) {
  std::uint64_t seed = 0;
  const TextProblem problem = parse_integer(text, 0, std::numeric_limits<std::uint64_t>::max(), seed);
  if (!problem) return seed;
  throw CommandError(ExitCode::Usage, "--seed: " + problem.why_not + "; allowed: " + problem.allowed);
}

ExitCode show_measurements(const ModelsOptions& options) {
  const std::uint64_t seed = parse_seed(options.seed);
  std::vector<MeasuredModel> measured;
  if (options.name.empty()) {
    for (const LossModelInfo* model : loss_models()) measured.push_back(measure(*model, options.draws, seed));
  } else {
    measured.push_back(measure(named_model(options.name), options.draws, seed));
  }
  write_stdout(options.format == "json" ? measured_json(measured, options.draws, seed)
                                        : measured_text(measured, options.draws, seed));
  return std::any_of(measured.begin(), measured.end(), refuted) ? ExitCode::ExpectationFailed : ExitCode::Ok;
}

}  // namespace

void add_models(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("models", "Show the loss models of a link, or measure them");
  const auto options = std::make_shared<ModelsOptions>();
  command->add_option("NAME", options->name, "One model; without it, all of them")->type_name("");
  add_choice(*command, "-f,--format", options->format, "How to show them (default: text)", kFormats);
  CLI::Option* measuring =
      command->add_flag("--measure", options->measure,
                        "Measure loss rate, variance and bursts of each model's example against theory; fail (exit "
                        "code 1) if one is more than 5 standard deviations off");
  command->add_option("--draws", options->draws, "Segments for each measurement (default: 1000000)")
      ->type_name("N")
      ->check(CLI::Range(kFewestDraws, kMostDraws).description(""))
      ->needs(measuring);
  command->add_option("--seed", options->seed, "The seed of the first connection measured (default: 1)")
      ->type_name("N")
      ->needs(measuring);
  command->callback([options, &context] {
    if (options->measure) {
      context.exit_code = show_measurements(*options);
    } else {
      write_stdout(listing(*options));
    }
  });
  command->footer(
      "A scenario names a model in \"link\": {\"loss\": ...}, for one direction in \"a_to_b\" or \"b_to_a\".\n"
      "\n"
      "Examples:\n"
      "  finwait models\n"
      "  finwait models gilbert_elliott\n"
      "  finwait models --measure\n"
      "  finwait models --measure --draws 100000000 --seed 7 --format json");
}

}  // namespace finwait::cli
