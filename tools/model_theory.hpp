// What a loss model should lose, worked out from its settings alone: closed forms, written without the models' code,
// for measurements to be compared with. Floating point is fine here: nothing simulated depends on it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/segment.hpp"
#include "loss_models/loss_model.hpp"
#include "loss_models/loss_spec.hpp"

namespace finwait::cli {

// One segment of the connection that is looked at, with the circumstances of its sending.
struct SentSegment {
  Segment segment{};
  Transmission transmission{};
};

// The first two moments of the losses on one connection: of segment i, and of segments i and j together. They give the
// mean and the variance of the number lost, whatever the model remembers from one segment to the next.
class LossMoments {
 public:
  explicit LossMoments(std::size_t segments) : size_(segments), lost_(segments), both_(segments * segments) {}
  std::size_t size() const { return size_; }
  double& lost(std::size_t i) { return lost_[i]; }
  double lost(std::size_t i) const { return lost_[i]; }
  // i < j
  double& both(std::size_t i, std::size_t j) { return both_[i * size_ + j]; }
  double both(std::size_t i, std::size_t j) const { return both_[i * size_ + j]; }

  double mean() const;      // of the number lost
  double variance() const;  // of the same

 private:
  std::size_t size_;
  std::vector<double> lost_;
  std::vector<double> both_;
};

// `spec` must pass check_loss_spec(). Nothing for a model whose theory is not written down here.
std::optional<LossMoments> loss_moments(const LossSpec& spec, std::span<const SentSegment> connection);

// The mean length of a burst of losses, for models whose losses are stationary and come in geometric bursts.
std::optional<double> mean_burst(const LossSpec& spec);

}  // namespace finwait::cli
