// Tallies: exact figures while there are few different values, bounded ones beyond, and the same whatever the order and
// grouping in which they were added.
#include "tools/sweep/tally.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <string>
#include <vector>

#include "loss_models/rng.hpp"
#include "tools/sweep/tally_counter.hpp"
#include "tools/sweep/tally_summary.hpp"

using namespace finwait;
using namespace finwait::cli;

namespace {

std::vector<std::int64_t> drawn(std::size_t n, std::uint64_t different, std::int64_t scale) {
  Stream stream(different);
  std::vector<std::int64_t> values;
  for (std::size_t i = 0; i < n; ++i) values.push_back(static_cast<std::int64_t>(stream.below(different)) * scale);
  return values;
}

ValueTally one_by_one(const std::vector<std::int64_t>& values) {
  ValueTally tally;
  std::uint64_t repetition = 0;
  for (const std::int64_t value : values) tally.add(value, 1, repetition++);
  return tally;
}

ValueTally counted(ValueCounter& counter, const std::vector<std::int64_t>& values) {
  std::uint64_t repetition = 0;
  for (const std::int64_t value : values) counter.add(value, repetition++);
  return counter.take();
}

// In `groups` tallies, by turns, merged from the last to the first.
ValueTally in_groups(const std::vector<std::int64_t>& values, std::size_t groups) {
  std::vector<ValueCounter> counters(groups);
  for (std::size_t i = 0; i < values.size(); ++i) counters[i * i % groups].add(values[i], i);
  ValueTally all;
  for (auto it = counters.rbegin(); it != counters.rend(); ++it) all.merge(it->take());
  return all;
}

std::int64_t in_order(std::vector<std::int64_t> values, std::size_t rank) {
  std::sort(values.begin(), values.end());
  return values[rank - 1];
}

OutcomeClass outcome(Cause cause) {
  OutcomeClass c;
  c.sides[0].cause = cause;
  return c;
}

std::string bytes_of(const ValueTally& tally) {
  CombinationTally one;
  one.metrics.push_back(tally);
  return one.write();
}

}  // namespace

TEST_CASE("with few different values every figure is exact") {
  const std::vector<std::int64_t> values = drawn(20'000, ValueTally::kExactValues, 1'234'567);
  const ValueTally tally = one_by_one(values);
  REQUIRE(tally.exact());
  CHECK(tally.count() == values.size());
  for (const std::size_t rank : {1U, 2U, 10'000U, 18'000U, 19'800U, 20'000U}) {
    CAPTURE(rank);
    CHECK(tally.ranked(rank) == in_order(values, rank));
  }
  CHECK_FALSE(tally.ranked(0));
  CHECK_FALSE(tally.ranked(20'001));
  CHECK(tally.witness() == static_cast<std::uint64_t>(std::max_element(values.begin(), values.end()) - values.begin()));
  CHECK(tally.min() == *std::min_element(values.begin(), values.end()));
  CHECK(tally.max() == *std::max_element(values.begin(), values.end()));
}

TEST_CASE("one value more than are kept exactly, and quantiles come from buckets of 1/128") {
  std::vector<std::int64_t> values;
  for (std::size_t i = 0; i < ValueTally::kExactValues; ++i)
    values.push_back(1'000'000 + static_cast<std::int64_t>(i) * 7919);
  CHECK(one_by_one(values).exact());
  values.push_back(5);
  const ValueTally tally = one_by_one(values);
  CHECK_FALSE(tally.exact());
  for (const std::size_t rank : {1U, 500U, 900U, 1014U, 1025U}) {
    const std::int64_t right = in_order(values, rank);
    const std::int64_t found = tally.ranked(rank).value_or(0);
    CHECK(found <= right);
    CHECK(found > right - right / 128 - 1);
    CHECK(ValueTally::bucket_last(found) >= right);
  }
  // What is not a quantile stays exact.
  std::int64_t sum = 0;
  for (const std::int64_t value : values) sum += value;
  const Mean mean = tally.mean();
  const auto n = static_cast<std::int64_t>(values.size());
  const std::int64_t whole = sum / n;
  CHECK(mean == Mean{whole, static_cast<std::int32_t>(((sum - whole * n) * 1'000'000 + n / 2) / n)});
  CHECK(tally.min() == 5);
}

TEST_CASE("a bucket's lower bound is at or below its values, and no bucket is wider than 1/128 of them") {
  Stream stream(7);
  for (int i = 0; i < 20'000; ++i) {
    const auto value = static_cast<std::int64_t>(stream.next() >> (i % 64)) * (i % 2 == 0 ? 1 : -1);
    const std::int64_t lower = ValueTally::bucket(value);
    CAPTURE(value);
    REQUIRE(lower <= value);
    const std::uint64_t distance = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(lower);
    const std::uint64_t magnitude =
        value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    REQUIRE(distance <= magnitude / 128);
    REQUIRE(ValueTally::bucket(lower) == lower);
    const std::int64_t last = ValueTally::bucket_last(value);
    REQUIRE(last >= value);
    REQUIRE(ValueTally::bucket(last) == lower);
    if (last < std::numeric_limits<std::int64_t>::max()) REQUIRE(ValueTally::bucket(last + 1) == last + 1);
  }
  CHECK(ValueTally::bucket(std::numeric_limits<std::int64_t>::max()) > 0);
}

TEST_CASE("neither order nor grouping changes a tally") {
  for (const std::uint64_t different :
       {std::uint64_t{3}, std::uint64_t{1000}, std::uint64_t{1025}, std::uint64_t{50'000}}) {
    CAPTURE(different);
    std::vector<std::int64_t> values = drawn(6000, different, 9'999'991);
    ValueCounter counter;
    const ValueTally together = counted(counter, values);
    for (const std::size_t groups : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{64}}) {
      CHECK(bytes_of(in_groups(values, groups)) == bytes_of(together));
    }
    CHECK(bytes_of(counted(counter, values)) == bytes_of(together));  // a counter that was used before is as new
    const std::vector<std::int64_t> some(values.begin(), values.begin() + 1500);
    CHECK(one_by_one(some) == in_groups(some, 3));
  }
}

TEST_CASE("means are exact to a millionth, also of sums beyond 64 bits and below zero") {
  ValueTally tally;
  tally.add(1, 2);
  tally.add(2);
  CHECK(tally.mean() == Mean{1, 333'333});
  ValueTally half;
  half.add(2);
  half.add(3);
  CHECK(half.mean() == Mean{2, 500'000});
  ValueTally below;
  below.add(-2);
  below.add(-3);
  CHECK(below.mean() == Mean{-2, -500'000});
  ValueTally large;
  large.add(std::numeric_limits<std::int64_t>::max(), 1'000'000'000);
  CHECK(large.mean() == Mean{std::numeric_limits<std::int64_t>::max(), 0});
  ValueTally nearly;
  nearly.add(1, 9'999'999);
  nearly.add(0);
  CHECK(nearly.mean() == Mean{1, 0});
}

TEST_CASE("what was written is read again, and nothing else is") {
  CombinationTally tally;
  tally.classes[outcome(Cause::GiveUp)] = {3, 17};
  tally.classes[outcome(Cause::AckOfFin)] = {40'000, 0};
  tally.metrics = {one_by_one(drawn(900, 40, 1'000'003)), ValueTally(), one_by_one(drawn(3000, 90'000, 77))};
  const std::string bytes = tally.write();
  CombinationTally again;
  REQUIRE(CombinationTally::read(bytes, again));
  CHECK(again == tally);
  CHECK(again.write() == bytes);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    REQUIRE_FALSE(CombinationTally::read(std::string_view(bytes).substr(0, length), again));
  }
  CHECK_FALSE(CombinationTally::read(bytes + '\0', again));
  // Whatever a damaged byte makes of it: either it is refused, or it is another tally, written as it was read.
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x41);
    if (CombinationTally::read(damaged, again)) REQUIRE(again.write() == damaged);
  }
}

TEST_CASE("Wilson's interval agrees with its formula and always holds the share") {
  // 0 of 10, 1 of 10, 50 of 100, 999 of 1000, by the formula with z = 1.959964.
  CHECK(wilson(0, 10).low == 0);
  CHECK(wilson(0, 10).high == Approx(277'533).margin(2));
  CHECK(wilson(1, 10).low == Approx(17'876).margin(2));
  CHECK(wilson(1, 10).high == Approx(404'150).margin(2));
  CHECK(wilson(50, 100).low == Approx(403'832).margin(2));
  CHECK(wilson(50, 100).high == Approx(596'168).margin(2));
  CHECK(wilson(999, 1000).low == Approx(994'358).margin(2));
  CHECK(wilson(10, 10).high == 1'000'000);
  for (const std::uint64_t n : {std::uint64_t{1}, std::uint64_t{7}, std::uint64_t{100'000}, std::uint64_t{1} << 45U}) {
    for (const std::uint64_t count : {std::uint64_t{0}, n / 3, n / 2, n - 1, n}) {
      CAPTURE(count, n);
      const ShareInterval interval = wilson(count, n);
      const double share = 1e6 * static_cast<double>(count) / static_cast<double>(n);
      CHECK(interval.low <= share);
      CHECK(interval.high >= share);
      CHECK(interval.high <= 1'000'000);
    }
  }
}

TEST_CASE("a run that never gets to CLOSED is later than all others") {
  // 100 runs: 40 are CLOSED after 1 to 40 s, 55 after 60 s, five never.
  CombinationTally tally;
  tally.classes[outcome(Cause::AckOfFin)] = {95, 0};
  tally.classes[outcome(Cause::GiveUp)] = {5, 7};
  ValueTally closed_at;
  for (std::int64_t i = 1; i <= 40; ++i) closed_at.add(i, 1, 100 - static_cast<std::uint64_t>(i));
  closed_at.add(60, 55, 3);
  tally.metrics = {closed_at};
  const MetricSummary summary = summary_of(tally).metrics.front();
  CHECK(summary.n == 95);
  CHECK(summary.median == 60);
  // 50 -/+ 9.8 of 100: the 40th and the 61st.
  CHECK(summary.median_low == 40);
  CHECK(summary.median_high == 60);
  CHECK(summary.p90 == 60);
  CHECK_FALSE(summary.p99);
  CHECK(summary.max == 60);
  CHECK(summary.witness == 3);
}

TEST_CASE("five runs are too few for an interval of their median") {
  for (const std::uint64_t runs : {std::uint64_t{5}, std::uint64_t{8}}) {
    CombinationTally tally;
    tally.classes[outcome(Cause::AckOfFin)] = {runs, 0};
    ValueTally values;
    for (std::uint64_t i = 1; i <= runs; ++i) values.add(static_cast<std::int64_t>(i));
    tally.metrics = {values};
    const MetricSummary summary = summary_of(tally).metrics.front();
    CHECK(summary.median_low.has_value() == (runs == 8));
    if (runs == 8) CHECK((summary.median_low == 1 && summary.median_high == 8));
  }
}

TEST_CASE("an interval covers the median also where values are known to a bucket") {
  // 20,000 runs in which everything differs, so that a bucket holds many: 60.6 to 60.8 s, in steps of a prime.
  std::vector<std::int64_t> values = drawn(20'000, 20'000, 9973);
  for (std::int64_t& value : values) value += 60'600'000'000;
  CombinationTally tally;
  tally.classes[outcome(Cause::AckOfFin)] = {values.size(), 0};
  tally.metrics = {one_by_one(values)};
  const MetricSummary summary = summary_of(tally).metrics.front();
  REQUIRE_FALSE(summary.exact);
  const std::int64_t median = in_order(values, values.size() / 2);
  // 10,000 -/+ 138.6: these two would be the interval if all values were known.
  CHECK(summary.median_low <= in_order(values, 9861));
  CHECK(summary.median_high >= in_order(values, 10'140));
  CHECK(summary.median_low <= median);
  CHECK(summary.median_high >= median);
  CHECK(summary.median_high <= summary.max);
  // A quantile is the least value that it can be.
  CHECK(summary.median <= median);
  CHECK(ValueTally::bucket_last(summary.median.value_or(0)) >= median);
}

TEST_CASE("outcomes with the same words are one, with the least witness") {
  CombinationTally tally;
  tally.classes[outcome(Cause::AckOfFin)] = {3, 9};
  tally.classes[outcome(Cause::TimeWaitTimeout)] = {1, 4};  // also "CLOSED, normal"
  tally.classes[outcome(Cause::Refused)] = {4, 0};
  const CombinationSummary summary = summary_of(tally);
  REQUIRE(summary.outcomes.size() == 2);
  CHECK(summary.outcomes[0].n == 4);
  CHECK(summary.outcomes[0].witness == 4);
  CHECK(summary.outcomes[0].share == 500'000);
}
