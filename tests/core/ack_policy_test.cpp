// When an ACK goes: at once, later, or with something else. Fixed delays as RFC 9293 3.8.6.3 has them, and Linux's
// adaptive ones; a FIN is acknowledged by its own rule (tcp_fin, __tcp_ack_snd_check).
#include "core/ack_policy.hpp"

#include <catch2/catch.hpp>

using namespace finwait;
using namespace std::chrono_literals;
using Verdict = AckPolicy::Verdict;

namespace {

constexpr std::uint32_t kWindow = 64240;
constexpr Duration kRto = 300ms;
constexpr Duration kSrtt = 100ms;

class Receiver {
 public:
  explicit Receiver(std::string_view stack) : profile(*find_stack(stack)) {}

  Receiver& text(Duration at, std::uint32_t len, bool push = true) {
    unacknowledged += len;
    policy.text_received(profile, kStart + at, len, push, kRto, kWindow);
    return *this;
  }
  Receiver& fin() {
    unacknowledged += 1;
    policy.fin_received();
    return *this;
  }
  Receiver& acknowledges() {
    unacknowledged = 0;
    policy.ack_sent();
    return *this;
  }
  AckPolicy::Decision decide(bool gap = false) const { return policy.decide(profile, unacknowledged, gap, kSrtt); }
  bool now() const { return decide().verdict == Verdict::Now; }
  bool waits(Duration d) const { return decide().verdict == Verdict::Wait && decide().wait == d; }

  StackProfile profile;
  AckPolicy policy{};
  std::uint32_t unacknowledged = 0;
};

}  // namespace

TEST_CASE("nothing received, nothing to acknowledge") {
  for (const char* stack : {"rfc9293", "linux"}) CHECK(Receiver(stack).decide().verdict == Verdict::Nothing);
}

TEST_CASE("a fixed delay, and an ACK for every second full segment (RFC 9293 MUST-58)") {
  Receiver rfc("rfc9293");
  CHECK(rfc.text(0ms, 1460).waits(200ms));
  CHECK(rfc.text(1ms, 1460).now());
  rfc.acknowledges();
  CHECK(rfc.decide().verdict == Verdict::Nothing);
  CHECK(Receiver("freebsd").text(0ms, 100).waits(40ms));
  CHECK(Receiver("lwip").text(0ms, 100).waits(250ms));
  CHECK(Receiver("textbook").text(0ms, 100).now());  // the lessons delay nothing
}

TEST_CASE("a gap or a duplicate is answered at once, whatever the policy (RFC 5681 4.2)") {
  for (const char* stack : {"rfc9293", "linux", "freebsd", "lwip"}) {
    Receiver waiting(stack);
    waiting.text(0ms, 100);
    INFO(stack);
    CHECK(waiting.decide(true).verdict == Verdict::Now);
    Receiver asked(stack);
    asked.policy.want_now();
    CHECK(asked.now());
    CHECK(asked.acknowledges().decide().verdict == Verdict::Nothing);
  }
}

TEST_CASE("a FIN in ESTABLISHED: BSD and macOS acknowledge it at once, the others leave room for a merge") {
  for (const char* stack : {"freebsd", "macos", "textbook"}) {
    INFO(stack);
    CHECK(Receiver(stack).fin().now());
  }
  CHECK(Receiver("rfc9293").fin().waits(0ms));
  CHECK(Receiver("lwip").fin().waits(0ms));
  CHECK(Receiver("linux").fin().waits(4ms));  // no data ever came: one jiffy
}

TEST_CASE("Linux after data: the ACK of a FIN waits 40 ms; measured 40 to 48 ms with the ticks") {
  Receiver r("linux");
  r.text(0ms, 10).acknowledges();
  CHECK(r.fin().waits(40ms));
}

TEST_CASE("Linux acknowledges the first data at once (quick-ACK mode), and quickly again after a duplicate") {
  Receiver r("linux");
  CHECK(r.text(0ms, 10).now());
  r.acknowledges();
  // An exchange that goes back and forth ends the quick mode.
  r.policy.text_sent(kStart + 1ms);
  CHECK(r.text(10ms, 10).waits(40ms));
  r.acknowledges();
  r.policy.enter_quickack(kWindow);
  CHECK(r.text(30ms, 10).now());
}

TEST_CASE("Linux's quick ACKs are a limited number, at most sixteen") {
  Receiver r("linux");
  int quick = 0;
  for (; quick < 100; ++quick) {
    r.text(quick * 1ms, 10);
    if (!r.now()) break;
    r.acknowledges();
  }
  CHECK(quick == 16);
}

TEST_CASE("Linux acknowledges at once when more than a full segment waits") {
  Receiver r("linux");
  r.text(0ms, 1460).acknowledges();
  r.policy.text_sent(kStart);
  CHECK(r.text(1ms, 1460).decide().verdict == Verdict::Wait);
  CHECK(r.text(2ms, 10).now());
}

TEST_CASE("TCP_QUICKACK ends ping-pong mode") {
  Receiver r("linux");
  r.text(0ms, 10).acknowledges();
  r.policy.text_sent(kStart + 1ms);
  CHECK(r.text(10ms, 10).decide().verdict == Verdict::Wait);
  r.policy.leave_pingpong();
  CHECK(r.now());
}

TEST_CASE("whether data was ever received is remembered, also after it was acknowledged") {
  Receiver r("linux");
  CHECK_FALSE(r.policy.any_text_received());
  r.text(0ms, 1).acknowledges();
  CHECK(r.policy.any_text_received());
  r.policy.reset();
  CHECK(r.policy == AckPolicy{});
}
