#include "tests/support/exchange.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/time_text.hpp"

namespace finwait {

using namespace std::chrono_literals;

Exchange::Exchange(std::string_view stack) : profile_(*find_stack(stack)), endpoint_(profile_, iss_) {}

Exchange::~Exchange() {
  if (failed_) return;
  run_due_timers();
  if (const std::string left = left_over(); !left.empty()) FAIL_CHECK("nobody asked about\n" << left << story());
}

// --- The setting ---

Exchange& Exchange::with(void (*change)(StackProfile&)) {
  change(profile_);
  endpoint_.reset(profile_, iss_);
  return *this;
}

Exchange& Exchange::rtt(Duration rtt) {
  rtt_ = rtt;
  return *this;
}

Exchange& Exchange::iss(std::uint32_t ours, std::uint32_t peers) {
  iss_ = SeqNum(ours);
  peer_iss_ = SeqNum(peers);
  endpoint_.reset(profile_, iss_);
  return *this;
}

Exchange& Exchange::peer_window(std::uint32_t octets) {
  peer_window_ = octets;
  return *this;
}

Exchange& Exchange::peer_without_sack() {
  peer_sack_ = false;
  return *this;
}

Exchange& Exchange::peer_timestamps() {
  peer_timestamps_ = true;
  return *this;
}

Exchange& Exchange::established() {
  open().sends(syn(0)).enters(State::SynSent);
  at(rtt_).receives(syn_ack(0, 1)).enters(State::Established).sends(ack(1, 1));
  return at(rtt_ + 1s).begins_now();
}

Exchange& Exchange::accepted() {
  listen().enters(State::Listen).receives(syn(0)).enters(State::SynReceived).sends(syn_ack(0, 1));
  at(rtt_).receives(ack(1, 1)).enters(State::Established).sends_nothing();
  return at(rtt_ + 1s).begins_now();
}

Exchange& Exchange::in(State state, By by) {
  const auto close_our_side = [&]() -> Exchange& { return by == By::Close ? close() : shutdown_write(); };
  switch (state) {
    case State::Closed:
      return *this;
    case State::Listen:
      return listen().enters(State::Listen);
    case State::SynSent:
      return open().sends(syn(0)).enters(State::SynSent);
    case State::SynReceived:
      return in(State::Listen).receives(syn(0)).sends(syn_ack(0, 1)).enters(State::SynReceived);
    case State::Established:
      return established();
    case State::FinWait1:
      established();
      return close_our_side().sends(fin(1, 1)).enters(State::FinWait1);
    case State::FinWait2:
      return in(State::FinWait1, by).at(rtt_).receives(ack(1, 2)).enters(State::FinWait2).begins_now();
    case State::CloseWait:
      established().receives(fin(1, 1)).enters(State::CloseWait);
      return at(fin_ack_delay(profile_.name)).sends(ack(1, 2)).begins_now();
    case State::Closing:
      return in(State::FinWait1, by).receives(fin(1, 1)).enters(State::Closing).sends(ack(2, 2));
    case State::LastAck:
      in(State::CloseWait).at(50ms).begins_now();
      return close_our_side().sends(fin(1, 2)).enters(State::LastAck);
    case State::TimeWait:
      in(State::FinWait2, by).at(50ms).receives(fin(1, 2)).enters(State::TimeWait).sends(ack(2, 2));
      return begins_now();
  }
  return *this;
}

Exchange& Exchange::begins_now() {
  tell("-- the story begins --");
  epoch_ = now_;
  return *this;
}

// --- Time ---

Exchange& Exchange::at(Duration t) {
  const Time target = later(epoch_, t);
  if (target < now_) fail("the story goes back in time, to " + format_duration(t));
  if (target == now_) return *this;
  run_due_timers();
  nothing_left("at " + format_duration(t));
  news_.clear();
  while (endpoint_.next_timeout() < target) {
    now_ = endpoint_.next_timeout();
    run_due_timers();
    nothing_left("before " + format_duration(t));
  }
  now_ = target;
  return *this;
}

void Exchange::run_due_timers() {
  for (int rounds = 0; endpoint_.next_timeout() <= now_; ++rounds) {
    if (rounds == 20) fail("timers fire without end");
    for (std::size_t i = 0; i < kTimerCount; ++i) {
      const auto timer = static_cast<Timer>(i);
      if (endpoint_.timers().deadline(timer) <= now_) tell("timer " + std::string(name(timer)));
    }
    endpoint_.timeout(now_, actions_);
    absorb();
  }
}

// --- What the user does ---

void Exchange::called(std::string what, SocketError got, SocketError expected) {
  tell("user: " + what + (got == SocketError::None ? "" : " -> " + std::string(name(got))));
  absorb();
  if (got != expected) fail(what + " should have returned '" + std::string(name(expected)) + "'");
}

Exchange& Exchange::open(SocketError expected) {
  called("OPEN", endpoint_.open(now_, actions_), expected);
  return *this;
}

Exchange& Exchange::listen(SocketError expected) {
  called("passive OPEN", endpoint_.listen(now_, actions_), expected);
  return *this;
}

Exchange& Exchange::send(std::uint32_t bytes, SocketError expected) {
  called("SEND " + std::to_string(bytes), endpoint_.send(now_, bytes, false, actions_), expected);
  return *this;
}

Exchange& Exchange::send_more(std::uint32_t bytes) {
  called("SEND " + std::to_string(bytes) + ", more to come", endpoint_.send(now_, bytes, true, actions_),
         SocketError::None);
  return *this;
}

Exchange& Exchange::close(SocketError expected) {
  called("close()", endpoint_.close(now_, actions_), expected);
  return *this;
}

Exchange& Exchange::begin_close(SocketError expected) {
  called("close(), which lingers", endpoint_.begin_close(now_, actions_), expected);
  return *this;
}

Exchange& Exchange::release() {
  endpoint_.release(now_, actions_);
  called("the descriptor is released", SocketError::None, SocketError::None);
  return *this;
}

Exchange& Exchange::shutdown_write(SocketError expected) {
  called("shutdown(write)", endpoint_.shutdown_write(now_, actions_), expected);
  return *this;
}

Exchange& Exchange::shutdown_read(SocketError expected) {
  called("shutdown(read)", endpoint_.shutdown_read(now_, actions_), expected);
  return *this;
}

Exchange& Exchange::shutdown_both() { return shutdown_read().shutdown_write(); }

Exchange& Exchange::abort(SocketError expected) {
  called("ABORT", endpoint_.abort(now_, actions_), expected);
  return *this;
}

Exchange& Exchange::set(const SocketOptions& options) {
  endpoint_.set_options(now_, options, actions_);
  called("setsockopt", SocketError::None, SocketError::None);
  return *this;
}

Exchange& Exchange::linger(Duration length) {
  SocketOptions options;
  options.linger = length;
  return set(options);
}

Exchange& Exchange::reads(std::uint32_t bytes) {
  const Received got = endpoint_.receive(now_, bytes, actions_);
  called("RECEIVE " + std::to_string(got.bytes) + " octets", got.error, SocketError::None);
  if (got.bytes != bytes) fail("RECEIVE should have got " + std::to_string(bytes) + " octets");
  return *this;
}

Exchange& Exchange::reads_nothing_yet() {
  const Received got = endpoint_.receive(now_, 1000, actions_);
  called("RECEIVE " + std::to_string(got.bytes) + " octets" + (got.eof ? ", EOF" : ""), got.error, SocketError::None);
  if (got.bytes != 0 || got.eof) fail("there should have been nothing to read, and no EOF");
  return *this;
}

Exchange& Exchange::reads_eof() {
  const Received got = endpoint_.receive(now_, 1000, actions_);
  called("RECEIVE " + std::to_string(got.bytes) + " octets" + (got.eof ? ", EOF" : ""), got.error, SocketError::None);
  if (got.bytes != 0 || !got.eof) fail("RECEIVE should have met the end of the stream");
  return *this;
}

Exchange& Exchange::reads_error(SocketError expected) {
  const Received got = endpoint_.receive(now_, 1000, actions_);
  called("RECEIVE " + std::to_string(got.bytes) + " octets" + (got.eof ? ", EOF" : ""), got.error, expected);
  return *this;
}

// --- What the network does ---

Exchange& Exchange::receives(const Shape& shape) {
  const Segment segment = incoming(shape);
  tell("receives " + text(segment, peer_iss_, iss_));
  endpoint_.segment_arrives(now_, segment, actions_);
  absorb();
  return *this;
}

// --- What the endpoint must have done ---

void Exchange::absorb() {
  for (const Action& action : actions_) {
    if (const auto* send = std::get_if<Send>(&action)) {
      tell("  sends " + text(send->segment, iss_, peer_iss_) + " (" + std::string(name(send->why)) + ")");
      const Segment& segment = send->segment;
      if (segment.options.has_timestamps) last_ts_seen_ = segment.options.ts_value;
      const bool negotiated = peer_timestamps_ && profile_.timestamps && !segment.flags.rst();
      if (!segment.flags.syn() && segment.options.has_timestamps != negotiated) fail("timestamps were not agreed so");
      sends_.push_back(*send);
      ++sent_;
    } else if (const auto* move = std::get_if<Transition>(&action)) {
      tell("  " + std::string(name(move->from)) + " -> " + std::string(name(move->to)) + " (" +
           std::string(name(move->cause)) + ")");
      transitions_.push_back(*move);
    } else if (const auto& news = std::get<Notify>(action); news.event == Notify::Event::Error) {
      tell("  error " + std::string(name(news.error)));
      errors_.push_back(news.error);
    } else {
      news_.push_back(news.event);
    }
  }
  actions_.clear();
  if (!endpoint_.consistent()) fail("the state does not agree with how far the two FINs have come");
}

Exchange& Exchange::sends(const Shape& expected) {
  if (sends_.empty()) run_due_timers();
  if (sends_.empty()) fail("should have sent " + text(expected) + ", sent nothing");
  if (const std::string wrong = differences(expected, sends_.front()); !wrong.empty()) {
    fail("should have sent " + text(expected) + "; it differs in" + wrong);
  }
  sends_.pop_front();
  CHECK(true);
  return *this;
}

Exchange& Exchange::sends_nothing() {
  run_due_timers();
  if (!sends_.empty()) fail("should have sent nothing");
  CHECK(true);
  return *this;
}

Exchange& Exchange::repeats(const Shape& expected, std::initializer_list<Duration> times) {
  for (const Duration t : times) at(t).sends(expected);
  return *this;
}

Exchange& Exchange::enters(State state) {
  if (transitions_.empty()) run_due_timers();
  if (transitions_.empty()) fail("should have entered " + std::string(name(state)));
  if (transitions_.front().to != state) fail("should have entered " + std::string(name(state)) + " instead");
  transitions_.pop_front();
  CHECK(true);
  return *this;
}

Exchange& Exchange::enters(State state, Cause cause) {
  if (transitions_.empty()) run_due_timers();
  if (!transitions_.empty() && transitions_.front().cause != cause) {
    fail("should have entered " + std::string(name(state)) + " because of " + std::string(name(cause)));
  }
  return enters(state);
}

Exchange& Exchange::stays(State state) {
  run_due_timers();
  if (!transitions_.empty() || endpoint_.state() != state) fail("should have stayed in " + std::string(name(state)));
  CHECK(true);
  return *this;
}

Exchange& Exchange::tells(Notify::Event event) {
  if (std::find(news_.begin(), news_.end(), event) == news_.end()) fail("the user should have been told something");
  CHECK(true);
  return *this;
}

Exchange& Exchange::fails_with(SocketError error) {
  if (errors_.empty()) run_due_timers();
  if (errors_.empty() || errors_.front() != error) {
    fail("the user should have been told " + std::string(name(error)));
  }
  errors_.pop_front();
  CHECK(true);
  return *this;
}

Exchange& Exchange::timer(Timer timer, Duration due) {
  const Time deadline = endpoint_.timers().deadline(timer);
  if (deadline != later(epoch_, due)) fail(std::string(name(timer)) + " should be due at " + format_duration(due));
  CHECK(true);
  return *this;
}

Exchange& Exchange::no_timer(Timer timer) {
  if (endpoint_.timers().pending(timer)) fail("the timer " + std::string(name(timer)) + " should not be running");
  CHECK(true);
  return *this;
}

Exchange& Exchange::waits_for_ever() {
  run_due_timers();
  if (endpoint_.next_timeout() != kNever) fail("no timer should be running");
  CHECK(true);
  return *this;
}

Exchange& Exchange::rto(Duration expected) {
  if (endpoint_.rto() != expected) {
    fail("the RTO should be " + format_duration(expected) + ", it is " + format_duration(endpoint_.rto()));
  }
  CHECK(true);
  return *this;
}

}  // namespace finwait
