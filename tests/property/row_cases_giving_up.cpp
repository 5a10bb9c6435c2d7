#include "tests/property/row_cases.hpp"

namespace finwait::experiment {

namespace {

using enum State;

const Step kLater = wait_until(kClose);
const std::vector<Step> kNothing = {};
const std::vector<Step> kCloses = {kLater, close()};
const std::vector<Step> kOnlyReads = {read_eof()};

// Nobody answers any more: what was sent last is repeated until the limit.
std::vector<RowCase> unanswered_rows(Cause cause) {
  return {
      {Established, cause, Side::A, play("rfc9293", {kLater, send_bytes(100)}, kNothing, {silence(Side::B, kClose)})},
      {FinWait1, cause, Side::A, usual_close("rfc9293", {lose(1, 0)})},
      {CloseWait, cause, Side::B,
       play("rfc9293", kCloses, {read_eof(), send_bytes(100)}, {silence(Side::A, kClose + 50ms)})},
      {Closing, cause, Side::A, play("rfc9293", kCloses, kCloses, {lose(1, 0)})},
      {LastAck, cause, Side::B, usual_close("rfc9293", {lose(3, 0)})},
  };
}

std::vector<RowCase> user_timeout_rows() {
  std::vector<RowCase> rows = unanswered_rows(Cause::UserTimeout);
  rows.push_back({SynSent, Cause::UserTimeout, Side::A, play("rfc9293", {}, {}, {silence(Side::A, 0s)})});
  // A simultaneous open, after which nothing comes any more.
  rows.push_back({SynReceived, Cause::UserTimeout, Side::A,
                  play("rfc9293", {}, {}, {inject_at(10ms, Side::A, "S"), silence(Side::B, 0s)})});
  for (RowCase& row : rows) row.scenario = with(row.scenario, [](StackProfile& p) { p.user_timeout = 10s; });
  return rows;
}

std::vector<RowCase> keepalive_rows() {
  SocketOptions options;
  options.keepalive = true;
  options.keepalive_idle = 2s;
  options.keepalive_interval = 1s;
  options.keepalive_count = 3;
  return {
      {Established, Cause::Keepalive, Side::A, play("linux", {set(options)}, kNothing, {silence(Side::B, 500ms)})},
      {FinWait2, Cause::Keepalive, Side::A,
       play("linux", {set(options), kLater, shutdown()}, kOnlyReads, {silence(Side::B, kClose + 200ms)})},
      {CloseWait, Cause::Keepalive, Side::B,
       play("linux", kCloses, {set(options), read_eof()}, {silence(Side::A, kClose + 200ms)})},
  };
}

// The peer takes 1000 octets and reads none of them, so that its window closes.
RowCase shut_window(State from, Side side, Scenario scenario) {
  scenario.side(other(side)).profile.receive_buffer = 1000;
  return {from, Cause::PersistLimit, side, scenario};
}

std::vector<RowCase> persist_rows() {
  const Step early = wait_until(500ms);
  const Step much = send_bytes(3000);
  const std::vector<Step> half_closes = {kLater, shutdown()};
  return {
      // A descriptor is open: only a peer that is gone ends it.
      shut_window(Established, Side::A, play("linux", {early, much}, kNothing, {silence(Side::B, kClose)})),
      shut_window(CloseWait, Side::B, play("linux", half_closes, {early, much}, {silence(Side::A, kClose + 500ms)})),
      // Orphans: the peer answers every probe, and still they give up.
      shut_window(FinWait1, Side::A, play("linux", {early, much, kLater, close()}, kNothing)),
      shut_window(Closing, Side::A,
                  play("linux", {early, much, kLater, close()}, {wait_until(kClose + 200ms), shutdown()})),
      shut_window(LastAck, Side::B, play("linux", half_closes, {early, much, read_eof(), close()})),
  };
}

std::vector<RowCase> resource_rows() {
  std::vector<RowCase> rows = {
      {FinWait1, Cause::OutOfResources, Side::A, usual_close("linux")},
      {FinWait2, Cause::OutOfResources, Side::A, play("linux", {kLater, shutdown(), wait(500ms), close()}, kOnlyReads)},
      {Closing, Cause::OutOfResources, Side::A,
       play("linux", {kLater, shutdown(), wait(70ms), close()}, {kLater, shutdown()})},
      {LastAck, Cause::OutOfResources, Side::B, play("linux", {kLater, shutdown()}, {read_eof(), close()})},
  };
  for (RowCase& row : rows) row.scenario = with(row.scenario, [](StackProfile& p) { p.max_orphans = 0; });
  return rows;
}

}  // namespace

std::vector<RowCase> giving_up_rows() {
  std::vector<RowCase> rows = unanswered_rows(Cause::GiveUp);
  for (std::vector<RowCase> more : {user_timeout_rows(), keepalive_rows(), persist_rows(), resource_rows()}) {
    rows.insert(rows.end(), more.begin(), more.end());
  }
  return rows;
}

}  // namespace finwait::experiment
