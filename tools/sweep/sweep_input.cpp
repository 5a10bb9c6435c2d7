#include "tools/sweep/sweep_input.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/parameter.hpp"
#include "sim/json_overrides.hpp"
#include "sim/value_text.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/json_files.hpp"
#include "tools/scenario_input.hpp"
#include "tools/sweep/axis_values.hpp"
#include "tools/sweep/sweep_builder.hpp"
#include "tools/sweep/sweep_json.hpp"

namespace finwait::cli {
namespace {

InputError option(std::string text) {
  InputError place;
  place.file = std::move(text);
  return place;
}

void stop_if_wrong(InputErrors& errors) {
  const std::string message = format(errors.take());
  if (!message.empty()) throw CommandError(ExitCode::Usage, message);
}

// "[NAME:]TARGET=VALUES".
void read_axis_option(const std::string& name, const std::string& text, AxisDraft& out, InputErrors& errors) {
  constexpr std::string_view kAllowed =
      "TARGET=VALUES or NAME:TARGET=VALUES, as a.tcp_fin_timeout=5s,10s,60s or loss:link.loss.p=0..0.3:0.05";
  out.place = option(name + " " + text);
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    errors.add(
        fault(out.place, equals == 0 ? "the target before = is missing" : "there is no =", std::string(kAllowed)));
    return;
  }
  std::string target = text.substr(0, equals);
  if (const std::size_t colon = target.find(':'); colon != std::string::npos && target.front() != '/') {
    out.name = target.substr(0, colon);
    target.erase(0, colon + 1);
    if (out.name.empty() || target.empty()) {
      errors.add(fault(out.place, out.name.empty() ? "the name before : is missing" : "the target behind : is missing",
                       std::string(kAllowed)));
      return;
    }
  }
  out.targets.push_back(std::move(target));
  std::vector<std::string> values;
  if (TextProblem problem = listed_values(std::string_view(text).substr(equals + 1), values, out.logarithmic)) {
    errors.add(
        fault(out.place, std::move(problem.why_not), std::move(problem.allowed), std::move(problem.did_you_mean)));
    return;
  }
  out.values = std::move(values);
}

std::string name_of(const AxisDraft& axis) {
  return axis.name.empty() && !axis.targets.empty() ? axis.targets.front() : axis.name;
}

// One with the name of the file's takes its place; by its name alone it gives other values to what that one sets.
void add_axes(const SweepOptions& options, SweepDraft& draft, InputErrors& errors) {
  const std::size_t of_file = draft.axes.size();
  const auto add = [&](const std::string& name, const std::string& text) {
    AxisDraft axis;
    read_axis_option(name, text, axis, errors);
    const auto end = draft.axes.begin() + static_cast<std::ptrdiff_t>(of_file);
    const auto same = std::find_if(draft.axes.begin(), end,
                                   [&axis](const AxisDraft& known) { return name_of(known) == name_of(axis); });
    if (same == end) {
      draft.axes.push_back(std::move(axis));
      return;
    }
    if (axis.name.empty()) {
      axis.name = same->name;
      axis.targets = same->targets;
    }
    *same = std::move(axis);
  };
  for (const std::string& text : options.axes) add("--axis", text);
  if (!options.axis2.empty()) add("--axis2", options.axis2);
}

void add_zips(const SweepOptions& options, SweepDraft& draft) {
  for (const std::string& text : options.zips) {
    std::vector<Written>& zip = draft.zips.emplace_back();
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(',', begin), text.size());
      zip.push_back({text.substr(begin, end - begin), option("--zip " + text)});
      begin = end + 1;
    }
  }
}

void add_numbers(const SweepOptions& options, SweepDraft& draft, InputErrors& errors) {
  constexpr std::uint64_t kMostRepeats = std::uint64_t{1} << 62U;
  if (!options.repeats.empty()) {
    if (TextProblem problem = parse_integer(options.repeats, 1, kMostRepeats, draft.repeats)) {
      errors.add(fault(option("--repeats " + options.repeats), std::move(problem.why_not), std::move(problem.allowed)));
    }
  }
  if (options.seed.empty()) return;
  std::uint64_t seed = 0;
  if (TextProblem problem = parse_integer(options.seed, 0, UINT64_MAX, seed)) {
    errors.add(fault(option("--seed " + options.seed), std::move(problem.why_not), std::move(problem.allowed)));
  }
  draft.seed = seed;
}

void add_options(const SweepOptions& options, SweepDraft& draft, InputErrors& errors) {
  std::vector<Override> overrides;
  for (const std::string& set : options.sets) {
    Override change;
    if (!parse_override(set, change, errors)) continue;
    overrides.push_back(std::move(change));
    draft.base.sets.push_back(set);
  }
  if (!draft.base.document.nodes.empty()) apply_overrides(draft.base.document, overrides, errors);
  add_axes(options, draft, errors);
  add_zips(options, draft);
  add_numbers(options, draft, errors);
  if (!options.where.empty()) draft.where = {options.where, option("--where")};
  if (options.keep) draft.keep = options.keep;
  if (options.metrics.empty()) return;
  draft.metrics.clear();
  for (const std::string& metric : options.metrics) draft.metrics.push_back({metric, option("--metric " + metric)});
}

// Reads a scenario's text as the base of a sweep that the options describe.
void parse_base(const std::string& text, const ScenarioSource& source, SweepDraft& draft, InputErrors& errors) {
  draft.place = option(input_name(source.file));
  draft.base.file = input_name(source.file);
  draft.base.pointer = source.pointer;
  draft.base.source = source.pointer.empty() ? source.file : source.file + "#" + source.pointer;
  draft.base.recordings = std::make_shared<RecordingFiles>(source.file);
  if (parse_json(text, draft.base.file, draft.base.document, errors)) take_part(draft.base.document, source);
}

}  // namespace

SweepPlan read_sweep(const SweepOptions& options) {
  const ScenarioSource source = source_of(options.path);
  const std::string text = read_input(source.file);
  SweepDraft draft;
  InputErrors errors;
  if (source.pointer.empty() && is_sweep_text(text)) {
    parse_sweep(text, options.path, draft, errors);
  } else {
    parse_base(text, source, draft, errors);
  }
  add_options(options, draft, errors);
  stop_if_wrong(errors);
  return SweepPlanBuilder(std::move(draft)).build();
}

SweepPlan read_sweep_text(std::string_view text, const std::string& file) {
  SweepDraft draft;
  InputErrors errors;
  parse_sweep(text, file, draft, errors);
  stop_if_wrong(errors);
  return SweepPlanBuilder(std::move(draft)).build();
}

}  // namespace finwait::cli
