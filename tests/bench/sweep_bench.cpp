// How many runs of a sweep a second: as a worker computes them, figures and all, on one core; and a whole sweep with
// its database, by threads and by what it keeps.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tools/sweep/engine.hpp"
#include "tools/sweep/sweep_input.hpp"
#include "tools/sweep/unit_runner.hpp"

namespace {

using namespace finwait::cli;

SweepPlan plan_of(const std::string& file, const std::string& repeats) {
  SweepOptions options;
  options.path = std::string(FINWAIT_SOURCE_DIR) + "/" + file;
  options.repeats = repeats;
  return read_sweep(options);
}

SweepPlan clean_close(const std::string& repeats) {
  SweepOptions options;
  options.path = FINWAIT_SOURCE_DIR "/scenarios/four-way.json";
  options.axes = {"link.delay=10ms,20ms,50ms,100ms"};
  options.repeats = repeats;
  return read_sweep(options);
}

void count(benchmark::State& state, std::uint64_t runs) {
  state.counters["runs"] = benchmark::Counter(static_cast<double>(runs), benchmark::Counter::kIsRate);
}

void units(benchmark::State& state, const SweepPlan& plan, Keep keep) {
  const Units units = Units::of(plan.repeats(), plan.runs());
  const std::vector<bool> nothing_there;
  UnitRunner runner(plan, units, keep, nothing_there);
  std::uint64_t runs = 0;
  std::uint64_t unit = 0;
  for (auto _ : state) {
    const UnitResult result = runner.run(unit);
    unit = (unit + 1) % units.count();
    runs += result.runs;
  }
  count(state, runs);
}

// A folder for one iteration; SQLite's files go where the machine keeps temporary ones.
std::string fresh_folder() {
  std::string path = (std::filesystem::temp_directory_path() / "finwait-bench-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) std::abort();
  return path;
}

void whole_sweep(benchmark::State& state, const SweepPlan& plan, Keep keep) {
  std::uint64_t runs = 0;
  for (auto _ : state) {
    const std::string folder = fresh_folder();
    {
      Store store(plan, {folder, Shard{}, keep, false});
      runs += run_sweep(plan, store, static_cast<unsigned>(state.range(0))).computed;
    }
    std::filesystem::remove_all(folder);
  }
  count(state, runs);
}

void sweep_units_clean_close(benchmark::State& state) { units(state, clean_close("1000000"), Keep::Aggregates); }
void sweep_units_clean_close_rows(benchmark::State& state) { units(state, clean_close("1000000"), Keep::Rows); }
void sweep_units_loss_rtt(benchmark::State& state) {
  units(state, plan_of("scenarios/sweeps/loss-rtt.json", "1000"), Keep::Aggregates);
}
void sweep_aggregates(benchmark::State& state) { whole_sweep(state, clean_close("250000"), Keep::Aggregates); }
void sweep_rows(benchmark::State& state) { whole_sweep(state, clean_close("250000"), Keep::Rows); }
void sweep_aggregates_loss_rtt(benchmark::State& state) {
  whole_sweep(state, plan_of("scenarios/sweeps/loss-rtt.json", "10000"), Keep::Aggregates);
}

}  // namespace

BENCHMARK(sweep_units_clean_close);
BENCHMARK(sweep_units_clean_close_rows);
BENCHMARK(sweep_units_loss_rtt);
BENCHMARK(sweep_aggregates)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(sweep_rows)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(sweep_aggregates_loss_rtt)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
