#include "sim/ladder_words.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr std::array<std::int64_t, 10> kPowers{1,       10,        100,        1'000,       10'000,
                                               100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

}  // namespace

std::string_view cause_words(Cause cause) {
  switch (cause) {
    case Cause::Open:
    case Cause::Listen:
    case Cause::Syn:
    case Cause::SynAck:
    case Cause::AckOfSyn:
    case Cause::Close:
    case Cause::AckOfFin:
    case Cause::Fin:
    case Cause::Abort:
    case Cause::AbortIntoTimeWait:
      return "";
    case Cause::ReturnToListen:
      return "listens again";
    case Cause::Rst:
      return "RST received";
    case Cause::Refused:
      return "refused";
    case Cause::UnreadData:
      return "closed with unread data";
    case Cause::DataAfterClose:
      return "data for a closed socket";
    case Cause::Linger2:
      return "no FIN-WAIT-2 (TCP_LINGER2)";
    case Cause::GiveUp:
      return "gives up";
    case Cause::UserTimeout:
      return "user timeout: gives up";
    case Cause::Keepalive:
      return "nobody answers: gives up";
    case Cause::PersistLimit:
      return "window stays shut: gives up";
    case Cause::OutOfResources:
      return "too many orphans";
    case Cause::FinWait2Timeout:
      return "FIN-WAIT-2 timer has run out";
    case Cause::LastAckTimeout:
      return "LAST-ACK timer has run out";
    case Cause::TimeWaitTimeout:
      return "2 MSL have passed";
    case Cause::TimeWaitOverflow:
      return "no room for TIME-WAIT";
    case Cause::NewSyn:
      return "a new connection begins";
  }
  return "";
}

std::string_view timer_words(Timer timer) {
  switch (timer) {
    case Timer::Retransmission:
      return "retransmission timer";
    case Timer::LossProbe:
      return "loss probe timer";
    case Timer::Reorder:
      return "reordering timer";
    case Timer::DelayedAck:
      return "delayed-ACK timer";
    case Timer::FinWait2:
      return "FIN-WAIT-2 timer";
    case Timer::TimeWait:
      return "2 MSL timer";
    case Timer::Keepalive:
      return "keepalive timer";
    case Timer::UserTimeout:
      return "user timeout";
    case Timer::Persist:
      return "persist timer";
    case Timer::LastAck:
      return "LAST-ACK timer";
  }
  return "";
}

std::string app_words(const AppRecord& record) {
  const std::string_view event = record.event;
  const std::string error(name(record.error));
  if (event == "error") return "error: " + error;
  std::string words;
  if (event == "close" || event == "shutdown") {
    words = std::string(event) + "()";
  } else if (event == "abort") {
    words = "abort (SO_LINGER 0)";
  } else if (event == "exit") {
    words = "process exits";
  } else if (event == "send") {
    words = "send() " + std::to_string(record.bytes) + " octets";
  } else if (!error.empty()) {
    words = std::string(event);
  }
  return error.empty() ? words : words + ": " + error;
}

std::string_view why_words(Why why) {
  switch (why) {
    case Why::New:
    case Why::Rto:
    case Why::Ack:
    case Why::DelayedAck:
    case Why::Reset:
      return "";
    case Why::LossProbe:
      return "loss probe";
    case Why::Fast:
      return "fast retransmit";
    case Why::DuplicateAck:
      return "duplicate ACK";
    case Why::ChallengeAck:
      return "challenge ACK";
    case Why::Keepalive:
      return "keepalive";
    case Why::WindowProbe:
      return "window probe";
    case Why::Injected:
      return "injected";
  }
  return "";
}

std::string number_words(const SegmentRecord& segment) {
  std::string text = "seq=" + std::to_string(segment.seq);
  if (segment.segment.flags.ack()) text += " ack=" + std::to_string(segment.ack);
  if (segment.segment.len != 0) text += " len=" + std::to_string(segment.segment.len);
  return text;
}

std::string remark_words(const LadderRow& row) {
  const SegmentRecord& s = row.segment;
  if (row.kind == LadderRow::Kind::Arrival) return "sent " + seconds_words(s.t, 3);
  if (s.duplicate) return "copy made by " + std::string(s.by);
  if (s.fate == Fate::Delivered && !s.by.empty() && s.why != Why::Injected) return "delayed by " + std::string(s.by);
  if (const std::string_view why = why_words(s.why); !why.empty()) return std::string(why);
  return s.copy > 1 ? ordinal(s.copy) + " time" : "";
}

std::string seconds_words(Time t, int decimals) {
  const std::int64_t unit = kPowers[static_cast<std::size_t>(9 - decimals)];
  const std::int64_t n = nanoseconds(t) / unit + (nanoseconds(t) % unit >= (unit + 1) / 2 ? 1 : 0);
  const std::int64_t scale = kPowers[static_cast<std::size_t>(decimals)];
  return std::to_string(n / scale) + "." + std::to_string(scale + n % scale).substr(1);
}

int decimals_needed(const LadderRows& rows) {
  for (const LadderRow& row : rows) {
    if (nanoseconds(row.t) % kPowers[6] != 0) return 6;
  }
  return 3;
}

}  // namespace finwait
