#include "tools/sweep/tally.hpp"

#include <algorithm>
#include <bit>

namespace finwait::cli {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

// Lower bound of the bucket of a magnitude: values below 256 stand alone, then 128 buckets an octave.
constexpr std::uint64_t magnitude_bucket(std::uint64_t magnitude) {
  const int shift = std::max(0, static_cast<int>(std::bit_width(magnitude)) - 8);
  return magnitude >> shift << shift;
}

constexpr std::uint64_t bucket_width(std::uint64_t magnitude) {
  return std::uint64_t{1} << std::max(0, static_cast<int>(std::bit_width(magnitude)) - 8);
}

// To the nearest, ties away from zero; n > 0. With an odd n no quotient is a tie, and n / 2 rounds as well.
Int128 rounded_quotient(Int128 sum, std::uint64_t n) {
  const auto divisor = static_cast<Int128>(n);
  const Int128 half = divisor / 2;
  return (sum < 0 ? sum - half : sum + half) / divisor;
}

}  // namespace

std::int64_t ValueTally::bucket(std::int64_t value) {
  if (value >= 0) return static_cast<std::int64_t>(magnitude_bucket(static_cast<std::uint64_t>(value)));
  // Below zero the buckets are mirrored about -1/2, and the lower bound is the end that is further out.
  const auto mirrored = static_cast<std::uint64_t>(~value);
  return ~static_cast<std::int64_t>(magnitude_bucket(mirrored) + bucket_width(mirrored) - 1);
}

std::int64_t ValueTally::bucket_last(std::int64_t value) {
  if (value >= 0) {
    const auto magnitude = static_cast<std::uint64_t>(value);
    return static_cast<std::int64_t>(magnitude_bucket(magnitude) + bucket_width(magnitude) - 1);
  }
  return ~static_cast<std::int64_t>(magnitude_bucket(static_cast<std::uint64_t>(~value)));
}

void ValueTally::add(std::int64_t value, std::uint64_t times, std::uint64_t repetition) {
  if (times == 0) return;
  ValueTally one;
  one.count_ = times;
  one.sum_ = static_cast<Int128>(value) * static_cast<Int128>(times);
  one.min_ = one.max_ = value;
  one.witness_ = repetition;
  one.entries_.push_back({value, times});
  merge(one);
}

void ValueTally::coarsen() {
  exact_ = false;
  std::size_t kept = 0;
  for (const Entry& entry : entries_) {
    const std::int64_t lower = bucket(entry.value);
    if (kept > 0 && entries_[kept - 1].value == lower) {
      entries_[kept - 1].count += entry.count;
    } else {
      entries_[kept++] = {lower, entry.count};
    }
  }
  entries_.resize(kept);
}

// Exact stays exact only if the values of both together are few enough: a question of the values, not of who held them.
void ValueTally::merge(const ValueTally& other) {
  if (other.count_ == 0) return;
  if (count_ == 0) {
    *this = other;
    return;
  }
  count_ += other.count_;
  sum_ += other.sum_;
  min_ = std::min(min_, other.min_);
  if (other.max_ > max_ || (other.max_ == max_ && other.witness_ < witness_)) witness_ = other.witness_;
  max_ = std::max(max_, other.max_);
  ValueTally coarse;
  const ValueTally* theirs = &other;
  if (exact_ != other.exact_) {
    if (exact_) {
      coarsen();
    } else {
      coarse = other;
      coarse.coarsen();
      theirs = &coarse;
    }
  }
  std::vector<Entry> both;
  both.reserve(entries_.size() + theirs->entries_.size());
  auto mine = entries_.begin();
  for (const Entry& entry : theirs->entries_) {
    for (; mine != entries_.end() && mine->value < entry.value; ++mine) both.push_back(*mine);
    both.push_back(entry);
    if (mine != entries_.end() && mine->value == entry.value) both.back().count += (mine++)->count;
  }
  both.insert(both.end(), mine, entries_.end());
  entries_ = std::move(both);
  if (exact_ && entries_.size() > kExactValues) coarsen();
}

std::optional<std::int64_t> ValueTally::ranked(std::uint64_t rank) const {
  if (rank == 0 || rank > count_) return std::nullopt;
  std::uint64_t seen = 0;
  for (const Entry& entry : entries_) {
    seen += entry.count;
    if (seen >= rank) return std::max(entry.value, min_);
  }
  return max_;
}

std::optional<std::int64_t> ValueTally::ranked_at_most(std::uint64_t rank) const {
  const std::optional<std::int64_t> least = ranked(rank);
  return least && !exact_ ? std::min(bucket_last(*least), max_) : least;
}

Mean ValueTally::mean() const {
  const auto n = static_cast<Int128>(count_);
  const Int128 whole = sum_ / n;  // towards zero, so that the rest has the sum's sign and is smaller than n
  const Int128 millionths = rounded_quotient((sum_ - whole * n) * kMillion, count_);
  const bool carries = millionths == kMillion || millionths == -kMillion;
  const Int128 carry = carries ? millionths / kMillion : 0;
  return {static_cast<std::int64_t>(whole + carry), static_cast<std::int32_t>(carries ? 0 : millionths)};
}

void CombinationTally::merge(const CombinationTally& other) {
  for (const auto& [outcome, theirs] : other.classes) {
    ClassCount& mine = classes[outcome];
    if (mine.count == 0 || theirs.witness < mine.witness) mine.witness = theirs.witness;
    mine.count += theirs.count;
  }
  if (metrics.size() < other.metrics.size()) metrics.resize(other.metrics.size());
  for (std::size_t i = 0; i < other.metrics.size(); ++i) metrics[i].merge(other.metrics[i]);
}

}  // namespace finwait::cli
