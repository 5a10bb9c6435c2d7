// Models whose probability follows the segment: its length, its kind, its sender's state.
#include <catch2/catch.hpp>

#include "loss_models/fault_rule.hpp"
#include "tests/loss_models/loss_story.hpp"
#include "tests/loss_models/statistics.hpp"

using namespace finwait;
using namespace finwait::statistics;

namespace {

constexpr std::uint64_t kSegments = 300'000;

Segment with_flags(std::uint8_t bits, std::uint32_t len = 0) {
  Segment segment;
  segment.flags.bits = bits;
  segment.len = len;
  return segment;
}

std::uint64_t lost_of(LossModel& model, const Segment& segment, State state, std::uint32_t size = 40) {
  std::uint64_t lost = 0;
  for (std::uint64_t i = 0; i < kSegments; ++i) {
    lost += model.judge(segment, Transmission{kStart, state, size}).lost ? 1U : 0U;
  }
  return lost;
}

const Segment kFinAck = with_flags(Flags::kFin | Flags::kAck);
const Segment kAck = with_flags(Flags::kAck);

IndexedRatio by_state(State state, Ratio p) { return {static_cast<std::uint8_t>(state), p}; }
IndexedRatio by_kind(SegmentKind kind, Ratio p) { return {static_cast<std::uint8_t>(kind), p}; }

}  // namespace

TEST_CASE("size_dependent: a bit error rate makes long segments worse than short ones") {
  const auto model = started(LossSpec("size_dependent").set("bit_error_rate", Ratio{1, 100'000}));
  for (const std::uint32_t size : {40U, 1500U, 9000U}) {
    INFO(size);
    const double p = 1 - std::pow(1 - 1e-5, 8.0 * size);
    const std::uint64_t lost = lost_of(*model, kAck, State::Established, size);
    CHECK(rate_fits(lost, kSegments, p));
    CHECK_FALSE(rate_fits(lost, kSegments, 1 - std::pow(1 - 1e-5, 10.0 * size)));
  }
  CHECK(lost_of(*model, kAck, State::Established, 0) == 0);
}

TEST_CASE("size_dependent at its ends: no errors, nothing but errors, and longer than any number can tell") {
  CHECK(lost_of(*started(LossSpec("size_dependent").set("bit_error_rate", Ratio{0, 1})), kAck, State::Closed) == 0);
  CHECK(lost_of(*started(LossSpec("size_dependent").set("bit_error_rate", Ratio{1, 1})), kAck, State::Closed) ==
        kSegments);
  const auto half = started(LossSpec("size_dependent").set("bit_error_rate", Ratio{1, 2}));
  CHECK(lost_of(*half, kAck, State::Closed, 4'000'000'000U) == kSegments);
}

TEST_CASE("state_dependent: only what is sent from some states is at risk") {
  const auto model = started(LossSpec("state_dependent")
                                 .set("states", std::vector<IndexedRatio>{by_state(State::FinWait1, {1, 2}),
                                                                          by_state(State::LastAck, {1, 1})}));
  const std::uint64_t from_fin_wait_1 = lost_of(*model, kFinAck, State::FinWait1);
  CHECK(rate_fits(from_fin_wait_1, kSegments, 0.5));
  CHECK_FALSE(rate_fits(from_fin_wait_1, kSegments, 0.51));
  CHECK(lost_of(*model, kFinAck, State::LastAck) == kSegments);
  CHECK(lost_of(*model, kAck, State::Established) == 0);
}

TEST_CASE("state_dependent: by the kind of segment, the largest probability that fits, else `otherwise`") {
  const auto model = started(LossSpec("state_dependent")
                                 .set("kinds", std::vector<IndexedRatio>{by_kind(SegmentKind::Data, {1, 10}),
                                                                         by_kind(SegmentKind::Fin, {3, 10}),
                                                                         by_kind(SegmentKind::AckOfFin, {1, 1})})
                                 .set("otherwise", Ratio{1, 20}));
  CHECK(rate_fits(lost_of(*model, with_flags(Flags::kAck, 100), State::Established), kSegments, 0.1));
  CHECK(rate_fits(lost_of(*model, with_flags(Flags::kAck | Flags::kFin, 100), State::FinWait1), kSegments, 0.3));
  CHECK(rate_fits(lost_of(*model, kAck, State::Established), kSegments, 0.05));
  CHECK(lost_of(*model, kAck, State::CloseWait) == kSegments);  // its sender has the peer's FIN, so it covers it
  CHECK(check_loss_spec(LossSpec("state_dependent")));
}

TEST_CASE("kinds of segments are told apart as the scenarios name them") {
  struct Case {
    Segment segment;
    std::string kinds;
  };
  for (const Case& c :
       {Case{with_flags(Flags::kSyn), "any syn "}, Case{with_flags(Flags::kSyn | Flags::kAck), "any syn-ack "},
        Case{with_flags(Flags::kAck, 1), "any data "}, Case{kFinAck, "any fin "},
        Case{with_flags(Flags::kFin | Flags::kAck, 9), "any data fin "}, Case{kAck, "any ack ack-of-fin "},
        Case{with_flags(Flags::kRst), "any rst "}, Case{with_flags(Flags::kRst | Flags::kAck), "any rst "}}) {
    std::string kinds;
    for (std::size_t i = 0; i < kSegmentKindCount; ++i) {
      const auto kind = static_cast<SegmentKind>(i);
      if (is_kind(kind, c.segment, true)) kinds.append(name(kind)).append(" ");
      CHECK(parse_segment_kind(name(kind)) == kind);
    }
    CHECK(kinds == c.kinds);
  }
  CHECK_FALSE(is_kind(SegmentKind::AckOfFin, kAck, false));
  CHECK_FALSE(parse_segment_kind("packet"));
}
