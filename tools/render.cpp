#include "tools/render.hpp"

#include <algorithm>
#include <array>

#include "sim/trace_jsonl.hpp"
#include "sim/trace_summary.hpp"
#include "sim/trace_text.hpp"
#include "tools/context.hpp"
#include "tools/version.hpp"

namespace finwait::cli {
namespace {

// In the order of Format.
constexpr std::array<std::string_view, 4> kFormatNames{"ladder", "text", "jsonl", "json"};

}  // namespace

std::span<const std::string_view> format_names() { return kFormatNames; }

std::optional<Format> parse_format(std::string_view name) {
  const auto found = std::find(kFormatNames.begin(), kFormatNames.end(), name);
  if (found == kFormatNames.end()) return std::nullopt;
  return static_cast<Format>(found - kFormatNames.begin());
}

void require_sound(const Outcome& outcome) {
  if (outcome.violations.empty()) return;
  std::string message = "internal error: this run broke an invariant; please report it with the scenario";
  for (const std::string& violation : outcome.violations) message += "\n  " + violation;
  throw CommandError(ExitCode::Internal, message);
}

std::string render(Runner& runner, const Scenario& scenario, Format format, const LadderOptions& ladder) {
  std::string out;
  const auto run_into = [&](TraceSink&& sink) { require_sound(runner.run(scenario, &sink)); };
  switch (format) {
    case Format::Ladder:
      run_into(LadderSink(out, ladder));
      break;
    case Format::Text:
      run_into(TextSink(out));
      break;
    case Format::Jsonl:
      run_into(JsonlSink(out, version()));
      break;
    case Format::Json:
      run_into(SummarySink(out, version()));
      break;
  }
  return out;
}

}  // namespace finwait::cli
