#include "sim/link.hpp"

#include <algorithm>

#include "loss_models/registry.hpp"
#include "sim/jitter.hpp"

namespace finwait {
namespace {

bool has_jitter(const LinkValues& v) { return v.jitter.distribution != JitterSpec::Distribution::None; }

bool only_delay(const LinkValues& v) {
  return v.rate == 0 && v.loss.is_none() && v.corrupt.is_zero() && v.duplicate.probability.is_zero() &&
         v.reorder.none() && !has_jitter(v);
}

}  // namespace

void Link::restart(const DirectionSpec& spec, Side from, std::uint64_t seed) {
  spec_ = &spec;
  values_ = &spec;
  from_ = from;
  seed_ = seed;
  plain_ = only_delay(spec) && spec.changes.empty();
  if (plain_) return;
  next_change_ = 0;
  corrupt_stream_ = stream(Purpose::Corrupt);
  duplicate_stream_ = stream(Purpose::Duplicate);
  jitter_stream_ = stream(Purpose::Jitter);
  reorder_stream_ = stream(Purpose::Reorder);
  copy_jitter_stream_ = stream(Purpose::CopyJitter);
  jitter_position_ = 0;
  copy_jitter_position_ = 0;
  reorder_seen_ = 0;
  since_reorder_ = 0;
  last_rx_ = kStart;
  queue_.restart();
  use_loss(spec.loss, stream_key(seed, from, Purpose::Loss));
  use(spec);
}

void Link::use(const LinkValues& values) {
  values_ = &values;
  corrupt_ = Chance(values.corrupt);
  duplicate_ = Chance(values.duplicate.probability);
  reorder_ = Chance(values.reorder.probability);
}

void Link::use_loss(const LossSpec& loss, std::uint64_t key) {
  if (loss != loss_spec_) {
    loss_spec_ = loss;
    loss_ = make_loss_model(loss);
  }
  if (loss_) loss_->restart(key);
}

// A loss model that a change does not touch goes on where it was; a new one begins with a stream of its own.
void Link::apply_changes(Time now) {
  while (next_change_ < spec_->changes.size() && spec_->changes[next_change_].at <= now) {
    const LinkValues& values = spec_->changes[next_change_].values;
    ++next_change_;
    if (values.loss != loss_spec_) {
      use_loss(values.loss, substream_key(stream_key(seed_, from_, Purpose::Loss), 1000 + next_change_));
    }
    // A new route may be shorter: what is sent on it may overtake what is still on the old one.
    if (values.delay != values_->delay) last_rx_ = kStart;
    use(values);
  }
}

bool Link::chosen_for_reorder() {
  const ReorderSpec& reorder = values_->reorder;
  ++reorder_seen_;
  if (!reorder.nth.empty()) return contains(reorder.nth, reorder_seen_);
  // One draw a segment, also where the gap forbids it, so that a change of gap does not change the draws.
  const bool drawn = reorder_stream_.chance(reorder_);
  if (++since_reorder_ < reorder.gap || !drawn) return false;
  since_reorder_ = 0;
  return true;
}

Duration Link::deviation(Stream& from, std::size_t& position) const {
  return has_jitter(*values_) ? draw_jitter(values_->jitter, from, position) : Duration(0);
}

// Every segment draws for every impairment there is, also if it is lost in the end: what the n-th segment meets on one
// account does not depend on what it met on another.
Link::Draws Link::draw() {
  Draws draws;
  draws.corrupted = !values_->corrupt.is_zero() && corrupt_stream_.chance(corrupt_);
  draws.twice = !values_->duplicate.probability.is_zero() && duplicate_stream_.chance(duplicate_);
  draws.reordered = !values_->reorder.none() && chosen_for_reorder();
  draws.deviation = deviation(jitter_stream_, jitter_position_);
  return draws;
}

Time Link::jittered(Time left, Duration by) const {
  const Duration delay = values_->delay;
  return by < Duration(0) ? later(left, std::max(delay + by, Duration(0))) : later(later(left, delay), by);
}

Time Link::arrival(Time left, const Draws& draws, std::string_view& by) {
  if (draws.reordered) {
    by = "link.reorder";
    const Duration held = values_->reorder.by;
    return held > Duration(0) ? later(jittered(left, draws.deviation), held) : left;
  }
  if (!has_jitter(*values_)) return later(left, values_->delay);
  if (draws.deviation != Duration(0)) by = "jitter";
  const Time rx = jittered(left, draws.deviation);
  if (values_->jitter.reorder) return rx;
  last_rx_ = std::max(rx, last_rx_);
  return last_rx_;
}

LinkVerdict Link::transmit_impaired(Time now, const Segment& segment, const Transmission& transmission) {
  apply_changes(now);
  const Draws draws = draw();
  LinkVerdict verdict;
  Time left = now;
  if (values_->rate != 0) {
    bool waited = false;
    const std::optional<Time> departure = queue_.offer(now, transmission.size, values_->rate, values_->queue, waited);
    if (!departure) return {Fate::Lost, kStart, "queue full", {}};
    left = *departure;
    if (waited) verdict.by = "queue";
  }
  if (loss_) {
    const Verdict lost = loss_->judge(segment, transmission);
    if (lost.lost) return {Fate::Lost, kStart, lost.by, {}};
  }
  verdict.rx = arrival(left, draws, verdict.by);
  if (draws.twice) {
    const Time second = jittered(left, deviation(copy_jitter_stream_, copy_jitter_position_));
    copies_[0] = {later(std::max(second, verdict.rx), values_->duplicate.after), "link.duplicate"};
    verdict.copies = copies_;
  }
  if (draws.corrupted) {
    verdict.fate = Fate::Corrupted;
    verdict.by = "link.corrupt";
  }
  return verdict;
}

}  // namespace finwait
