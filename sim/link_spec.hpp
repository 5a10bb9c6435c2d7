// A link as data: for each direction its delay, its loss model and its impairments.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/side.hpp"
#include "core/time.hpp"
#include "loss_models/loss_spec.hpp"

namespace finwait {

// One direction. Every field is what a scenario's "link", "link.a_to_b" or "link.b_to_a" says.
struct DirectionSpec {
  Duration delay = std::chrono::milliseconds(10);  // one way, before jitter
  LossSpec loss{};

  bool operator==(const DirectionSpec&) const = default;
};

struct LinkSpec {
  // By the index of the sending side: [0] is a_to_b.
  std::array<DirectionSpec, 2> directions{};

  bool operator==(const LinkSpec&) const = default;
  const DirectionSpec& from(Side sender) const { return directions[index(sender)]; }
};

}  // namespace finwait
