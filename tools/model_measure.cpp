#include "tools/model_measure.hpp"

#include <cmath>

#include "loss_models/registry.hpp"
#include "loss_models/rng.hpp"
#include "sim/json_document.hpp"
#include "sim/loss_json.hpp"
#include "tools/context.hpp"
#include "tools/model_theory.hpp"

namespace finwait::cli {
namespace {

constexpr double kRefuted = 5;

std::vector<SentSegment> connection() {
  std::vector<SentSegment> segments(kMeasuredSegments);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool fin = i + kMeasuredFins >= segments.size();
    SentSegment& sent = segments[i];
    sent.segment.flags.bits = Flags::kAck | (fin ? Flags::kFin : Flags::kPsh);
    sent.segment.len = fin ? 0 : 1448;
    sent.transmission.now = kStart + kMeasuredGap * static_cast<Duration::rep>(i);
    sent.transmission.sender_state = fin ? State::FinWait1 : State::Established;
    sent.transmission.size = fin ? 52 : 1500;
  }
  return segments;
}

// The numbers lost on each connection, as how often each number came.
std::vector<std::uint64_t> losses_by_number(LossModel* model, std::uint64_t connections, std::uint64_t seed) {
  const std::vector<SentSegment> segments = connection();
  std::vector<std::uint64_t> counts(segments.size() + 1);
  for (std::uint64_t c = 0; c < connections; ++c) {
    std::size_t lost = 0;
    if (model != nullptr) {
      model->restart(stream_key(seed + c, Side::A, Purpose::Loss));
      for (const SentSegment& sent : segments) lost += model->judge(sent.segment, sent.transmission).lost ? 1U : 0U;
    }
    ++counts[lost];
  }
  return counts;
}

struct SampleMoments {
  double mean = 0;
  double variance = 0;  // without bias
  double fourth = 0;    // central
};

SampleMoments moments_of(const std::vector<std::uint64_t>& counts, std::uint64_t n) {
  const auto size = static_cast<double>(n);
  SampleMoments m;
  for (std::size_t k = 0; k < counts.size(); ++k) m.mean += static_cast<double>(counts[k]) * static_cast<double>(k);
  m.mean /= size;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    const double square = (static_cast<double>(k) - m.mean) * (static_cast<double>(k) - m.mean);
    m.variance += static_cast<double>(counts[k]) * square;
    m.fourth += static_cast<double>(counts[k]) * square * square;
  }
  m.variance /= size - 1;
  m.fourth /= size;
  return m;
}

// `deviation` is the standard deviation of the measurement.
MeasuredValue compared(double measured, double theory, double deviation) {
  MeasuredValue value{measured, theory, std::nullopt};
  if (deviation > 0) value.z = (measured - theory) / deviation;
  return value;
}

MeasuredValue measured_burst(LossModel& model, double theory, std::uint64_t draws, std::uint64_t seed) {
  const SentSegment sent = connection().front();
  model.restart(stream_key(seed, Side::A, Purpose::Loss));
  double bursts = 0;
  double sum = 0;
  double squares = 0;
  double length = 0;
  for (std::uint64_t i = 0; i < draws; ++i) {
    if (model.judge(sent.segment, sent.transmission).lost) {
      ++length;
    } else if (length > 0) {
      ++bursts;
      sum += length;
      squares += length * length;
      length = 0;
    }
  }
  if (bursts < 2) return {0, theory, std::nullopt};
  const double mean = sum / bursts;
  const double variance = (squares - bursts * mean * mean) / (bursts - 1);
  return compared(mean, theory, std::sqrt(variance / bursts));
}

[[noreturn]] void broken(const LossModelInfo& model, const std::string& what) {
  throw CommandError(ExitCode::Internal,
                     "internal error: the loss model " + std::string(model.name) + " " + what + "; please report it");
}

}  // namespace

bool MeasuredValue::refuted() const { return z ? std::abs(*z) > kRefuted : measured != theory; }

LossSpec example_of(const LossModelInfo& model) {
  JsonDocument document;
  InputErrors errors;
  LossSpec spec;
  if (parse_json(model.example, model.name, document, errors)) parse_loss(JsonCursor(document, 0, errors), spec);
  if (!errors.empty()) broken(model, "has an example that cannot be read: " + format(errors.take().front()));
  return spec;
}

MeasuredModel measure(const LossModelInfo& info, std::uint64_t draws, std::uint64_t seed) {
  const LossSpec spec = example_of(info);
  const std::optional<LossMoments> theory = loss_moments(spec, connection());
  if (!theory) broken(info, "has no theory to be measured against");
  const std::unique_ptr<LossModel> model = make_loss_model(spec);
  const std::uint64_t connections = connections_of(draws);
  const auto n = static_cast<double>(connections);
  const SampleMoments sample = moments_of(losses_by_number(model.get(), connections, seed), connections);
  constexpr auto kSegments = static_cast<double>(kMeasuredSegments);
  MeasuredModel out;
  out.model = info.name;
  out.setting = info.example;
  out.rate =
      compared(sample.mean / kSegments, theory->mean() / kSegments, std::sqrt(theory->variance() / n) / kSegments);
  // The variance of a sample variance, to the order of 1/n; without chance in theory there is none to be expected.
  const double spread = (sample.fourth - sample.variance * sample.variance) / n;
  out.variance = compared(sample.variance, theory->variance(), theory->variance() > 0 ? std::sqrt(spread) : 0);
  if (const std::optional<double> burst = mean_burst(spec)) out.burst = measured_burst(*model, *burst, draws, seed);
  return out;
}

}  // namespace finwait::cli
