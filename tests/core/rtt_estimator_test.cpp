// RTT and RTO: RFC 6298's arithmetic by hand, Linux's estimator against what a kernel was measured to do, and the
// ways to back off.
#include "core/rtt_estimator.hpp"

#include <catch2/catch.hpp>

using namespace finwait;
using namespace std::chrono_literals;

namespace {

class Experiment {
 public:
  explicit Experiment(std::string_view stack) : profile(*find_stack(stack)) { estimator.reset(profile); }
  explicit Experiment(const StackProfile& p) : profile(p) { estimator.reset(profile); }

  // One segment answered after `rtt`; each sample is a window of its own.
  Experiment& sample(Duration rtt) {
    una_ += 1000;
    estimator.sample(profile, KernelClock(profile), rtt, una_, una_ + 1000);
    return *this;
  }
  Experiment& timeouts(int n) {
    for (int i = 0; i < n; ++i) estimator.back_off(profile);
    return *this;
  }
  Duration rto() const { return estimator.rto(); }

  StackProfile profile;
  RttEstimator estimator;

 private:
  SeqNum una_{0xFFFFF000};
};

StackProfile rfc_without_floor() {
  StackProfile profile = *find_stack("rfc9293");
  profile.rto_min = 0ms;
  return profile;
}

StackProfile linux_with_ticks() {
  StackProfile profile = *find_stack("linux");
  profile.jiffies_at_start = JiffiesAtStart{1'000'000, 0};
  return profile;
}

}  // namespace

TEST_CASE("before any sample the RTO is the initial one (RFC 6298 2.1)") {
  CHECK(Experiment("rfc9293").rto() == 1s);
  CHECK(Experiment("linux").rto() == 1s);
  CHECK(Experiment("lwip").rto() == 3s);
  CHECK_FALSE(Experiment("rfc9293").estimator.has_sample());
}

TEST_CASE("RFC 6298 2.2 and 2.3 by hand") {
  Experiment e(rfc_without_floor());
  CHECK(e.sample(100ms).rto() == 300ms);  // SRTT 100, RTTVAR 50
  CHECK(e.estimator.srtt() == 100ms);
  CHECK(e.sample(100ms).rto() == 250ms);                   // RTTVAR 37.5
  CHECK(e.sample(200ms).rto() == 112500us + 4 * 53125us);  // RTTVAR 3/4 37.5 + 1/4 100, SRTT 7/8 100 + 1/8 200
  CHECK(e.estimator.srtt() == 112500us);
  CHECK(e.estimator.min_rtt() == 100ms);
}

TEST_CASE("the floor bounds the whole RTO, or the variance alone") {
  CHECK(Experiment("rfc9293").sample(100ms).rto() == 1s);
  CHECK(Experiment("rfc9293").sample(500ms).rto() == 1500ms);
  CHECK(Experiment("windows").sample(10ms).rto() == 300ms);
  Experiment linux_path("linux");
  CHECK(linux_path.sample(1ms).rto() == 201ms);
  // BSD adds its slop of 200 ms to 3 RTT.
  CHECK(Experiment("freebsd").sample(100ms).rto() == 500ms);
  CHECK(Experiment("macos").sample(100ms).rto() == 500ms);
}

TEST_CASE("Linux after the handshake: RTT + max(2 RTT, 200 ms), in whole ticks of 4 ms, as measured") {
  struct Row {
    Duration rtt;
    Duration rto;
  };
  // The kernel's sockets measured 0.15 to 0.25 ms more than the wire's delay.
  const Row rows[] = {{2200us, 204ms}, {20200us, 224ms}, {100200us, 304ms}, {300200us, 904ms}, {600200us, 1804ms}};
  for (const Row& row : rows) {
    INFO("round trip " << row.rtt.count() << " ns");
    CHECK(Experiment(linux_with_ticks()).sample(row.rtt).rto() == row.rto);
  }
}

TEST_CASE("Linux on a steady path tends to RTT + 200 ms; measured 504 ms after 20 rounds of 300 ms") {
  Experiment e(linux_with_ticks());
  for (int i = 0; i < 60; ++i) e.sample(300200us);
  CHECK(e.rto() == 504ms);
  CHECK(e.estimator.srtt() == 300200us);
}

TEST_CASE("Linux keeps the largest deviation of a window, so that one slow answer counts for a while") {
  Experiment e("linux");
  for (int i = 0; i < 40; ++i) e.sample(100ms);
  const Duration calm = e.rto();
  const Duration alarmed = e.sample(1s).rto();
  CHECK(calm == 300ms);
  CHECK(alarmed > 600ms);
  CHECK(e.sample(100ms).rto() > calm + 200ms);
}

TEST_CASE("doubling stops at the ceiling (RFC 6298 5.5), and a sample ends it") {
  Experiment e("rfc9293");
  e.sample(100ms);
  const Duration expected[] = {2s, 4s, 8s, 16s, 32s, 60s, 60s};
  for (const Duration rto : expected) CHECK(e.timeouts(1).rto() == rto);
  CHECK(e.estimator.backoffs() == 7);
  CHECK(e.sample(100ms).rto() == 1s);
  CHECK(e.estimator.backoffs() == 0);
}

TEST_CASE("an RTO without ceiling doubles without overflow") {
  StackProfile endless = *find_stack("textbook");
  REQUIRE(endless.rto_max == kForever);
  Experiment e(endless);
  e.timeouts(200);
  CHECK(e.rto() > 24h * 365);
  CHECK(e.rto() <= kForever);
}

TEST_CASE("back-off by a table: base times its entry, plus slop, under the ceiling") {
  Experiment freebsd("freebsd");
  freebsd.sample(100ms);
  const Duration freebsd_rtos[] = {800ms, 1400ms, 2600ms, 5s, 9800ms, 19400ms, 38600ms, 64s, 64s, 64s, 64s, 64s};
  for (const Duration rto : freebsd_rtos) CHECK(freebsd.timeouts(1).rto() == rto);

  Experiment lwip("lwip");
  const Duration lwip_rtos[] = {6s, 12s, 24s, 48s, 96s, 192s, 384s, 384s, 384s, 384s, 384s, 384s};
  for (const Duration rto : lwip_rtos) CHECK(lwip.timeouts(1).rto() == rto);
}

TEST_CASE("macOS folds SRTT into RTTVAR after the fourth timeout: 3 RTT become 2.25 RTT") {
  Experiment e("macos");
  e.sample(100ms);
  const Duration rtos[] = {800ms, 1400ms, 2600ms, 5s, 7400ms, 14600ms, 14600ms};
  for (const Duration rto : rtos) CHECK(e.timeouts(1).rto() == rto);
}

TEST_CASE("a handshake that needed a second SYN falls back to 3 s (RFC 6298 5.7), unless there is a sample") {
  Experiment without("rfc9293");
  without.timeouts(2);
  without.estimator.fall_back(without.profile);
  CHECK(without.rto() == 3s);
  CHECK(without.estimator.backoffs() == 0);
  Experiment sampled("rfc9293");
  sampled.sample(100ms);
  sampled.estimator.fall_back(sampled.profile);
  CHECK(sampled.rto() == 1s);
}

TEST_CASE("an ACK without sample: BSD forgets its back-off, RFC 6298 keeps it until the next sample") {
  Experiment bsd("freebsd");
  bsd.sample(100ms).timeouts(3);
  bsd.estimator.forget_backoffs(bsd.profile);
  CHECK(bsd.rto() == 500ms);
  Experiment rfc("rfc9293");
  rfc.sample(100ms).timeouts(3);
  rfc.estimator.forget_backoffs(rfc.profile);
  CHECK(rfc.rto() == 8s);
}
