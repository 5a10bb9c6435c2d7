// What one judgement costs: a million segments through each loss model and each impairment, in ns per segment.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>

#include "loss_models/fault_script.hpp"
#include "loss_models/registry.hpp"
#include "loss_models/rng.hpp"
#include "sim/link.hpp"

namespace {

using namespace finwait;
using namespace std::chrono_literals;

constexpr std::int64_t kSegments = 1'000'000;

struct Named {
  const char* name;
  LossSpec spec;
};

LossSpec bernoulli(std::uint64_t num, std::uint64_t den) { return LossSpec("bernoulli").set("p", Ratio{num, den}); }

std::vector<Named> models() {
  const LossSpec ge = LossSpec("gilbert_elliott").set("loss_rate", Ratio{1, 20}).set("mean_burst", Ratio{3, 1});
  const LossSpec outage =
      LossSpec("outage").set("from", Duration(1s)).set("to", Duration(2s)).set("every", Duration(9s));
  const std::vector<LossSpec> two{bernoulli(1, 100), outage};
  return {{"bernoulli", bernoulli(1, 100)},
          {"gilbert_elliott", ge},
          {"periodic", LossSpec("periodic").set("every", std::uint64_t{7})},
          {"burst", LossSpec("burst").set("at", std::uint64_t{1000}).set("count", std::uint64_t{50})},
          {"outage", outage},
          {"pattern", LossSpec("pattern").set("bits", Bits{0, 0, 1, 0, 1}).set("repeat", std::uint64_t{1})},
          {"state_dependent", LossSpec("state_dependent").set("kinds", std::vector<IndexedRatio>{{4, {1, 10}}})},
          {"recorded", LossSpec("recorded").set("values", Bits{0, 1, 0, 0}).set("repeat", std::uint64_t{1})},
          {"size_dependent", LossSpec("size_dependent").set("bit_error_rate", Ratio{1, 1'000'000})},
          {"all_of", LossSpec("all_of").set("models", two)},
          {"any_of", LossSpec("any_of").set("models", two)},
          {"then", LossSpec("then").set("models", two).set("segments", std::vector<std::uint64_t>{1000})}};
}

// Shown as seconds for one segment: "1.9ns".
void time_each(benchmark::State& state) {
  state.counters["each"] = benchmark::Counter(static_cast<double>(state.iterations() * kSegments),
                                              benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void judge(benchmark::State& state, const LossSpec& spec) {
  const auto model = make_loss_model(spec);
  Segment segment;
  segment.flags.bits = Flags::kFin | Flags::kAck;
  std::int64_t lost = 0;
  for (auto _ : state) {
    model->restart(stream_key(1, Side::A, Purpose::Loss));
    Transmission transmission{kStart, State::FinWait1, 40};
    for (std::int64_t i = 0; i < kSegments; ++i) {
      transmission.now += 1us;
      lost += model->judge(segment, transmission).lost ? 1 : 0;
    }
  }
  benchmark::DoNotOptimize(lost);
  time_each(state);
}

DirectionSpec impaired(const std::string& what) {
  DirectionSpec spec;
  if (what == "bernoulli") spec.loss = bernoulli(1, 100);
  if (what == "rate") spec.rate = 1'000'000'000;
  if (what == "duplicate") spec.duplicate.probability = {1, 10};
  if (what == "jitter_uniform") spec.jitter = {JitterSpec::Distribution::Uniform, 2ms, {}, false};
  if (what == "jitter_normal") spec.jitter = {JitterSpec::Distribution::Normal, 2ms, {}, false};
  if (what == "jitter_pareto") spec.jitter = {JitterSpec::Distribution::Pareto, 2ms, {}, false};
  return spec;
}

void transmit(benchmark::State& state, const std::string& what) {
  const DirectionSpec spec = impaired(what);
  Link link;
  const Segment segment;
  std::int64_t arrived = 0;
  for (auto _ : state) {
    link.restart(spec, Side::A, 1);
    Time now = kStart;
    for (std::int64_t i = 0; i < kSegments; ++i) {
      now += 1us;
      arrived += nanoseconds(link.transmit(now, segment, {now, State::Established, 40}).rx) & 1;
    }
  }
  benchmark::DoNotOptimize(arrived);
  time_each(state);
}

void judge_by_rules(benchmark::State& state) {
  std::vector<FaultRule> rules(static_cast<std::size_t>(state.range(0)));
  for (FaultRule& rule : rules) rule.teardown = 3;
  FaultScript script;
  Segment segment;
  std::int64_t decided = 0;
  for (auto _ : state) {
    script.restart(rules);
    for (std::int64_t i = 0; i < kSegments; ++i) {
      decided += script.judge({kStart, Side::A, &segment, static_cast<std::uint8_t>(i & 3), false}) ? 1 : 0;
    }
  }
  benchmark::DoNotOptimize(decided);
  time_each(state);
}

const int kRegistered = [] {
  for (const Named& model : models()) {
    benchmark::RegisterBenchmark((std::string("loss/") + model.name).c_str(), judge, model.spec)
        ->Unit(benchmark::kMillisecond);
  }
  for (const char* what :
       {"plain", "bernoulli", "rate", "duplicate", "jitter_uniform", "jitter_normal", "jitter_pareto"}) {
    benchmark::RegisterBenchmark((std::string("link/") + what).c_str(), transmit, std::string(what))
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::RegisterBenchmark("faults/rules", judge_by_rules)->Arg(1)->Arg(4)->Unit(benchmark::kMillisecond);
  return 0;
}();

}  // namespace
