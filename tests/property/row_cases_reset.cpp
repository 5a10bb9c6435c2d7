#include <iterator>

#include "tests/property/row_cases.hpp"

namespace finwait::experiment {

namespace {

using enum State;

const Step kLater = wait_until(kClose);
const std::vector<Step> kNothing = {};
const std::vector<Step> kOnlyReads = {read_eof()};

// A RST with exactly the next sequence number, some time after the side entered the state.
FaultRule rst_in(Side side, State state) { return inject_in(side, state, 10ms, side, "R"); }

std::vector<RowCase> rst_rows() {
  const std::vector<Step> closes = {kLater, close()};
  return {
      {Established, Cause::Rst, Side::B, play("rfc9293", kNothing, kNothing, {rst_in(Side::B, Established)})},
      {FinWait1, Cause::Rst, Side::A, usual_close("rfc9293", {lose(1, 0), rst_in(Side::A, FinWait1)})},
      {FinWait2, Cause::Rst, Side::A, play("rfc9293", closes, kOnlyReads, {rst_in(Side::A, FinWait2)})},
      {CloseWait, Cause::Rst, Side::B, play("rfc9293", closes, kOnlyReads, {rst_in(Side::B, CloseWait)})},
      {Closing, Cause::Rst, Side::A, play("rfc9293", closes, closes, {rst_in(Side::A, Closing)})},
      {LastAck, Cause::Rst, Side::B, usual_close("rfc9293", {rst_in(Side::B, LastAck)})},
      {TimeWait, Cause::Rst, Side::A, usual_close("rfc9293", {rst_in(Side::A, TimeWait)})},
  };
}

std::vector<RowCase> abort_rows() {
  const std::vector<Step> half_closes = {kLater, shutdown()};
  return {
      {Established, Cause::Abort, Side::A, play("rfc9293", {kLater, abort_now()}, kNothing)},
      {FinWait1, Cause::Abort, Side::A, play("rfc9293", {kLater, shutdown(), wait(10ms), abort_now()}, kNothing)},
      {FinWait2, Cause::Abort, Side::A, play("rfc9293", {kLater, shutdown(), wait(500ms), abort_now()}, kOnlyReads)},
      {CloseWait, Cause::Abort, Side::B, play("rfc9293", {kLater, close()}, {read_eof(), wait(10ms), abort_now()})},
      {Closing, Cause::Abort, Side::A, play("rfc9293", {kLater, shutdown(), wait(70ms), abort_now()}, half_closes)},
      {LastAck, Cause::Abort, Side::B,
       play("rfc9293", {kLater, close()}, {read_eof(), shutdown(), wait(10ms), abort_now()})},
      {TimeWait, Cause::Abort, Side::A,
       play("rfc9293", {kLater, shutdown(), read_eof(), wait(1s), abort_now()}, {read_eof(), close()})},
  };
}

// close() while octets wait that nobody has read.
std::vector<RowCase> unread_rows() {
  const std::vector<Step> half_closes_then_closes = {kLater, shutdown(), wait(500ms), close()};
  const std::vector<Step> sends_meanwhile = {wait_until(kClose + 100ms), send_bytes(100)};
  const std::vector<Step> sends_early_and_shuts = {wait_until(500ms), send_bytes(100), shutdown()};
  return {
      {Established, Cause::UnreadData, Side::B,
       play("rfc9293", {wait_until(500ms), send_bytes(100)}, {kLater, close()})},
      {FinWait1, Cause::UnreadData, Side::A, play("rfc9293", half_closes_then_closes, sends_meanwhile, {lose(1, 0)})},
      {FinWait2, Cause::UnreadData, Side::A, play("rfc9293", half_closes_then_closes, sends_meanwhile)},
      {CloseWait, Cause::UnreadData, Side::B, play("rfc9293", sends_early_and_shuts, {kLater, close()})},
      {Closing, Cause::UnreadData, Side::A,
       play("rfc9293", half_closes_then_closes, {kLater, send_bytes(100), shutdown()}, {lose(1, 0)})},
      {LastAck, Cause::UnreadData, Side::B,
       play("rfc9293", sends_early_and_shuts, {kLater, shutdown(), wait(100ms), close()}, {lose(3, 0)})},
  };
}

// Data for a socket that nobody can read any more.
std::vector<RowCase> refused_rows() {
  const std::vector<Step> closes = {kLater, close()};
  const std::vector<Step> sends = {wait_until(kClose + 100ms), send_bytes(100)};
  SocketOptions no_fin_wait_2;
  no_fin_wait_2.linger2 = -1s;
  return {
      {FinWait1, Cause::DataAfterClose, Side::A, play("linux", closes, sends, {lose(1, 0)})},
      {FinWait2, Cause::DataAfterClose, Side::A, play("linux", closes, sends)},
      {FinWait2, Cause::Linger2, Side::A, play("linux", {set(no_fin_wait_2), kLater, close()}, kOnlyReads)},
  };
}

}  // namespace

std::vector<RowCase> reset_rows() {
  std::vector<RowCase> rows = rst_rows();
  for (std::vector<RowCase> more : {abort_rows(), unread_rows(), refused_rows()}) {
    rows.insert(rows.end(), more.begin(), more.end());
  }
  // RFC 9293 3.5.2: whoever sends the RST enters TIME-WAIT, where it sends one at all.
  for (RowCase row : abort_rows()) {
    if (row.from == Closing || row.from == LastAck || row.from == TimeWait) continue;
    row.cause = Cause::AbortIntoTimeWait;
    row.scenario = with(row.scenario, [](StackProfile& p) { p.tw_after_sending_rst = true; });
    rows.push_back(row);
  }
  return rows;
}

}  // namespace finwait::experiment
