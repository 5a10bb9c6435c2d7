// finwait run: one scenario, once.
#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>

#include "sim/suggest.hpp"
#include "tools/command_options.hpp"
#include "tools/commands.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/render.hpp"
#include "tools/scenario_input.hpp"
#include "tools/terminal.hpp"

namespace finwait::cli {
namespace {

struct RunOptions {
  ScenarioOptions scenario{};
  std::string format{};
  FormatOptions choices{};
  std::string output{};
  std::string colour = "auto";
  int width = 0;
  bool twice = false;
};

[[noreturn]] void refuse_terminal(Format format) {
  throw CommandError(ExitCode::Usage, "--format " + std::string(name(format)) +
                                          ": a terminal cannot show a capture; give a file with -o FILE, or a pipe, "
                                          "e.g. | wireshark -k -i -");
}

RenderOptions render_options(const RunOptions& options) {
  RenderOptions out;
  out.ladder = ladder_options(colour_mode(options.colour), options.width, !options.output.empty());
  out.states = options.choices.diagram == "state";
  if (options.choices.axis == "true") out.axis = TimeAxis::TrueToScale;
  if (options.choices.table == "states") out.table = CsvTable::States;
  if (options.choices.at == "a") out.at = Side::A;
  if (options.choices.at == "b") out.at = Side::B;
  out.language = chosen_language(options.choices.lang);
  out.command = run_command(options.scenario);
  return out;
}

// The same runner, so that a run that leaves something behind for the next one is found out too.
void require_same(Runner& runner, const Scenario& scenario) {
  const std::string first = render(runner, scenario, Format::Jsonl, {});
  const std::string second = render(runner, scenario, Format::Jsonl, {});
  if (first == second) return;
  std::size_t line = 1;
  for (std::size_t i = 0; i < first.size() && i < second.size() && first[i] == second[i]; ++i) line += first[i] == '\n';
  throw CommandError(ExitCode::Internal, "internal error: two runs of the same scenario differ, first in line " +
                                             std::to_string(line) + " of the trace; please report it");
}

void run(const RunOptions& options) {
  const bool shown = options.output.empty() && stdout_is_terminal();
  const Format format = choose_format(options.format, options.output, shown ? Format::Ladder : Format::Text);
  require_fitting(format, options.choices);
  if (is_binary(format) && shown) refuse_terminal(format);
  const ScenarioInput input(options.scenario);
  const Scenario scenario = input.scenario();
  Runner runner;
  if (options.twice) require_same(runner, scenario);
  RenderOptions rendering = render_options(options);
  std::optional<Scenario> textbook;
  if (format == Format::Html) {
    textbook = input.scenario("textbook", "the textbook's account");
    rendering.textbook = &*textbook;
  }
  const std::string text = render(runner, scenario, format, rendering);
  write_output(options.output, text);
  tell_idle_faults(runner, scenario);
}

}  // namespace

void add_run(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("run", "Run a scenario and show what happens");
  const auto options = std::make_shared<RunOptions>();
  add_scenario_options(*command, options->scenario);
  add_choice(*command, "-f,--format", options->format,
             "How to show it (default: as the ending of -o says; else ladder on a terminal, text elsewhere)",
             format_names());
  command->add_option("-o,--output", options->output, "Write to FILE, whole or not at all, instead of stdout")
      ->type_name("FILE");
  add_display_options(*command, options->colour, options->width);
  FormatOptions& choices = options->choices;
  add_choice(*command, "--diagram", choices.diagram,
             "svg, mermaid, plantuml: the sequence of segments (default), or the states; dot: the states", kDiagrams);
  add_choice(*command, "--axis", choices.axis,
             "svg: long silences cut short (default: compressed), or all time to one scale", kAxes);
  add_choice(*command, "-l,--lang", choices.lang,
             "html: the language (default: zh if the locale asks for Chinese in UTF-8, else en)", kLanguages);
  add_choice(*command, "--table", choices.table, "csv: which table (default: segments)", kTables);
  add_choice(*command, "--at", choices.at, "pcapng: what is seen at one host, or at both (default: both)", kPlaces);
  command->add_flag("--twice", options->twice,
                    "Run twice and fail (exit code 3) unless both traces are the same bytes");
  command->callback([options] { run(*options); });
  command->footer(
      "Examples:\n"
      "  finwait run scenarios/lost-3-once.json\n"
      "  finwait run scenarios/lost-3-once.json --set stack=textbook --set link.delay=50ms\n"
      "  finwait run scenarios/four-way.json --set a.tcp_fin_timeout=5s --format jsonl -o trace.jsonl\n"
      "  finwait run scenarios/lost-3-once.json -o lost.svg\n"
      "  finwait run scenarios/lost-3-once.json -o report.html --lang zh\n"
      "  finwait run scenarios/lost-3-once.json --at b -o lost.pcapng && tshark -r lost.pcapng\n"
      "  jq '.run_for = \"1h\"' scenarios/four-way.json | finwait run -");
}

}  // namespace finwait::cli
