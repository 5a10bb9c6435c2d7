// When received text and FINs are acknowledged: at once, or after a delay (RFC 9293 3.8.6.3). Two policies as data
// chooses: a fixed delay with an ACK for every second full segment, or Linux's adaptive one with its quick-ACK and
// ping-pong modes (tcp_event_data_recv, tcp_send_delayed_ack). Knows no timers: it says how long to wait.
#pragma once

#include <cstdint>
#include <optional>

#include "core/stack_profile.hpp"
#include "core/time.hpp"

namespace finwait {

class AckPolicy {
 public:
  bool operator==(const AckPolicy&) const = default;
  void reset();

  // What was received. `rto` and `window` bound Linux's adaptation.
  void text_received(const StackProfile& profile, Time now, std::uint32_t len, bool push, Duration rto,
                     std::uint32_t window);
  // A FIN in order, in ESTABLISHED: the application is expected to answer with its own.
  void fin_received();
  // Something that wants an answer but has no say in when (a probe out of window was answered at once already).
  void schedule() { scheduled_ = true; }
  // A duplicate or a gap closed: RFC 5681 4.2 wants the ACK at once.
  void want_now() {
    scheduled_ = true;
    now_ = true;
  }
  // Linux tcp_enter_quickack_mode: out-of-order or duplicate segments make the next ACKs immediate.
  void enter_quickack(std::uint32_t window);
  void leave_pingpong() { pingpong_ = false; }  // TCP_QUICKACK

  // What was sent.
  void text_sent(Time now);
  void ack_sent();

  bool scheduled() const { return scheduled_; }
  bool any_text_received() const { return any_text_; }

  // What to do now about an ACK that is due: nothing, send it at once (zero is still "after what the application
  // does at this instant"), or wait. `unacknowledged` octets have come since the last ACK.
  enum class Verdict : std::uint8_t { Nothing, Now, Wait };
  struct Decision {
    Verdict verdict = Verdict::Nothing;
    Duration wait{0};
  };
  Decision decide(const StackProfile& profile, std::uint32_t unacknowledged, bool gap, Duration srtt) const;
  // The wait is over and the ACK goes out: Linux adapts.
  void wait_over(Duration rto);
  // The application read everything: does the ACK go now? (tcp_cleanup_rbuf)
  bool read_wants_ack(const StackProfile& profile, std::uint32_t unacknowledged, bool buffer_empty) const;

 private:
  Duration linux_wait(const StackProfile& profile, Duration srtt) const;
  void add_quick(std::uint32_t window);

  bool scheduled_ = false;
  bool now_ = false;
  bool fin_ = false;  // the ACK that is due is for a FIN that ended ESTABLISHED
  bool any_text_ = false;
  bool pushed_ = false;        // ICSK_ACK_PUSHED
  bool pushed_twice_ = false;  // ICSK_ACK_PUSHED2
  bool pingpong_ = false;
  std::uint32_t quick_ = 0;      // ACKs that still go at once
  std::uint32_t rcv_mss_ = 536;  // the peer's segment size, as far as seen
  Duration ato_{0};
  Time last_text_ = kNever;
};

}  // namespace finwait
