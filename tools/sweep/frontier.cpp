#include "tools/sweep/frontier.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "loss_models/uint128.hpp"
#include "sim/runner.hpp"
#include "sim/value_text.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/outcome_class.hpp"
#include "tools/shell_word.hpp"
#include "tools/sweep/frontier_lattice.hpp"
#include "tools/sweep/sweep_input.hpp"
#include "tools/sweep/sweep_inside.hpp"

namespace finwait::cli {
namespace {

constexpr std::uint64_t kMostRepeats = 1'000'000;
constexpr std::size_t kMostCurves = 10'000;
constexpr std::uint64_t kOtherSeeds = 16;  // with which a value is tried, to see whether chance decides

[[noreturn]] void refuse(const std::string& message) { throw CommandError(ExitCode::Usage, message); }

std::uint64_t read_number(const std::string& option, const std::string& text, std::uint64_t least, std::uint64_t most) {
  std::uint64_t out = 0;
  if (const TextProblem problem = parse_integer(text, least, most, out)) {
    refuse(option + " " + text + ": " + problem.why_not + "; allowed: " + problem.allowed);
  }
  return out;
}

// What a run came to, and which parameters its sides say decided it.
struct Decision {
  SideOutcome outcome{};
  std::string parameter{};
};

// The scenario with these values of the two axes (the second one may be absent), read as a file is: what a value means
// is the reader's business, and no number passes through a float.
ScenarioResult read_at(const SweepPlan& plan, const std::string& first, const std::string& second) {
  std::vector<Override> overrides;
  for (const Axis& axis : plan.axes()) {
    const std::string& value = &axis == &plan.axes().front() ? first : second;
    for (const std::string& target : axis.targets) {
      overrides.push_back({target, value, "axis " + axis.name + " = " + value});
    }
  }
  const BaseScenario& base = plan.inside().base;
  return read_scenario(base.document, base.file, overrides, base.recordings.get());
}

// Runs any values of the first axis, with one value of the second.
class FrontierRuns {
 public:
  FrontierRuns(const FrontierOptions& options, const SweepPlan& plan)
      : options_(options), plan_(plan), seed_(plan.seed()) {
    if (!options.seed.empty()) seed_ = read_number("--seed", options.seed, 0, UINT64_MAX);
    if (!options.repeats.empty()) repeats_ = read_number("--repeats", options.repeats, 1, kMostRepeats);
    if (repeats_ - 1 > UINT64_MAX - seed_) {
      refuse("--seed " + options.seed + " --repeats " + options.repeats + ": the last seed is beyond 2^64 - 1");
    }
  }

  std::uint64_t seed() const { return seed_; }
  std::uint64_t repeats() const { return repeats_; }
  std::uint64_t runs() const { return runs_; }
  const FrontierChance& chance() const { return chance_; }

  void set_second(const std::string& value) { second_ = value; }

  FrontierPoint point(const FrontierLattice& lattice, std::uint64_t step) {
    const std::string value = lattice.value(step);
    Scenario scenario = read(value);
    std::map<std::string, Seen> seen;
    for (std::uint64_t i = 0; i < repeats_; ++i) {
      Seen& place = seen[outcome(scenario, value, seed_ + i)];
      if (place.count++ == 0) place.seed = seed_ + i;
      ++runs_;
    }
    const auto most = std::max_element(seen.begin(), seen.end(),
                                       [](const auto& x, const auto& y) { return x.second.count < y.second.count; });
    seeds_[{second_, value}] = most->second.seed;
    return {step, value, most->first, most->second.count, command(value, most->second.seed), {}};
  }

  // Whether this is how it ends with other seeds too. Once is enough: from then on chance is known to decide.
  void try_chance(const FrontierPoint& point) {
    if (repeats_ > 1 || chance_.others > 0) return;
    Scenario scenario = read(point.value);
    FrontierChance tried{second_, point.value, kOtherSeeds, 0};
    for (std::uint64_t i = 1; i <= kOtherSeeds; ++i) {
      tried.others += outcome(scenario, point.value, seed_ + i) == point.outcome ? 0U : 1U;
    }
    if (tried.others > 0) chance_ = tried;
  }

  // What decided how those sides ended that end differently.
  void explain(FrontierPoint& below, FrontierPoint& above) {
    const std::array<Decision, 2> before = decisions(below);
    const std::array<Decision, 2> after = decisions(above);
    for (const Side side : kSides) {
      const std::size_t i = index(side);
      if (before[i].outcome == after[i].outcome) continue;
      const std::string who = std::string(name(side)) + ": ";
      if (!before[i].parameter.empty()) below.decided.push_back(who + before[i].parameter);
      if (!after[i].parameter.empty()) above.decided.push_back(who + after[i].parameter);
    }
  }

 private:
  struct Seen {
    std::uint64_t count = 0;
    std::uint64_t seed = 0;  // the first that showed it
  };

  Scenario read(const std::string& value) const {
    ScenarioResult result = read_at(plan_, value, second_);
    if (result.scenario) return std::move(*result.scenario);
    if (plan_.axes().size() > 1) {
      const std::string where =
          " (at " + plan_.axes()[0].name + " = " + value + ", " + plan_.axes()[1].name + " = " + second_ + ")";
      for (InputError& error : result.errors) error.message += where;
    }
    refuse(format(result.errors));
  }

  std::string outcome(Scenario& scenario, const std::string& value, std::uint64_t seed) {
    scenario.seed = seed;
    const Outcome& outcome = runner_.run_quietly(scenario);
    if (outcome.violations.empty()) return words(outcome_of(outcome.end));
    throw CommandError(ExitCode::Internal, "internal error: a run broke an invariant: " + outcome.violations.front() +
                                               "; please report it. It is\n  " + command(value, seed));
  }

  std::array<Decision, 2> decisions(const FrontierPoint& point) {
    Scenario scenario = read(point.value);
    scenario.seed = seeds_[{second_, point.value}];
    const EndRecord& end = runner_.run(scenario, nullptr).end;
    const OutcomeClass outcome = outcome_of(end);
    std::array<Decision, 2> out;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = {outcome.sides[i], end.sides[i].decided_by};
    return out;
  }

  std::string command(const std::string& value, std::uint64_t seed) const {
    std::string out = "finwait run " + shell_word(options_.path);
    for (const std::string& set : options_.sets) out += " --set " + shell_word(set);
    for (const std::string& target : plan_.axes().front().targets) out += " --set " + shell_word(target + "=" + value);
    if (plan_.axes().size() > 1) {
      for (const std::string& target : plan_.axes()[1].targets) out += " --set " + shell_word(target + "=" + second_);
    }
    return out + " --seed " + std::to_string(seed);
  }

  const FrontierOptions& options_;
  const SweepPlan& plan_;
  std::string second_{};
  std::uint64_t seed_ = 1;
  std::uint64_t repeats_ = 1;
  std::uint64_t runs_ = 0;
  FrontierChance chance_{};
  std::map<std::pair<std::string, std::string>, std::uint64_t> seeds_{};
  Runner runner_{};
};

// Step -> point, of one curve.
using Looks = std::map<std::uint64_t, FrontierPoint>;

void look(FrontierRuns& runs, const FrontierLattice& lattice, const std::vector<std::uint64_t>& steps, Looks& out) {
  for (const std::uint64_t step : steps) out[step] = runs.point(lattice, step);
}

// Even parts of the range, and towards the lower bound parts of each half of what is left: a range such as 1ms to 10s
// has its islands at 36 ms as well as at 3.6 s.
std::vector<std::uint64_t> coarse_steps(const FrontierLattice& lattice, std::uint64_t looks) {
  constexpr std::uint64_t kLooksOfAHalf = 8;
  const Uint128 all = lattice.steps();
  const std::uint64_t parts = std::min(looks, lattice.steps());
  const std::uint64_t of_half = std::max<std::uint64_t>(looks / kLooksOfAHalf, 1);
  std::vector<std::uint64_t> out;
  for (std::uint64_t i = 0; i <= parts; ++i) out.push_back(static_cast<std::uint64_t>(all * i / parts));
  for (std::uint64_t i = of_half; i < 2 * of_half; ++i) {
    for (Uint128 step = all * i / (2 * of_half); step > 0; step /= 2) out.push_back(static_cast<std::uint64_t>(step));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

FrontierLattice lattice_of(const FrontierOptions& options, const SweepPlan& plan) {
  const std::vector<AxisValue>& bounds = plan.axes().front().values;
  FrontierLattice lattice({options.lower, bounds[0].text}, {options.upper, bounds[1].text}, options.unit);
  const std::string second = plan.axes().size() > 1 ? plan.axes()[1].values.front().text : "";
  const auto takes = [&](const std::string& value) { return read_at(plan, value, second).scenario.has_value(); };
  if (options.unit.empty() && lattice.coarse() && takes(lattice.half_step())) lattice.refine();
  return lattice;
}

FrontierCurve curve(FrontierRuns& runs, const FrontierLattice& lattice, const std::vector<std::uint64_t>& coarse) {
  Looks looks;
  look(runs, lattice, coarse, looks);
  FrontierCurve out;
  // All halves of one length together; only the lowest differences, if they are too many.
  for (;;) {
    std::vector<std::uint64_t> halves;
    std::size_t differences = 0;
    for (auto low = looks.begin(), high = std::next(low); high != looks.end(); low = high++) {
      if (low->second.outcome == high->second.outcome) continue;
      if (++differences > kMostChanges) {
        out.cut = true;
        break;
      }
      if (high->first - low->first > 1) halves.push_back(low->first + (high->first - low->first) / 2);
    }
    if (halves.empty()) break;
    look(runs, lattice, halves, looks);
  }
  for (auto low = looks.begin(), high = std::next(low); high != looks.end(); low = high++) {
    if (low->second.outcome == high->second.outcome) continue;
    if (out.changes.size() == kMostChanges) break;
    FrontierChange& change = out.changes.emplace_back(FrontierChange{low->second, high->second});
    runs.explain(change.below, change.above);
    for (const FrontierPoint* point : {&change.below, &change.above}) runs.try_chance(*point);
  }
  out.first = looks.begin()->second;
  out.last = looks.rbegin()->second;
  for (const FrontierPoint* point : {&out.first, &out.last}) runs.try_chance(*point);
  return out;
}

SweepPlan plan_of(const FrontierOptions& options) {
  if (options.axis.find('=') != std::string::npos) {
    refuse("--axis " + options.axis + ": the values of the axis are those of --between; allowed: what it changes, as " +
           options.axis.substr(0, options.axis.find('=')));
  }
  SweepOptions sweep;
  sweep.path = options.path;
  sweep.sets = options.sets;
  sweep.axes.push_back(options.axis + "=" + options.lower + "," + options.upper);
  sweep.axis2 = options.second;
  SweepPlan plan = read_sweep(sweep);
  if (plan.inside().base.source != options.path) {
    refuse(options.path + ": a sweep; allowed: a scenario, whose axis is that of --axis, as the sweep's own, " +
           plan.inside().base.source);
  }
  if (plan.inside().seed_axis != SIZE_MAX) {
    refuse("a seed has no frontier: every other one is another run; `finwait outcomes` runs many seeds");
  }
  if (plan.axes().size() > 1 && plan.axes()[1].values.size() > kMostCurves) {
    refuse("--axis2 " + options.second + ": " + std::to_string(plan.axes()[1].values.size()) +
           " values; allowed: at most " + std::to_string(kMostCurves));
  }
  return plan;
}

}  // namespace

Frontier find_frontier(const FrontierOptions& options) {
  require_range(options.lower, options.upper);
  const SweepPlan plan = plan_of(options);
  if (options.before) options.before();
  const Axis& axis = plan.axes().front();
  const FrontierLattice lattice = lattice_of(options, plan);
  const std::vector<std::uint64_t> coarse = coarse_steps(lattice, options.looks);
  FrontierRuns runs(options, plan);
  Frontier out;
  out.scenario = plan.name();
  out.axis = axis.name;
  out.lower = axis.values[0].text;
  out.upper = axis.values[1].text;
  out.unit = lattice.unit();
  out.steps = lattice.steps();
  out.looked = coarse.size();
  std::uint64_t widest = 0;
  for (std::size_t i = 1; i < coarse.size(); ++i) widest = std::max(widest, coarse[i] - coarse[i - 1]);
  if (widest > 1) out.spacing = lattice.length(widest);
  out.seed = runs.seed();
  out.repeats = runs.repeats();
  if (plan.axes().size() == 1) {
    out.curves.push_back(curve(runs, lattice, coarse));
  } else {
    out.second = plan.axes()[1].name;
    for (const AxisValue& value : plan.axes()[1].values) {
      runs.set_second(value.text);
      out.curves.push_back(curve(runs, lattice, coarse));
      out.curves.back().at = value.text;
    }
  }
  out.runs = runs.runs();
  out.chance = runs.chance();
  return out;
}

}  // namespace finwait::cli
