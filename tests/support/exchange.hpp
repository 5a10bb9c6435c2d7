// Exchange: a conversation with one endpoint, written down as a story. Each step says what the user does, what
// arrives, or what the endpoint must do, and when; numbers are relative to the two initial sequence numbers, and time
// 0 is where the story begins. It must not know how the endpoint does it: everything that the endpoint does has to be
// told, and the first thing that was not fails the test with the story so far.
#pragma once

#include <array>
#include <deque>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/endpoint.hpp"

namespace finwait {

// The three stacks whose every cell is tested.
inline constexpr std::array<std::string_view, 3> kThreeStacks{"textbook", "rfc9293", "linux"};
// How long each of them takes to acknowledge a FIN in ESTABLISHED when no data ever came: linux waits for the next
// tick.
inline constexpr Duration fin_ack_delay(std::string_view stack) {
  return stack == "linux" ? Duration(std::chrono::milliseconds(4)) : Duration{0};
}

// What a segment looks like. In an expectation, what is not given here may be anything (PSH always may).
struct Shape {
  std::uint8_t flags = 0;
  std::int64_t seq = 0;  // relative to the sender's ISS: its SYN is 0, its first octet 1
  std::int64_t ack = 0;  // relative to the other's
  std::uint32_t len = 0;
  bool absolute_seq = false;
  bool any_numbers = false;  // only the flags and the reason count
  std::optional<std::uint32_t> wnd{};
  std::optional<std::int64_t> sack_begin{};  // of the first block, which is the DSACK if there is one
  std::int64_t sack_end = 0;
  std::optional<Why> why{};
  std::optional<std::uint32_t> stamp{};  // of what is received: TSval, instead of the peer's clock
  bool no_sack = false;

  Shape stamped(std::uint32_t milliseconds) const;
  Shape without_sack() const;
  Shape window(std::uint32_t octets) const;
  Shape sack(std::int64_t begin, std::int64_t end) const;
  Shape because(Why reason) const;
  Shape with(std::uint8_t more_flags) const;
  Shape without_ack() const;
};
Shape syn(std::int64_t seq);
Shape syn_ack(std::int64_t seq, std::int64_t ack);
Shape ack(std::int64_t seq, std::int64_t ack);
Shape data(std::uint32_t len, std::int64_t seq, std::int64_t ack);
Shape fin(std::int64_t seq, std::int64_t ack);
Shape data_fin(std::uint32_t len, std::int64_t seq, std::int64_t ack);
Shape rst(std::int64_t seq);
Shape rst_ack(std::int64_t seq, std::int64_t ack);
Shape window_probe();                       // whatever sequence number and octet it uses
Shape rst_ack_from_zero(std::int64_t ack);  // <SEQ=0><ACK=...><CTL=RST,ACK>, zero being the number itself

class Exchange {
 public:
  enum class By : std::uint8_t { Close, Shutdown };  // close(): an orphan; shutdown(): the descriptor stays open

  explicit Exchange(std::string_view stack);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange();  // what nobody asked about by now fails the test

  // --- The setting; before anything happens ---
  Exchange& with(void (*change)(StackProfile&));
  Exchange& rtt(Duration rtt);  // of the handshake; 100 ms unless given
  Exchange& iss(std::uint32_t ours, std::uint32_t peers);
  Exchange& peer_window(std::uint32_t octets);  // of every segment received that gives none
  Exchange& peer_without_sack();
  Exchange& peer_timestamps();  // the peer echoes what it saw last

  // --- Ready-made beginnings. Time 0 is when the state is reached (our FIN, if any, leaves at 0 in FIN-WAIT-1,
  // CLOSING and LAST-ACK; in CLOSING the peer's FIN crossed it at the same instant). ---
  Exchange& established();  // by an active OPEN
  Exchange& accepted();     // by a passive one
  Exchange& in(State state, By by = By::Close);
  Exchange& begins_now();

  // --- Time ---
  // Moves to `t`. Timers due before are run at their own time, and must do nothing that shows. Those due at `t` itself
  // run when the story asks what was sent, so what arrives at the same instant comes first.
  Exchange& at(Duration t);

  // --- What the user does ---
  Exchange& open(SocketError expected = SocketError::None);
  Exchange& listen(SocketError expected = SocketError::None);
  Exchange& send(std::uint32_t bytes, SocketError expected = SocketError::None);
  Exchange& send_more(std::uint32_t bytes);
  Exchange& close(SocketError expected = SocketError::None);
  Exchange& begin_close(SocketError expected = SocketError::None);  // close() that lingers: the descriptor is held ...
  Exchange& release();                                              // ... until this
  Exchange& shutdown_write(SocketError expected = SocketError::None);
  Exchange& shutdown_read(SocketError expected = SocketError::None);
  Exchange& shutdown_both();
  Exchange& abort(SocketError expected = SocketError::None);
  Exchange& set(const SocketOptions& options);
  Exchange& linger(Duration length);
  Exchange& reads(std::uint32_t bytes);  // at most so many, and gets so many
  Exchange& reads_nothing_yet();
  Exchange& reads_eof();
  Exchange& reads_error(SocketError expected);

  // --- What the network does ---
  Exchange& receives(const Shape& segment);

  // --- What the endpoint must have done ---
  Exchange& sends(const Shape& expected);
  Exchange& sends_nothing();
  Exchange& repeats(const Shape& expected, std::initializer_list<Duration> times);
  Exchange& enters(State state);
  Exchange& enters(State state, Cause cause);
  Exchange& stays(State state);          // nothing happened to the state, and it is this one
  Exchange& tells(Notify::Event event);  // the user was told this; what nobody asks about is forgotten
  Exchange& fails_with(SocketError error);
  Exchange& timer(Timer timer, Duration due);
  Exchange& no_timer(Timer timer);
  Exchange& waits_for_ever();  // no timer is pending at all
  Exchange& rto(Duration expected);

  const Endpoint& endpoint() const { return endpoint_; }
  std::size_t sent() const { return sent_; }

 private:
  Segment incoming(const Shape& shape) const;
  std::string differences(const Shape& expected, const Send& sent) const;
  std::string text(const Shape& shape) const;
  std::string text(const Segment& segment, SeqNum seq_base, SeqNum ack_base) const;
  void tell(std::string what);
  void absorb();
  void run_due_timers();
  void nothing_left(const std::string& before);
  std::string left_over() const;
  void called(std::string what, SocketError got, SocketError expected);
  [[noreturn]] void fail(const std::string& why) const;
  std::string story() const;

  StackProfile profile_;
  SeqNum iss_{0x1000'0000};
  SeqNum peer_iss_{0x2000'0000};
  Endpoint endpoint_;
  Duration rtt_ = std::chrono::milliseconds(100);
  std::uint32_t peer_window_ = 65535;
  bool peer_timestamps_ = false;
  bool peer_sack_ = true;
  std::uint32_t last_ts_seen_ = 0;

  Time now_ = kStart;
  Time epoch_ = kStart;
  Actions actions_;
  std::deque<Send> sends_;
  std::deque<Transition> transitions_;
  std::deque<SocketError> errors_;
  std::vector<Notify::Event> news_;  // other than errors, at this instant
  std::size_t sent_ = 0;
  std::vector<std::string> lines_;
  mutable bool failed_ = false;
};

}  // namespace finwait
