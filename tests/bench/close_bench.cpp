// How many closes a second: handshake to CLOSED on one core, as a sweep would run them. Each run is a whole run of the
// simulator, checker included; what differs is the scenario and who reads the trace.
#include <benchmark/benchmark.h>

#include <string>

#include "sim/runner.hpp"
#include "sim/trace_jsonl.hpp"

namespace {

using finwait::FaultAction;
using finwait::FaultRule;
using finwait::Runner;
using finwait::Scenario;
using finwait::Side;
using finwait::Step;
using std::chrono::milliseconds;

Step step(Step::Do action) {
  Step s;
  s.action = action;
  return s;
}

// A closes when connected, B when it reads EOF.
Scenario clean_close(std::string_view stack) {
  Scenario scenario;
  scenario.name = "clean-close";
  for (finwait::SideSpec& side : scenario.sides) side.profile = *finwait::find_stack(stack);
  for (finwait::DirectionSpec& direction : scenario.link.directions) direction.delay = milliseconds(10);
  Step read = step(Step::Do::Read);
  read.until_eof = true;
  scenario.side(Side::A).app = {step(Step::Do::Close)};
  scenario.side(Side::B).app = {read, step(Step::Do::Close)};
  return scenario;
}

Scenario first_lost_once(std::string_view stack) {
  Scenario scenario = clean_close(stack);
  FaultRule rule;
  rule.teardown = 1;
  rule.nth = {{1, 1}};
  rule.action = FaultAction::Drop;
  scenario.faults = {rule};
  return scenario;
}

void run_quietly(benchmark::State& state, const Scenario& scenario) {
  Runner runner;
  for (auto _ : state) {
    benchmark::DoNotOptimize(&runner.run_quietly(scenario));
  }
  state.counters["closes"] = benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void clean_close_quietly(benchmark::State& state) { run_quietly(state, clean_close("linux")); }
void clean_close_rfc9293(benchmark::State& state) { run_quietly(state, clean_close("rfc9293")); }
void first_segment_lost_once(benchmark::State& state) { run_quietly(state, first_lost_once("linux")); }

void clean_close_with_jsonl(benchmark::State& state) {
  const Scenario scenario = clean_close("linux");
  Runner runner;
  std::string text;
  for (auto _ : state) {
    text.clear();
    finwait::JsonlSink sink(text, "bench");
    runner.run(scenario, &sink);
    benchmark::DoNotOptimize(text.data());
  }
  state.counters["closes"] = benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
  state.counters["octets"] = static_cast<double>(text.size());
}

}  // namespace

BENCHMARK(clean_close_quietly);
BENCHMARK(clean_close_rfc9293);
BENCHMARK(first_segment_lost_once);
BENCHMARK(clean_close_with_jsonl);
