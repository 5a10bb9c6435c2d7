// TransmitQueue: the sender's end of a link with a rate. One segment at a time is serialised, the others wait in order;
// who finds no room is dropped at the tail. It knows sizes and times, not segments.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/time.hpp"
#include "sim/link_spec.hpp"

namespace finwait {

class TransmitQueue {
 public:
  // When nothing else is said: netem's `limit`.
  static constexpr std::uint64_t kDefaultSegments = 1000;

  void restart();
  // Offers a segment of `octets` at `now`, which must not go back. Returns when its last bit has left: its start, which
  // is `now` or when the one before it has left, and 8 * octets / rate, rounded up to a nanosecond. Nothing: it was
  // dropped. `rate` is in bits a second, above 0. `waited` says whether it found the transmitter busy.
  std::optional<Time> offer(Time now, std::uint32_t octets, std::uint64_t rate, const QueueSpec& limit, bool& waited);

 private:
  struct Waiting {
    Time start = kStart;
    std::uint32_t octets = 0;
  };
  bool has_room(std::uint32_t octets, const QueueSpec& limit) const;

  std::vector<Waiting> waiting_{};  // the first `gone_` have started
  std::size_t gone_ = 0;
  std::uint64_t waiting_octets_ = 0;
  Time free_at_ = kStart;
};

}  // namespace finwait
