#include "tools/sweep/sweep_space.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace finwait::cli {

SweepSpace::SweepSpace(std::vector<std::uint32_t> sizes, std::vector<std::size_t> group_of)
    : sizes_(std::move(sizes)), group_of_(std::move(group_of)) {
  for (const std::uint32_t size : sizes_) all_ *= size;
  kept_ = all_;
}

void SweepSpace::split(std::uint64_t raw, std::span<std::uint32_t> out) const {
  // Axes of one group are few; each axis takes its group's digit.
  for (std::size_t group = sizes_.size(); group-- > 0;) {
    const auto digit = static_cast<std::uint32_t>(raw % sizes_[group]);
    raw /= sizes_[group];
    for (std::size_t axis = 0; axis < group_of_.size(); ++axis) {
      if (group_of_[axis] == group) out[axis] = digit;
    }
  }
}

bool SweepSpace::filter(const std::function<std::optional<bool>(std::span<const std::uint32_t>)>& keeps,
                        std::span<const std::size_t> asked) {
  std::vector<std::uint32_t> at(axes(), 0);
  std::vector<std::uint32_t> digits(groups(), 0);
  std::vector<bool> matters(groups(), false);
  for (const std::size_t axis : asked) matters[group_of_[axis]] = true;
  bits_.assign((all_ + 63) / 64, 0);
  bool moved = true;
  bool keep = false;
  for (std::uint64_t raw = 0; raw < all_; ++raw) {
    if (moved) {
      for (std::size_t axis = 0; axis < at.size(); ++axis) at[axis] = digits[group_of_[axis]];
      const std::optional<bool> answer = keeps(at);
      if (!answer) return false;
      keep = *answer;
    }
    if (keep) bits_[raw / 64] |= std::uint64_t{1} << (raw % 64);
    moved = false;
    for (std::size_t group = groups(); group-- > 0;) {
      moved = moved || matters[group];
      if (++digits[group] < sizes_[group]) break;
      digits[group] = 0;
    }
  }
  kept_ = 0;
  before_.clear();
  for (std::size_t word = 0; word < bits_.size(); ++word) {
    if (word % (kBlock / 64) == 0) before_.push_back(static_cast<std::uint32_t>(kept_));
    kept_ += static_cast<std::uint64_t>(std::popcount(bits_[word]));
  }
  return true;
}

std::uint64_t SweepSpace::raw_of(std::uint64_t combination) const {
  if (bits_.empty()) return combination;
  const auto block = std::upper_bound(before_.begin(), before_.end(), combination) - before_.begin() - 1;
  std::uint64_t rest = combination - before_[static_cast<std::size_t>(block)];
  std::size_t word = static_cast<std::size_t>(block) * (kBlock / 64);
  for (;; ++word) {
    const auto count = static_cast<std::uint64_t>(std::popcount(bits_[word]));
    if (rest < count) break;
    rest -= count;
  }
  std::uint64_t bits = bits_[word];
  for (; rest > 0; --rest) bits &= bits - 1;
  return word * 64 + static_cast<std::uint64_t>(std::countr_zero(bits));
}

void SweepSpace::values(std::uint64_t combination, std::span<std::uint32_t> out) const {
  split(raw_of(combination), out);
}

std::optional<std::uint64_t> SweepSpace::number_of(std::span<const std::uint32_t> values) const {
  std::uint64_t raw = 0;
  for (std::size_t group = 0; group < sizes_.size(); ++group) {
    std::optional<std::uint32_t> digit;
    for (std::size_t axis = 0; axis < group_of_.size(); ++axis) {
      if (group_of_[axis] != group) continue;
      if (digit && *digit != values[axis]) return std::nullopt;
      digit = values[axis];
    }
    raw = raw * sizes_[group] + digit.value_or(0);
  }
  if (bits_.empty()) return raw;
  const std::uint64_t bit = std::uint64_t{1} << (raw % 64);
  if ((bits_[raw / 64] & bit) == 0) return std::nullopt;
  std::uint64_t number = before_[raw / kBlock];
  for (std::uint64_t word = raw / kBlock * (kBlock / 64); word < raw / 64; ++word) {
    number += static_cast<std::uint64_t>(std::popcount(bits_[word]));
  }
  return number + static_cast<std::uint64_t>(std::popcount(bits_[raw / 64] & (bit - 1)));
}

std::uint64_t SweepSpace::place_of(std::size_t group) const {
  std::uint64_t place = 1;
  for (std::size_t later = group + 1; later < sizes_.size(); ++later) place *= sizes_[later];
  return place;
}

std::optional<std::uint64_t> SweepSpace::example(std::size_t group, std::uint32_t value) const {
  const std::uint64_t place = place_of(group);
  if (bits_.empty()) return place * value;
  // Runs of `place` combinations have the value; the first kept one of them.
  const std::uint64_t period = place * sizes_[group];
  for (std::uint64_t begin = place * value; begin < all_; begin += period) {
    for (std::uint64_t raw = begin; raw < begin + place; ++raw) {
      if (raw % 64 == 0 && bits_[raw / 64] == 0) {
        raw += 63;  // none in this word
        continue;
      }
      if ((bits_[raw / 64] >> (raw % 64) & 1U) == 0) continue;
      const std::uint64_t block = raw / kBlock;
      std::uint64_t count = before_[block];
      for (std::uint64_t word = block * (kBlock / 64); word < raw / 64; ++word) {
        count += static_cast<std::uint64_t>(std::popcount(bits_[word]));
      }
      const std::uint64_t below = bits_[raw / 64] & ((std::uint64_t{1} << (raw % 64)) - 1);
      return count + static_cast<std::uint64_t>(std::popcount(below));
    }
  }
  return std::nullopt;
}

}  // namespace finwait::cli
