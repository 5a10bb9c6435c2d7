// The axes of a draft: their names, what they set, and their values in one spelling each.
#include <algorithm>
#include <set>

#include "core/time_text.hpp"
#include "loss_models/rng.hpp"
#include "sim/json_document.hpp"
#include "sim/utf8.hpp"
#include "sim/value_text.hpp"
#include "tools/sweep/axis_values.hpp"
#include "tools/sweep/metric.hpp"
#include "tools/sweep/scenario_slots.hpp"
#include "tools/sweep/sweep_builder.hpp"
#include "tools/sweep/text_digest.hpp"

namespace finwait::cli {
namespace {

bool is_path(const AxisTarget& target, std::string_view key) {
  return target.places.size() == 1 && target.places[0].size() == 1 && target.places[0][0] == key;
}

bool names_file(const AxisTarget& target) {
  return std::any_of(target.places.begin(), target.places.end(),
                     [](const AxisTarget::Path& place) { return !place.empty() && place.back() == "file"; });
}

// Whether a value has a recording in it that is read from a file.
bool names_file(const std::string& value) {
  if (value.empty() || (value.front() != '{' && value.front() != '[')) return false;
  JsonDocument document;
  InputErrors ignored;
  return parse_json(value, "", document, ignored) &&
         std::any_of(document.nodes.begin(), document.nodes.end(),
                     [](const JsonNode& node) { return node.key == "file" && node.type == JsonType::String; });
}

// Whether JSON would read the content of this string as something else.
bool ambiguous(std::string_view quoted) {
  if (quoted.size() < 3 || quoted.front() != '"' || quoted.back() != '"') return false;
  return quoted.find('\\') == std::string_view::npos;
}

}  // namespace

void SweepPlanBuilder::resolve_axes() {
  const std::size_t count = draft_.axes.size();
  plan_.axes_.resize(count);
  inside_->axes.resize(count);
  bad_values_.assign(count, 0);
  if (count == 0 && plan_.repeats_ == 1) {
    wrong(draft_.place, "the sweep has no axis", "at least one, or \"repeats\" above 1");
  }
  if (count > kMostAxes) {
    wrong(draft_.place, std::to_string(count) + " axes", "at most " + std::to_string(kMostAxes));
    stop_if_wrong();
  }
  for (std::size_t axis = 0; axis < count; ++axis) {
    resolve_targets(axis);
    name_axis(axis);
    refuse_overlaps(axis);
    spell_values(axis);
    refuse_files(axis);
    plan_.axes_[axis].logarithmic = draft_.axes[axis].logarithmic;
  }
  for (std::size_t axis = 0; axis < count; ++axis) inside_->by_name.push_back(axis);
  std::sort(inside_->by_name.begin(), inside_->by_name.end(),
            [this](std::size_t x, std::size_t y) { return plan_.axes_[x].name < plan_.axes_[y].name; });
  find_seed_axis();
}

void SweepPlanBuilder::resolve_targets(std::size_t axis) {
  const AxisDraft& draft = draft_.axes[axis];
  if (draft.targets.empty()) wrong(draft.place, "the axis sets nothing", "\"target\": \"a.tcp_fin_timeout\", say");
  for (const std::string& written : draft.targets) {
    if (written.empty()) {
      wrong(draft.place, "the axis's target is empty", "a.tcp_fin_timeout, link.delay, /a/app/0/for ...");
      continue;
    }
    for (AxisTarget& target : resolve_target(written)) {
      plan_.axes_[axis].targets.push_back(target.text);
      inside_->axes[axis].targets.push_back(std::move(target));
    }
  }
}

void SweepPlanBuilder::name_axis(std::size_t axis) {
  const AxisDraft& draft = draft_.axes[axis];
  std::string& name = plan_.axes_[axis].name;
  name = draft.name.empty() && !draft.targets.empty() ? draft.targets.front() : draft.name;
  for (std::size_t other = 0; other < axis; ++other) {
    if (plan_.axes_[other].name != name || name.empty()) continue;
    wrong(draft.place, "a second axis is called \"" + name + "\"", "a \"name\" of its own for each axis");
  }
  if (find_metric(name) != nullptr) {
    wrong(draft.place, "the axis is called \"" + name + "\", which is what a sweep comes to",
          "a name that is no metric's (`finwait sweep metrics`)");
  }
  const bool one_line =
      std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (!one_line) wrong(draft.place, "the axis's name has a control character", "a name on one line");
  if (!is_utf8(name)) wrong(draft.place, "the axis's name is not valid UTF-8", "letters, digits and signs in UTF-8");
  // "p99(closed_at)" would hide what --assert knows by this name.
  if (name.find('(') != std::string::npos) {
    wrong(draft.place, "the axis is called \"" + name + "\", which reads as a call in an expression",
          "a name without parentheses");
  }
}

void SweepPlanBuilder::refuse_overlaps(std::size_t axis) {
  const std::vector<AxisTarget>& mine = inside_->axes[axis].targets;
  for (std::size_t i = 0; i < mine.size(); ++i) {
    for (std::size_t earlier = 0; earlier <= axis; ++earlier) {
      const std::vector<AxisTarget>& theirs = inside_->axes[earlier].targets;
      const std::size_t end = earlier == axis ? i : theirs.size();
      for (std::size_t j = 0; j < end; ++j) {
        if (!overlap(mine[i], theirs[j])) continue;
        const std::string whose = earlier == axis ? "the same axis" : "axis \"" + plan_.axes_[earlier].name + "\"";
        wrong(draft_.axes[axis].place,
              "axis \"" + plan_.axes_[axis].name + "\" sets " + mine[i].text + ", which " + whose + " sets too" +
                  (theirs[j].text == mine[i].text ? "" : " as " + theirs[j].text),
              "one axis for each place");
        return;
      }
    }
  }
}

// One text for each value, so that the same value is the same row whoever wrote it.
void SweepPlanBuilder::spell_values(std::size_t axis) {
  const AxisDraft& draft = draft_.axes[axis];
  Axis& out = plan_.axes_[axis];
  if (draft.values.empty()) wrong(draft.place, "axis \"" + out.name + "\" has no values", "at least one value");
  if (draft.values.size() > kMostAxisValues) {
    wrong(draft.place, "axis \"" + out.name + "\" has too many values", "at most " + std::to_string(kMostAxisValues));
    return;
  }
  std::set<std::string_view> seen;
  out.values.reserve(draft.values.size());  // `seen` views the texts
  bool durations = false;
  bool rates = false;
  for (std::size_t i = 0; i < draft.values.size(); ++i) {
    out.values.push_back(axis_value(spelled(axis, draft.values[i])));
    const std::string& text = out.values.back().text;
    const ExpressionValue::Kind kind = read_expression_value(text).kind;
    durations = durations || kind == ExpressionValue::Kind::Duration;
    rates = rates || kind == ExpressionValue::Kind::Rate;
    if (!seen.insert(text).second) {
      wrong(draft.place_of(i), "axis \"" + out.name + "\" has the value " + text + " twice", "each value once");
    }
    const std::uint64_t key = text_digest(out.name, kGoldenGamma);
    inside_->axes[axis].digests.push_back(text_digest(text, key));
  }
  out.unit = durations ? "s" : rates ? "bit/s" : "";
}

// A run is known by the texts of its values, and results have to be read, merged and replayed without other files: what
// a file holds may be another thing tomorrow.
void SweepPlanBuilder::refuse_files(std::size_t axis) {
  const std::string& name = plan_.axes_[axis].name;
  const std::vector<AxisTarget>& targets = inside_->axes[axis].targets;
  const std::string allowed =
      "recordings with what the file holds as \"values\", like link.loss={\"model\":\"recorded\",\"values\":\"0100\"}";
  if (std::any_of(targets.begin(), targets.end(), [](const AxisTarget& target) { return names_file(target); })) {
    wrong(draft_.axes[axis].place, "axis \"" + name + "\" sets the name of a file, and a sweep has to stand alone",
          allowed);
    return;
  }
  const std::vector<AxisValue>& values = plan_.axes_[axis].values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!names_file(values[i].text)) continue;
    wrong(draft_.axes[axis].place_of(i),
          "axis \"" + name + "\", value " + values[i].text + ": names a file, and a sweep has to stand alone", allowed);
    return;
  }
}

std::string SweepPlanBuilder::spelled(std::size_t axis, const std::string& written) const {
  const std::vector<AxisTarget>& targets = inside_->axes[axis].targets;
  if (ambiguous(written)) {
    // "0.01" in quotes: a probability means the number all the same, a pattern "0010" does not.
    const std::string bare = written.substr(1, written.size() - 2);
    std::vector<Override> as_written;
    std::vector<Override> as_bare;
    for (const AxisTarget& target : targets) {
      as_written.push_back({target.text, written, {}});
      as_bare.push_back({target.text, canonical_value(bare), {}});
    }
    const BaseScenario& base = draft_.base;
    const ScenarioResult x = read_scenario(base.document, base.file, as_written, base.recordings.get());
    const ScenarioResult y = read_scenario(base.document, base.file, as_bare, base.recordings.get());
    const bool same = x.scenario && y.scenario && same_experiment(*x.scenario, *y.scenario);
    return same || (!x.scenario && y.scenario) ? spelled(axis, bare) : written;
  }
  // A bare number in the unit of the name that was used: 60 for tcp_fin_timeout is 60s.
  if (!targets.empty() && targets.front().alias != nullptr && targets.front().alias->unit > Duration(0)) {
    const ParsedDuration parsed = parse_duration_in(written, targets.front().alias->unit);
    const std::string with_unit = parsed.value ? format_duration(*parsed.value) : written;
    if (parsed.value && means_the_same(targets.front(), written, with_unit)) return with_unit;
  }
  return canonical_value(written);
}

bool SweepPlanBuilder::means_the_same(const AxisTarget& target, const std::string& number,
                                      const std::string& with_unit) const {
  StackProfile x = base_.side(target.side).profile;
  StackProfile y = x;
  return target.parameter->assign(x, *target.parameter, target.alias, {number, true}).empty() &&
         target.parameter->assign(y, *target.parameter, target.alias, {with_unit, false}).empty() && x == y;
}

// An axis may be the seed itself; then nothing else may choose it.
void SweepPlanBuilder::find_seed_axis() {
  for (std::size_t axis = 0; axis < plan_.axes_.size(); ++axis) {
    const std::vector<AxisTarget>& targets = inside_->axes[axis].targets;
    if (targets.size() != 1 || !is_path(targets.front(), "seed")) continue;
    inside_->seed_axis = axis;
    if (plan_.repeats_ > 1) {
      wrong(draft_.axes[axis].place,
            "the axis sets the seed, and so do repeats: every repetition would be the same run",
            "repeats 1, or no axis for the seed");
    }
    for (std::size_t i = 0; i < plan_.axes_[axis].values.size(); ++i) {
      std::uint64_t seed = 0;
      if (const TextProblem problem = parse_integer(plan_.axes_[axis].values[i].text, 0, UINT64_MAX, seed)) {
        wrong(draft_.axes[axis].place_of(i), "axis \"seed\": " + problem.why_not, problem.allowed);
      }
      inside_->seeds.push_back(seed);
    }
  }
}

}  // namespace finwait::cli
