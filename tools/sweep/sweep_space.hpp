// The combinations of a sweep as numbers: a mixed-radix number whose last axis turns fastest, and which of them `where`
// keeps, one bit each. It knows sizes only, no values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace finwait::cli {

class SweepSpace {
 public:
  // A bit for each combination before `where`: 32 MB for as many.
  static constexpr std::uint64_t kMostFiltered = std::uint64_t{1} << 28U;

  SweepSpace() = default;
  // `sizes` by group of axes that go in lock-step; group_of[axis] is the axis's group.
  SweepSpace(std::vector<std::uint32_t> sizes, std::vector<std::size_t> group_of);

  // Combinations before and after `where`.
  std::uint64_t all() const { return all_; }
  std::uint64_t kept() const { return kept_; }
  std::size_t axes() const { return group_of_.size(); }
  std::size_t groups() const { return sizes_.size(); }
  std::uint32_t size_of(std::size_t group) const { return sizes_[group]; }
  std::size_t group_of(std::size_t axis) const { return group_of_[axis]; }

  // Keeps what `keeps` says of the axes' values; it is asked again only when an axis in `asked` has moved. Stops and
  // returns false as soon as it has no answer. all() must be at most kMostFiltered.
  bool filter(const std::function<std::optional<bool>(std::span<const std::uint32_t>)>& keeps,
              std::span<const std::size_t> asked);

  // The index of each axis's value in a kept combination; out.size() == axes().
  void values(std::uint64_t combination, std::span<std::uint32_t> out) const;
  // The kept combination with these values, if there is one.
  std::optional<std::uint64_t> number_of(std::span<const std::uint32_t> values) const;
  // A kept combination in which the group has this value, the first one found; nothing if there is none.
  std::optional<std::uint64_t> example(std::size_t group, std::uint32_t value) const;

 private:
  void split(std::uint64_t raw, std::span<std::uint32_t> out) const;
  std::uint64_t raw_of(std::uint64_t combination) const;
  std::uint64_t place_of(std::size_t group) const;  // how many combinations one step of the group skips

  static constexpr std::uint64_t kBlock = 512;  // bits, for each of which the number kept before it is noted
  std::vector<std::uint32_t> sizes_{};
  std::vector<std::size_t> group_of_{};
  std::uint64_t all_ = 1;
  std::uint64_t kept_ = 1;
  std::vector<std::uint64_t> bits_{};    // empty: all are kept
  std::vector<std::uint32_t> before_{};  // by block
};

}  // namespace finwait::cli
