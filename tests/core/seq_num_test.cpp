// Sequence numbers: no order that could lie, and comparisons that hold on both sides of 2^32.
#include "core/seq_num.hpp"

#include <catch2/catch.hpp>
#include <compare>
#include <concepts>
#include <type_traits>

using namespace finwait;

namespace {

template <class T>
concept Less = requires(T a, T b) {
  a < b;
};
template <class T>
concept Ordered = requires(T a, T b) {
  a <= b;
}
|| requires(T a, T b) { a > b; }
|| requires(T a, T b) { a <=> b; };
template <class T>
concept Subtracts = requires(T a, T b) {
  a - b;
};

// std::max, std::sort and std::map would compile and lie: before() is not transitive modulo 2^32.
static_assert(!Less<SeqNum>);
static_assert(!Ordered<SeqNum>);
static_assert(std::equality_comparable<SeqNum>);
static_assert(!std::totally_ordered<SeqNum>);
// A plain number is no sequence number by accident, and a distance is asked for by name.
static_assert(!std::is_convertible_v<std::uint32_t, SeqNum>);
static_assert(!std::is_convertible_v<SeqNum, std::uint32_t>);
static_assert(!Subtracts<SeqNum>);
static_assert(sizeof(SeqNum) == 4);

constexpr SeqNum kLast{0xFFFFFFFF};

static_assert((kLast + 1) == SeqNum{0});
static_assert((SeqNum{0} - 1) == kLast);
static_assert(SeqNum{0}.after(kLast) && kLast.before(SeqNum{0}));
static_assert(SeqNum{5}.minus(kLast) == 6 && kLast.minus(SeqNum{5}) == -6);
static_assert(later_of(kLast, SeqNum{3}) == SeqNum{3} && earlier_of(kLast, SeqNum{3}) == kLast);

constexpr std::uint32_t kStarts[] = {0, 1, 1000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF0, 0xFFFFFFFF};

}  // namespace

TEST_CASE("what was sent later is after what was sent before, wherever the numbers began") {
  for (const std::uint32_t start : kStarts) {
    for (const std::uint32_t distance : {1U, 2U, 1460U, 65535U, 0x7FFFFFFFU}) {
      const SeqNum first(start);
      const SeqNum second = first + distance;
      INFO(start << " + " << distance);
      CHECK(first.before(second));
      CHECK(second.after(first));
      CHECK_FALSE(second.before(first));
      CHECK(first.at_or_before(second));
      CHECK(second.at_or_after(first));
      CHECK(static_cast<std::uint32_t>(second.minus(first)) == distance);
      CHECK(second - distance == first);
      CHECK(later_of(first, second) == second);
      CHECK(earlier_of(second, first) == first);
    }
    CHECK(SeqNum(start).at_or_before(SeqNum(start)));
    CHECK(SeqNum(start).at_or_after(SeqNum(start)));
    CHECK_FALSE(SeqNum(start).before(SeqNum(start)));
  }
}

TEST_CASE("before() goes round in a circle, which is why there is no operator<") {
  const SeqNum a(0);
  const SeqNum b(0x60000000);
  const SeqNum c(0xC0000000);
  CHECK(a.before(b));
  CHECK(b.before(c));
  CHECK(c.before(a));
}

TEST_CASE("a range that crosses 2^32 contains both ends of the circle") {
  const SeqRange range{SeqNum(0xFFFFFFFE), SeqNum(2)};
  CHECK(range.size() == 4);
  CHECK_FALSE(range.empty());
  for (const std::uint32_t inside : {0xFFFFFFFEU, 0xFFFFFFFFU, 0U, 1U}) CHECK(range.contains(SeqNum(inside)));
  for (const std::uint32_t outside : {0xFFFFFFFDU, 2U, 0x80000000U}) CHECK_FALSE(range.contains(SeqNum(outside)));
  CHECK(range.covers({SeqNum(0xFFFFFFFF), SeqNum(1)}));
  CHECK(range.covers(range));
  CHECK_FALSE(range.covers({SeqNum(0xFFFFFFFF), SeqNum(3)}));
  CHECK(SeqRange{SeqNum(7), SeqNum(7)}.empty());
  CHECK_FALSE((SeqRange{SeqNum(7), SeqNum(7)}.contains(SeqNum(7))));
}
