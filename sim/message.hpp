// Everything finwait says about a run, each thing once and in every language: one table of messages. A message knows
// nothing of a run; what it is about is put into its placeholders by statement.hpp. Fixed words (headings, labels) are
// messages without placeholders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/language.hpp"

namespace finwait {

// In the order of the tables, message_rows_*.hpp. To add a message: a name here, a row there.
enum class Message : std::uint16_t {
  // message_rows_words.hpp
  HeadingInShort,
  HeadingWhatHappened,
  HeadingWhichRule,
  HeadingHowLong,
  HeadingWhatWouldChange,
  HeadingTextbook,
  HeadingParting,
  HeadingStack,
  Verbatim,
  Joint,
  LastJoint,
  Ellipsis,
  Minutes,
  Hours,
  Seconds,
  Milliseconds,
  Microseconds,
  Nanoseconds,
  ForEver,
  RunEndedFirst,
  Once,
  Times,
  TheNth,
  TimerRetransmission,
  TimerLossProbe,
  TimerReorder,
  TimerDelayedAck,
  TimerFinWait2,
  TimerTimeWait,
  TimerKeepalive,
  TimerUserTimeout,
  TimerPersist,
  TimerLastAck,
  FirstSegment,
  SecondSegment,
  ThirdSegment,
  FourthSegment,
  NounSyn,
  NounSynAck,
  NounFin,
  NounAckOfFin,
  NounRst,
  NounData,
  NounAck,
  NounProbe,
  NounWithTeardown,
  // message_rows_endings.hpp
  DecidedBy,
  DecidedByZeroMeans,
  GaveUpSinceFirst,
  GaveUpModel,
  GaveUpCountThenWait,
  GaveUpCountNow,
  PeerSentRst,
  PeerNotTold,
  EndAckOfFin,
  EndTimeWait,
  EndFinWait2,
  EndRstInTimeWait,
  EndRst,
  EndRefused,
  EndAbort,
  EndUnreadData,
  EndDataAfterClose,
  EndLinger2,
  EndUserTimeout,
  EndKeepalive,
  EndPersist,
  EndOrphans,
  EndLastAckTimeout,
  EndTimeWaitOverflow,
  EndClosedEarly,
  EndNeverOpened,
  HeldFinWait2Waiting,
  HeldFinWait2NoLimit,
  HeldFinWait2Descriptor,
  HeldCloseWait,
  HeldEstablished,
  HeldTimeWait,
  HeldWindow,
  HeldRepeating,
  HeldListen,
  HeldHandshake,
  // message_rows_events.hpp
  ShortNothingLost,
  ShortLost,
  ShortLostItem,
  ShortClosed,
  ShortHeld,
  ShortDecides,
  HowLong,
  HowLongState,
  HowLongHeld,
};

// Placeholders are numbered, "{0}"; "{0|segment|segments}" gives one of two words by the count 0, for a language that
// has a plural. A language may repeat a placeholder, but must use every one that the other uses.
struct MessageRow {
  Message id{};
  std::string_view english{};
  std::string_view chinese{};
};

std::size_t message_count();
// The text as it stands in the table, placeholders and all. Lives for ever.
std::string_view words(Message message, Language language);

}  // namespace finwait
