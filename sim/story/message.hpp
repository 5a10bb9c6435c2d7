// Everything finwait says about a run, each thing once and in every language: one table of messages. A message knows
// nothing of a run; what it is about is put into its placeholders by statement.hpp. Fixed words (headings, labels) are
// messages without placeholders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/story/language.hpp"

namespace finwait {

// In the order of the tables, message_rows_*.hpp. To add a message: a name here, a row there.
enum class Message : std::uint16_t {
  // clang-format off
  // message_rows_words.hpp
  HeadingInShort, HeadingWhatHappened, HeadingWhichRule, HeadingHowLong, HeadingWhatWouldChange, HeadingTextbook,
  HeadingParting, HeadingStack, Verbatim, Joint, LastJoint, Ellipsis, Minutes, Hours, Seconds, Milliseconds,
  Microseconds, Nanoseconds, ForEver, HeldForEver, RunEndedFirst, AndClause, NextClause, ByRule, ByDamage, Once,
  Times, TimerRetransmission, TimerLossProbe, TimerReorder, TimerDelayedAck, TimerFinWait2, TimerTimeWait,
  TimerKeepalive, TimerUserTimeout, TimerPersist, TimerLastAck, FirstSegment, SecondSegment, ThirdSegment,
  FourthSegment, NounSyn, NounSynAck, NounFin, NounAckOfFin, NounRst, NounData, NounAck, NounChallenge, NounProbe,
  NounWithTeardown,
  // message_rows_endings.hpp
  DecidedBy, DecidedByZeroMeans, DecidedByZeroAtCeiling, GaveUpSinceFirst, GaveUpModel, GaveUpCountThenWait, GaveUpCountNow, PeerSentRst,
  PeerNotTold, EndAckOfFin, EndTimeWait, EndFinWait2, EndRstInTimeWait, EndRst, EndRefused, EndAbort, EndUnreadData,
  EndDataAfterClose, EndLinger2, EndUserTimeout, EndKeepalive, EndPersist, EndOrphans, EndLastAckTimeout,
  EndTimeWaitOverflow, EndClosedEarly, EndNeverOpened, HeldFinWait2Waiting, HeldFinWait2NoLimit,
  HeldFinWait2Descriptor, HeldCloseWait, HeldEstablished, HeldTimeWait, HeldWindow, HeldRepeating, HeldListen,
  HeldHandshake,
  // message_rows_events.hpp
  ShortNothingLost, ShortLost, ShortLostItem, ShortClosed, ShortHeld, ShortDecides, HowLong, HowLongState,
  HowLongHeld, HowLongInstant, Opened, OpenedRoundTrip, OpenedOneSided, DataSent, DataSentLate, DataLost,
  DataOnlyAgain, DataOnlyLost, AgainByTimeout, AgainAsProbe, AgainFast, AcksLost, CallClose, CallShutdown, CallExit,
  CallAbort, CallFin, CallFinOnData, CallFinMerged, CallFinAfterData, CallFinWaits, CallUnread, CallLingerZero,
  CallAbortRst, CallAbortSilent, CallRelease, AppTold, FinToCloseWait, FinToClosing, FinToTimeWait,
  FinAndAckToTimeWait, AckToFinWait2, AckToFinWait2Timer, AckToFinWait2NoTimer, SinceOrphan, SinceReceiveShut,
  SinceHeld, SinceReceives, SinceNoLimit, AckToTimeWait, AckToClosed, FinCountsNow,
  // message_rows_losses.hpp
  FinLost, AckLost, AckLostCarried, RstLost, OtherLost, MoreLost, ProbeAgain, ProbeIsNoTimeout, TimeoutAgain,
  FastAgain, CopyLost, CopyDamaged, CopyArrives, MoreCopies, MoreCopiesDoubled, MoreCopiesCeiling, CopiesLost,
  CopiesLostSome, CopiesArrive, CopyOneLost, CopyOneArrives, WhyWait, RtoInitial, RtoConstant, RtoVariance,
  RtoVarianceFloor, RtoFloor, RtoSlop, RtoSlopFloor, RtoBackedOff, ProbeOwnTime, ProbeAtRto, ClockWheel, ClockTick,
  AckWaited, AckWaitedNoData, AckWaitedData, AckAtOnce, AckAnswersOther, AcksAgain,
  // message_rows_closing.hpp
  RstToClosed, RstEnds, RstToListen, RstFromNowhere, RstAnswer, RstSent, RstsMore, ChallengeSent,
  TimeWaitRestartedOnce, TimeWaitRestarted, TimeWaitNotRestarted, TimeWaitOver, TimeWaitReopened, TimeWaitNoRoom,
  FinWait2Over, NothingSent, ARstIsSent, GaveUpAt, GaveUpPlain, LastAckOver, Linger2Over, DataAfterCloseAt,
  OrphansAt, ClosedEarlyAt, KeepaliveProbes, KeepaliveProbesPlain, ProbesAnswered, ProbesAnsweredSome,
  ProbesUnanswered, WindowProbes, WindowProbeOnce, InjectedAt, InjectedNoEffect, HeldBack, HeldBackMore, Duplicated,
  EndsQuiet, EndsTimeUp, LeftOut,
  // message_rows_rules.hpp
  RuleAcked, RuleTimeWait, RuleTimeWaitConstant, RuleTimeWaitFrom, RuleLastReceive, RuleFinWait2, RuleFinWait2Floor,
  RuleFinWait2Split, RuleOrphan, RuleHolder, RuleModel, RuleModelZero, BudgetDoublings, BudgetCeiling,
  RuleModelTested, RuleSinceFirst, RuleCountThenWait, RuleCountNow, RuleUserTimeout, RuleCloseWait, RuleEstablished,
  RuleFinWait2Held, RuleRst, RulePlain, RulePlainDecided,
  // message_rows_knobs.hpp
  KnobChanges, KnobConstant, KnobNothing, InsteadClose, InsteadShutdown, WithoutLinger, WouldCloseAt,
  WouldCloseInstead, WouldStay, WouldBeIn, OnlyApplication, KnobsNotTried, KnobsNone,
  // message_rows_textbook.hpp
  TextbookItself, TextbookAgrees, TextbookAgreesInTheEnd, TbAckDelay, TbMerged, TbAckOnData, TbAgainHere,
  TbAgainThere, TbFirstWait, TbFirstWaitPlain, TbProbe, TbCountTime, TbCount, TbClosedAt, TbClosedThere,
  TbClosedHere, TbState, TbWhy, TbOrder, TbTimeWait, TbRstHere, TbRstThere, TbTold, NoError, PartSame, PartLast,
  PartNext, PartNothing, PartEnd, PartEndClosed, PartEndHeld, MarkState, MarkSends, MarkSendsCopy, MarkSendsLost,
  MarkSendsCopyLost,
  // message_rows_report.hpp
  ReportLanguageTag, ReportSkip, ReportContents, ReportUntitled, ReportRunOf, ReportSideAndStack, ReportBothSides,
  ReportSeed, ReportRunEndedQuiet, ReportRunEndedTime, ReportEndHeading, ReportEndSince, ReportDecidedBy,
  ReportTimeInStates, ReportSegments, ReportSegmentCounts, ReportToldError, ReportPictureHeading, ReportPictureNote,
  ReportStoryHeading, ReportStatesHeading, ReportStatesNote, ReportTraceHeading, ReportTraceNote, ReportTraceCaption,
  ReportColumnTime, ReportColumnSide, ReportColumnKind, ReportColumnEvent, ReportColumnDetails, ReportKindSegment,
  ReportKindState, ReportKindTimer, ReportKindApplication, ReportArrives, ReportLostBy, ReportCorruptedBy, ReportBy,
  ReportLinkCopy, ReportCopyNumber, ReportBackoffs, ReportTimerSet, ReportTimerFired, ReportTimerStopped,
  ReportTimerDue, ReportOctets, ReportLeftOut, ReportFilterHeading, ReportFilterText, ReportFilterHint,
  ReportFilterKinds, ReportFilterSides, ReportFilterReset, ReportAllRows, ReportSomeRows, ReportParametersHeading,
  ReportNothingChanged, ReportChangedCaption, ReportColumnParameter, ReportColumnKernelName, ReportColumnValue,
  ReportColumnStackValue, ReportColumnEvidence, ReportColumnSource, ReportAllParameters, ReportAllParametersCaption,
  ReportChangedMark, ReportEvidenceVerified, ReportEvidenceDocumented, ReportEvidenceAssumed, ReportEvidenceNote,
  ReportAgainHeading, ReportAgainNote, ReportMadeBy,
  // clang-format on
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
