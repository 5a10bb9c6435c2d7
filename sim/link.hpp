// Link: one way from one side to the other. It judges each segment once, when it is sent, in a fixed order: queue and
// rate, loss model, corruption, duplication, delay with jitter and reordering. It knows no scheduler: the caller
// schedules what arrives. What the queue drops never reaches the loss model, so models count what passes the queue;
// what the loss model drops has used the link's rate.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "core/segment.hpp"
#include "core/side.hpp"
#include "core/time.hpp"
#include "loss_models/loss_model.hpp"
#include "loss_models/rng.hpp"
#include "sim/link_spec.hpp"
#include "sim/trace.hpp"
#include "sim/transmit_queue.hpp"

namespace finwait {

// A further copy of a segment, made by the link. It shares the original's fate.
struct LinkCopy {
  Time rx = kStart;
  std::string_view by{};
};

struct LinkVerdict {
  Fate fate = Fate::Delivered;
  Time rx = kStart;  // arrival, unless lost; a corrupted segment arrives too, and is discarded
  // What lost, corrupted or delayed it: a loss model's name, "queue full", "link.corrupt", "link.reorder", "jitter",
  // "queue" (it waited); the first of these that applies. "" if only delay and rate did. Constants.
  std::string_view by{};
  std::span<const LinkCopy> copies{};  // valid until the next transmit()
};

class Link {
 public:
  // Back to time 0 for the direction that `from` sends in. `spec` must outlive the run. Two links with the same spec,
  // side and seed do the same. Loss models are kept when the spec's are the same as before: nothing is allocated.
  void restart(const DirectionSpec& spec, Side from, std::uint64_t seed);

  // `now` must not go back. A plain delay costs a few nanoseconds.
  LinkVerdict transmit(Time now, const Segment& segment, const Transmission& transmission) {
    if (plain_) return {Fate::Delivered, later(now, values_->delay), {}, {}};
    return transmit_impaired(now, segment, transmission);
  }

 private:
  struct Draws {
    bool corrupted = false;
    bool twice = false;
    bool reordered = false;
    Duration deviation{0};
  };
  LinkVerdict transmit_impaired(Time now, const Segment& segment, const Transmission& transmission);
  void apply_changes(Time now);
  void use(const LinkValues& values);
  void use_loss(const LossSpec& loss, std::uint64_t key);
  bool chosen_for_reorder();
  Draws draw();
  Duration deviation(Stream& from, std::size_t& position) const;
  Time jittered(Time left, Duration by) const;
  // The arrival of what left at `left`, and what changed it.
  Time arrival(Time left, const Draws& draws, std::string_view& by);
  Stream stream(Purpose purpose) const { return Stream(stream_key(seed_, from_, purpose)); }

  const DirectionSpec* spec_ = nullptr;
  const LinkValues* values_ = nullptr;  // those that hold now
  bool plain_ = true;                   // nothing but a delay, now and always
  Side from_ = Side::A;
  std::uint64_t seed_ = 0;
  std::size_t next_change_ = 0;

  LossSpec loss_spec_{};
  std::unique_ptr<LossModel> loss_{};
  Chance corrupt_{};
  Chance duplicate_{};
  Chance reorder_{};
  Stream corrupt_stream_{};
  Stream duplicate_stream_{};
  Stream jitter_stream_{};
  Stream copy_jitter_stream_{};
  Stream reorder_stream_{};
  std::size_t jitter_position_ = 0;
  std::size_t copy_jitter_position_ = 0;
  std::uint32_t since_reorder_ = 0;  // segments since the last one chosen
  std::uint32_t reorder_seen_ = 0;
  Time last_rx_ = kStart;  // of the segment that may not be overtaken
  TransmitQueue queue_{};
  std::array<LinkCopy, 1> copies_{};
};

}  // namespace finwait
