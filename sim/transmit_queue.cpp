#include "sim/transmit_queue.hpp"

#include "loss_models/uint128.hpp"

namespace finwait {
namespace {

Duration serialisation(std::uint32_t octets, std::uint64_t rate) {
  const Uint128 bit_ns = Uint128{octets} * 8 * 1'000'000'000;
  const Uint128 ns = (bit_ns + rate - 1) / rate;
  return ns < static_cast<Uint128>(kForever.count()) ? Duration(static_cast<std::int64_t>(ns)) : kForever;
}

}  // namespace

void TransmitQueue::restart() {
  waiting_.clear();
  gone_ = 0;
  waiting_octets_ = 0;
  free_at_ = kStart;
}

bool TransmitQueue::has_room(std::uint32_t octets, const QueueSpec& limit) const {
  if (limit.octets != 0) return waiting_octets_ + octets <= limit.octets;
  return waiting_.size() - gone_ < (limit.segments != 0 ? limit.segments : kDefaultSegments);
}

std::optional<Time> TransmitQueue::offer(Time now, std::uint32_t octets, std::uint64_t rate, const QueueSpec& limit,
                                         bool& waited) {
  while (gone_ < waiting_.size() && waiting_[gone_].start <= now) waiting_octets_ -= waiting_[gone_++].octets;
  if (gone_ == waiting_.size() || gone_ >= 64) {
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(gone_));
    gone_ = 0;
  }
  waited = free_at_ > now;
  if (waited) {
    if (!has_room(octets, limit)) return std::nullopt;
    waiting_.push_back({free_at_, octets});
    waiting_octets_ += octets;
  }
  free_at_ = later(waited ? free_at_ : now, serialisation(octets, rate));
  return free_at_;
}

}  // namespace finwait
