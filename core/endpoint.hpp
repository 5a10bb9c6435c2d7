// One TCP endpoint as a value: one input and the time go in, a list of actions comes out. It knows no scheduler,
// link, random source, file or clock, and can be copied and compared. How the named stacks differ is data in the
// StackProfile it is given; RFC 9293's names are used throughout.
#pragma once

#include <cstdint>
#include <optional>

#include "core/ack_policy.hpp"
#include "core/action.hpp"
#include "core/kernel_clock.hpp"
#include "core/loss_recovery.hpp"
#include "core/receive_queue.hpp"
#include "core/rtt_estimator.hpp"
#include "core/send_queue.hpp"
#include "core/socket_options.hpp"
#include "core/stack_profile.hpp"
#include "core/state.hpp"
#include "core/tcb.hpp"
#include "core/timer_table.hpp"

namespace finwait {

// What a RECEIVE call found.
struct Received {
  std::uint32_t bytes = 0;
  bool eof = false;
  SocketError error = SocketError::None;  // None with 0 bytes and no EOF: nothing there yet
};

class Endpoint {
 public:
  // CLOSED, with the given initial send sequence number. The profile must outlive the endpoint.
  Endpoint(const StackProfile& profile, SeqNum iss);
  // The same, keeping the memory of the queues.
  void reset(const StackProfile& profile, SeqNum iss);
  bool operator==(const Endpoint&) const = default;

  // --- User calls (RFC 9293 3.9.1). Each appends what it wants done to `out`. ---
  SocketError open(Time now, Actions& out);    // active OPEN; AlreadyConnected unless CLOSED
  SocketError listen(Time now, Actions& out);  // passive OPEN
  // SEND: queues `bytes` octets; with `more` the last, less than full segment is held back (MSG_MORE).
  SocketError send(Time now, std::uint32_t bytes, bool more, Actions& out);
  // RECEIVE: at most `at_most` octets.
  Received receive(Time now, std::uint32_t at_most, Actions& out);
  // CLOSE: no more data from us. The descriptor stays open: not an orphan.
  SocketError shutdown_write(Time now, Actions& out);
  SocketError shutdown_read(Time now, Actions& out);
  // close(): begin_close and release. Between the two a lingering close() holds the socket.
  SocketError close(Time now, Actions& out);
  SocketError begin_close(Time now, Actions& out);
  void release(Time now, Actions& out);  // no descriptor is left: the socket is an orphan
  SocketError abort(Time now, Actions& out);
  void set_options(Time now, const SocketOptions& options, Actions& out);
  // The pending error, which is cleared (SO_ERROR).
  SocketError take_error();

  // --- SEGMENT ARRIVES (RFC 9293 3.10.7) and timeouts ---
  void segment_arrives(Time now, const Segment& segment, Actions& out);
  // Runs every timer that is due at `now`.
  void timeout(Time now, Actions& out);
  Time next_timeout() const { return timers_.next(); }

  // --- Observers ---
  State state() const { return state_; }
  Cause last_cause() const { return last_cause_; }
  const StackProfile& profile() const { return *profile_; }
  const Tcb& tcb() const { return tcb_; }
  const TimerTable& timers() const { return timers_; }
  Duration rto() const { return rtt_.rto(); }
  // What the persist timer was set to last, or would be set to; at most rto_max.
  Duration persist_wait() const;
  const RttEstimator& rtt() const { return rtt_; }
  std::uint32_t backoffs() const { return rtt_.backoffs(); }
  bool orphan() const { return orphan_; }
  // Whether it was an orphan when it became CLOSED.
  bool closed_as_orphan() const { return closed_as_orphan_; }
  bool fin_queued() const { return fin_queued_; }
  bool our_fin_acked() const { return fin_queued_ && tcb_.snd.una == tcb_.snd.queued; }
  bool lingers() const { return linger_ != kForever && linger_ > Duration{0}; }
  Duration linger() const { return linger_; }
  bool linger2_given() const { return linger2_.has_value(); }
  bool user_timeout_given() const { return user_timeout_ != kForever; }
  bool peer_fin_received() const { return fin_received_; }
  std::uint32_t readable() const { return in_.readable(); }
  std::size_t segments_in_flight() const { return out_.in_flight(); }
  bool has_unsent() const { return out_.has_unsent(); }
  bool keepalive_enabled() const { return keepalive_; }
  bool window_closed() const { return tcb_.snd.wnd == 0; }
  // RFC 9293 Figure 5 as a product: the state must agree with how far our FIN and the peer's FIN have come.
  bool consistent() const;

 private:
  // One input being processed.
  struct Turn {
    Time now;
    Actions& out;
    bool in_timeout = false;
    Why ack_why = Why::Ack;
    SeqRange dsack{};
  };

  // endpoint.cpp: state, timers
  void enter(Turn& turn, Cause cause);
  void arm(Turn& turn, Timer timer, Duration delay);
  void run_timer(Turn& turn, Timer timer);
  void notify(Turn& turn, Notify::Event event, std::uint32_t bytes = 0);
  void fail(Turn& turn, SocketError error);
  void die(Turn& turn, Cause cause, SocketError error);

  // endpoint_arrives.cpp: the steps common to synchronized states
  void reply_to_closed(Turn& turn, const Segment& segment);
  void synchronized_arrives(Turn& turn, const Segment& segment);
  bool timestamp_acceptable(Turn& turn, const Segment& segment);
  bool sequence_acceptable(Turn& turn, const Segment& segment);
  void rst_arrives(Turn& turn, const Segment& segment);
  void reset_by_peer(Turn& turn);
  bool ack_acceptable(Turn& turn, const Segment& segment);
  bool ack_by_state(Turn& turn, const Segment& segment);
  bool entered_fin_wait_2(Turn& turn, const Segment& segment);

  // endpoint_handshake.cpp: LISTEN, SYN-SENT, SYN-RECEIVED
  void listen_arrives(Turn& turn, const Segment& segment);
  void syn_sent_arrives(Turn& turn, const Segment& segment);
  bool ack_in_syn_received(Turn& turn, const Segment& segment);
  void take_syn(const Segment& segment);
  void established(Turn& turn);

  // endpoint_text.cpp: text, FIN, acknowledging
  void text_arrives(Turn& turn, const Segment& segment);
  void text_in_order(Turn& turn, const Segment& segment);
  void text_out_of_order(Turn& turn, const Segment& segment);
  bool refuse_text_after_close(Turn& turn, const Segment& segment);
  void fin_arrives(Turn& turn);
  void settle_ack(Turn& turn);
  void duplicate_ack(Turn& turn, const Segment& segment);
  void challenge_ack(Turn& turn);
  bool rate_limited(Time now);

  // endpoint_ack.cpp: what an acceptable ACK does
  struct AckNews;
  void process_ack(Turn& turn, const Segment& segment);
  void update_send_window(const Segment& segment);
  void tag_sacked(Turn& turn, const Segment& segment, AckNews& news);
  void remove_acked(Turn& turn, AckNews& news);
  void take_rtt_sample(Turn& turn, const Segment& segment, const AckNews& news);
  void grow_cwnd(const AckNews& news);
  void probe_window_ack(Turn& turn);

  // endpoint_recovery.cpp: loss detection, RFC 5681, 6675, 8985
  bool recover(Turn& turn, const AckNews& news);
  void loss_probe_acked(const AckNews& news, SeqNum ack);
  void rack_advance(Turn& turn, const SendEntry& entry);
  bool rack_detect(Turn& turn, Duration& wait);
  void enter_recovery();
  void enter_loss();
  void retransmit_lost(Turn& turn, Why why, bool at_least_one);
  std::uint32_t in_flight() const;
  bool schedule_loss_probe(Turn& turn, bool advancing);
  void rearm_rto(Turn& turn);
  void stop_retransmission_timers();

  // endpoint_output.cpp
  Segment make_segment(Time now, SeqNum seq, std::uint8_t flags, std::uint32_t len) const;
  void advertise_window(Segment& segment);
  void emit(Turn& turn, Segment& segment, Why why, std::uint16_t copy);
  void send_pending(Turn& turn);
  std::uint32_t send_mss() const;
  bool may_send(const SendEntry& entry) const;
  void send_first_unsent(Turn& turn, Why why);
  void transmit(Turn& turn, const SendEntry& entry, Why why);
  void retransmit(Turn& turn, std::size_t i, Why why);
  void send_ack(Turn& turn, Why why);
  void send_rst(Turn& turn);
  void send_rst_for(Turn& turn, const Segment& segment);
  std::uint32_t milliseconds(Time now) const;

  // endpoint_timeout.cpp
  void retransmission_timeout(Turn& turn);
  bool limit_reached(Turn& turn) const;
  Duration model_budget() const;
  Duration clamped_to_user_timeout(Time now, Duration rto) const;
  void give_up(Turn& turn, Cause cause);
  void loss_probe_timeout(Turn& turn);
  void reorder_timeout(Turn& turn);
  void keepalive_timeout(Turn& turn);
  void persist_timeout(Turn& turn);
  bool write_wakeup(Turn& turn, Why why);

  // endpoint_closing.cpp: FIN-WAIT-2 with its timers, TIME-WAIT
  Duration fin_wait_2_time() const;
  void start_fin_wait_2(Turn& turn, bool segment_had_fin);
  void reduce_to_fin_wait_2(Turn& turn, Duration timeout);
  void fin_wait_2_timeout(Turn& turn);
  void reduced_fin_wait_2_arrives(Turn& turn, const Segment& segment);
  void enter_time_wait(Turn& turn, Cause cause);
  void restart_time_wait(Turn& turn);
  void time_wait_arrives(Turn& turn, const Segment& segment);
  bool acceptable_new_syn(const Segment& segment) const;
  void arm_closing(Turn& turn, Timer timer, Duration timeout);

  // endpoint_calls.cpp
  SocketError close_send_side(Turn& turn);
  bool abort_instead_of_close(Turn& turn);

  const StackProfile* profile_;
  KernelClock clock_;
  State state_ = State::Closed;
  Cause last_cause_ = Cause::Open;
  Tcb tcb_{};
  TimerTable timers_{};
  RttEstimator rtt_{};
  SendQueue out_{};
  ReceiveQueue in_{};
  AckPolicy ack_{};
  LossRecovery rec_{};

  bool passive_ = false;  // opened by a passive OPEN
  bool orphan_ = false;   // no descriptor is left
  bool closed_as_orphan_ = false;
  bool held_ = false;          // an application holds, or held, a descriptor
  bool receive_shut_ = false;  // nobody will read any more
  bool fin_queued_ = false;
  bool close_pending_ = false;  // CLOSE was called in SYN-RECEIVED with data queued
  bool fin_received_ = false;
  bool reduced_ = false;  // FIN-WAIT-2 or TIME-WAIT held in the kernel's small object
  bool keepalive_ = false;
  bool ack_waits_zero_ = false;  // the delayed ACK waits only for what the application does at this instant
  SocketError error_ = SocketError::None;

  std::uint32_t retransmits_ = 0;  // timeouts since the last progress
  std::uint32_t syn_timeouts_ = 0;
  std::uint32_t probes_ = 0;  // unanswered keepalive or window probes
  std::uint32_t persist_backoff_ = 0;
  Time first_rto_rtx_ = kNever;  // when the first timeout-driven retransmission left (retrans_stamp)
  Time last_heard_ = kStart;     // when an acceptable ACK or text last came
  Time last_dup_ack_ = kNever;
  Time closing_origin_ = kStart;  // last segment received before the close (lwIP's pcb->tmr)

  Duration linger_ = kForever;  // kForever: SO_LINGER off
  std::optional<Duration> linger2_{};
  Duration user_timeout_ = kForever;
  Duration keepalive_idle_{0};
  Duration keepalive_interval_{0};
  std::uint32_t keepalive_count_ = 0;
};

}  // namespace finwait
