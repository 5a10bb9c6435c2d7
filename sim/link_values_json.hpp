// Reads the values of a link one by one: delay, jitter, reorder, duplicate, corrupt, rate, queue, loss. Internal to the
// reading of "link".
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "sim/json_cursor.hpp"
#include "sim/link_spec.hpp"

namespace finwait {

// What one object says, and only that.
struct LinkPatch {
  std::optional<Duration> delay{};
  std::optional<LossSpec> loss{};
  std::optional<JitterSpec> jitter{};
  std::optional<ReorderSpec> reorder{};
  std::optional<DuplicateSpec> duplicate{};
  std::optional<Ratio> corrupt{};
  std::optional<std::uint64_t> rate{};
  std::optional<QueueSpec> queue{};

  void apply_to(LinkValues& values) const;
};

inline constexpr std::array<std::string_view, 8> kLinkValueKeys{"delay",     "loss",    "jitter", "reorder",
                                                                "duplicate", "corrupt", "rate",   "queue"};

// Reads the members named in kLinkValueKeys; the object's other keys are the caller's business.
LinkPatch parse_link_values(const JsonCursor& object);

}  // namespace finwait
