// finwait compare: the same scenario under several stacks.
#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "tools/command_options.hpp"
#include "tools/commands.hpp"
#include "tools/comparison.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/format.hpp"
#include "tools/render.hpp"
#include "tools/scenario_input.hpp"
#include "tools/terminal.hpp"

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 2> kFormats{"text", "svg"};

struct CompareOptions {
  ScenarioOptions scenario{};
  std::vector<std::string> stacks{};
  std::string format{};
  std::string axis{};
  std::string output{};
  int width = 0;
};

void require_several(const std::vector<std::string>& stacks) {
  if (stacks.size() < 2) throw CommandError(ExitCode::Usage, "--stacks: give two stacks or more, e.g. textbook,linux");
  require_distinct_stacks(stacks);
}

Format chosen_format(const CompareOptions& options) {
  const Format format = choose_format(options.format, options.output, Format::Text);
  if (format != Format::Text && format != Format::Svg) {
    throw CommandError(ExitCode::Usage, options.output + ": a comparison is written as text or svg, not as " +
                                            std::string(name(format)) + "; choose with --format");
  }
  require_fitting(format, {.axis = options.axis});
  return format;
}

std::string text_of(const std::vector<ComparedRun>& runs, const std::string& about, std::size_t width) {
  std::string text;
  if (!about.empty()) text += about + "\n\n";
  text += comparison_table(runs, width);
  for (std::size_t i = 1; i < runs.size(); ++i) text += "\n" + first_difference(runs.front(), runs[i], width);
  return text;
}

std::string svg_of(const std::vector<ComparedRun>& runs, const std::string& axis) {
  std::vector<const TraceLog*> logs;
  for (const ComparedRun& run : runs) logs.push_back(&run.log);
  PictureOptions picture;
  if (axis == "true") picture.axis = TimeAxis::TrueToScale;
  return sequence_svg(logs, picture);
}

void compare(const CompareOptions& options) {
  require_several(options.stacks);
  const Format format = chosen_format(options);
  const ScenarioInput input(options.scenario);
  std::vector<Scenario> scenarios;
  for (const std::string& stack : options.stacks) scenarios.push_back(input.scenario(stack, "--stacks " + stack));
  Runner runner;
  std::vector<ComparedRun> runs(scenarios.size());
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    runs[i].stack = options.stacks[i];
    require_sound(runner.run(scenarios[i], &runs[i].log));
  }
  const LadderOptions display = ladder_options(ColourMode::Never, options.width, !options.output.empty());
  write_output(options.output, format == Format::Svg
                                   ? svg_of(runs, options.axis)
                                   : text_of(runs, scenarios.front().about, static_cast<std::size_t>(display.width)));
}

}  // namespace

void add_compare(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("compare", "Run a scenario under several stacks and show where they part");
  const auto options = std::make_shared<CompareOptions>();
  add_scenario_options(*command, options->scenario);
  command->add_option("--stacks", options->stacks, "Two stacks or more, with commas; both sides run each of them")
      ->type_name("NAME,NAME...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->required();
  add_choice(*command, "-f,--format", options->format,
             "How to show it (default: svg if -o ends in .svg, else text); svg: side by side on one time axis",
             kFormats);
  add_choice(*command, "--axis", options->axis,
             "svg: long silences cut short (default: compressed), or all time to one scale", kAxes);
  command->add_option("-o,--output", options->output, "Write to FILE, whole or not at all, instead of stdout")
      ->type_name("FILE");
  command->add_option("--width", options->width, "Columns of the table (default: the terminal's, else 80)")
      ->type_name("N")
      ->check(CLI::Range(40, 1000).description(""));
  command->callback([options] { compare(*options); });
  command->footer(
      "Examples:\n"
      "  finwait compare scenarios/lost-1-always.json --stacks textbook,linux\n"
      "  finwait compare scenarios/lost-3-once.json --stacks textbook,rfc9293,linux --set link.delay=100ms\n"
      "  finwait compare scenarios/lost-1-always.json --stacks textbook,linux -o compared.svg");
}

}  // namespace finwait::cli
