#include "tools/render.hpp"

#include <array>

#include "sim/capture/trace_pcapng.hpp"
#include "sim/picture/state_svg.hpp"
#include "sim/picture/trace_dot.hpp"
#include "sim/picture/trace_mermaid.hpp"
#include "sim/picture/trace_plantuml.hpp"
#include "sim/report/report_html.hpp"
#include "sim/trace_jsonl.hpp"
#include "sim/trace_summary.hpp"
#include "sim/trace_text.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/numbers.hpp"
#include "tools/version.hpp"

namespace finwait::cli {
namespace {

std::string svg(const TraceLog& run, const RenderOptions& options) {
  PictureOptions picture;
  picture.axis = options.axis;
  if (options.states) return state_svg(run, picture);
  const std::array<const TraceLog*, 1> one{&run};
  return sequence_svg(one, picture);
}

std::string html(Runner& runner, const TraceLog& run, const RenderOptions& options) {
  ReportOptions report;
  report.language = options.language;
  report.command = options.command;
  report.version = version();
  report.axis = options.axis;
  if (options.textbook == nullptr) return html_report(run, report);
  TraceLog textbook;
  require_sound(runner.run(*options.textbook, &textbook));
  report.textbook = &textbook;
  return html_report(run, report);
}

}  // namespace

void require_sound(const Outcome& outcome) {
  if (outcome.violations.empty()) return;
  std::string message = "internal error: this run broke an invariant; please report it with the scenario";
  for (const std::string& violation : outcome.violations) message += "\n  " + violation;
  throw CommandError(ExitCode::Internal, message);
}

std::string render(Runner& runner, const Scenario& scenario, Format format, const RenderOptions& options) {
  std::string out;
  const auto streamed = [&](TraceSink&& sink) {
    require_sound(runner.run(scenario, &sink));
    return std::move(out);
  };
  switch (format) {
    case Format::Ladder:
      return streamed(LadderSink(out, options.ladder));
    case Format::Text:
      return streamed(TextSink(out));
    case Format::Jsonl:
      return streamed(JsonlSink(out, version()));
    case Format::Json:
      return streamed(SummarySink(out, version()));
    case Format::Pcapng:
      return streamed(PcapngSink(out, version(), options.at));
    case Format::Mermaid:
    case Format::Plantuml:
    case Format::Dot:
    case Format::Svg:
    case Format::Html:
    case Format::Csv:
      break;
  }
  TraceLog run;
  require_sound(runner.run(scenario, &run));
  switch (format) {
    case Format::Mermaid:
      return options.states ? mermaid_states(run) : mermaid_sequence(run);
    case Format::Plantuml:
      return options.states ? plantuml_states(run) : plantuml_sequence(run);
    case Format::Dot:
      return dot_states(run);
    case Format::Svg:
      return svg(run, options);
    case Format::Html:
      return html(runner, run, options);
    case Format::Csv:
      return trace_csv(run, options.table);
    case Format::Ladder:
    case Format::Text:
    case Format::Jsonl:
    case Format::Json:
    case Format::Pcapng:
      break;
  }
  return out;
}

void tell_idle_faults(Runner& runner, const Scenario& scenario) {
  if (scenario.faults.empty()) return;
  runner.run_quietly(scenario);
  for (const IdleFault& fault : runner.idle_faults()) {
    const std::string why = !fault.effect.on ? "what its \"after\" waits for never came"
                            : fault.effect.matched == 0
                                ? "it matched no segment"
                                : "it matched " + counted(fault.effect.matched, "segment") +
                                      ", but none that its \"nth\" means and no earlier rule took";
    write_stderr("finwait: " + fault.name + " did nothing: " + why + "\n");
  }
}

}  // namespace finwait::cli
