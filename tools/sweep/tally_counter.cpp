#include "tools/sweep/tally_counter.hpp"

#include <algorithm>
#include <utility>

#include "loss_models/rng.hpp"

namespace finwait::cli {

std::uint64_t& ValueCounter::count_of(std::int64_t value) {
  Slot* slot = &slot_of(value);
  if (slot->count == 0) {
    if (exact_ && used_.size() == ValueTally::kExactValues) {
      coarsen();
      return count_of(ValueTally::bucket(value));
    }
    if ((used_.size() + 1) * 2 > slots_.size()) {
      enlarge();
      slot = &slot_of(value);
    }
    slot->value = value;
    used_.push_back(static_cast<std::uint32_t>(slot - slots_.data()));
  }
  ++slot->count;
  return slot->count;
}

ValueCounter::Slot& ValueCounter::slot_of(std::int64_t value) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = (static_cast<std::uint64_t>(value) * kGoldenGamma >> 32U) & mask;
  while (slots_[at].count != 0 && slots_[at].value != value) at = (at + 1) & mask;
  return slots_[at];
}

void ValueCounter::enlarge() {
  std::vector<Slot> before(slots_.size() * 2);
  before.swap(slots_);
  for (std::uint32_t& at : used_) {
    Slot& slot = slot_of(before[at].value);
    slot = before[at];
    at = static_cast<std::uint32_t>(&slot - slots_.data());
  }
}

void ValueCounter::coarsen() {
  exact_ = false;
  std::vector<Slot> before;
  before.reserve(used_.size());
  for (const std::uint32_t at : used_) before.push_back(std::exchange(slots_[at], Slot{}));
  used_.clear();
  for (const Slot& old : before) count_of(ValueTally::bucket(old.value)) += old.count - 1;
}

ValueTally ValueCounter::take() {
  ValueTally tally;
  if (count_ == 0) return tally;
  tally.count_ = count_;
  tally.sum_ = sum_;
  tally.min_ = min_;
  tally.max_ = max_;
  tally.witness_ = witness_;
  tally.exact_ = exact_;
  tally.entries_.reserve(used_.size());
  for (const std::uint32_t at : used_) tally.entries_.push_back({slots_[at].value, slots_[at].count});
  std::sort(tally.entries_.begin(), tally.entries_.end(),
            [](const ValueTally::Entry& x, const ValueTally::Entry& y) { return x.value < y.value; });
  clear();
  return tally;
}

void ValueCounter::clear() {
  for (const std::uint32_t at : used_) slots_[at] = Slot{};
  used_.clear();
  count_ = 0;
  sum_ = 0;
  min_ = std::numeric_limits<std::int64_t>::max();
  max_ = std::numeric_limits<std::int64_t>::min();
  last_ = kAbsent;
  last_count_ = nullptr;
  exact_ = true;
}

CombinationTally RunCounter::take() {
  CombinationTally tally;
  for (const ClassCounter::Seen& seen : classes_.seen()) {
    const auto [at, is_new] = tally.classes.emplace(seen.outcome, seen.count);
    if (is_new) continue;
    // Two ends can be one class: of a side that is not CLOSED, how it came there is no part of it.
    at->second.count += seen.count.count;
    at->second.witness = std::min(at->second.witness, seen.count.witness);
  }
  classes_.clear();
  tally.metrics.reserve(values_.size());
  for (ValueCounter& counter : values_) tally.metrics.push_back(counter.take());
  return tally;
}

}  // namespace finwait::cli
