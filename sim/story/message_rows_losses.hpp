// Rows of the table of messages: what was lost, who noticed and how, and why a timer fired when it did.
#pragma once

#include <array>

#include "sim/story/message.hpp"

namespace finwait::message_rows {

using M = Message;

inline constexpr std::array kLosses = std::to_array<MessageRow>({
    // Lost
    {M::FinLost, "{0} is lost on the way ({1}): {2} notices nothing, and {3} only that no ACK comes",
     "{0} 在途中丢失（{1}）：{2} 毫无察觉，{3} 只会发现没有 ACK 到来"},
    {M::AckLost,
     "{0} is lost on the way ({1}). Nobody repeats an ACK: {2} notices nothing, and only another copy of {3}'s FIN "
     "makes it send one again",
     "{0} 在途中丢失（{1}）。ACK 本身不会被重传：{2} 毫无察觉，只有 {3} 再次发来 FIN 才会使它再发一个 ACK"},
    {M::AckLostCarried,
     "{0} is lost on the way ({1}). Nobody repeats an ACK, and {2} notices nothing; but {2}'s own FIN will carry "
     "the "
     "same acknowledgment",
     "{0} 在途中丢失（{1}）。ACK 本身不会被重传，{2} 毫无察觉；不过 {2} 自己的 FIN 会携带同样的确认"},
    {M::RstLost, "{0} is lost on the way ({1}); nobody repeats a RST", "{0} 在途中丢失（{1}）；RST 不会被重传"},
    {M::OtherLost, "{0} is lost on the way ({1})", "{0} 在途中丢失（{1}）"},
    {M::MoreLost, "{0} more of {1}'s segments of this kind {0|is|are} lost later",
     "此后 {1} 的同类报文段又丢失 {0} 个"},
    // Sent again
    {M::ProbeAgain, "{0} hears nothing, and at {1}, {2} later, its tail loss probe sends {3} again, {4}",
     "{0} 没有收到任何回应；{2} 之后（{1} 时），它的尾部丢包探测（TLP）再次发送{3}，{4}"},
    {M::ProbeIsNoTimeout, "a probe is no timeout: nothing is doubled, and the RTO starts afresh from it",
     "探测不是超时：不加倍任何间隔，RTO 从探测起重新计时"},
    {M::TimeoutAgain,
     "{0} hears nothing, and at {1}, {2} later, its retransmission timer fires: {3} is sent for the {4} time, {5}",
     "{0} 没有收到任何回应；{2} 之后（{1} 时），它的重传定时器到期：第 {4} 次发送{3}，{5}"},
    {M::FastAgain, "at {0} {1} learns from what was acknowledged that {2} is missing, and sends it again, {3}",
     "{0} 时，{1} 由收到的确认得知{2}缺失，再次发送，{3}"},
    {M::CopyLost, "and it is lost again", "结果又丢失"},
    {M::CopyDamaged, "and it arrives damaged", "结果到达时已损坏"},
    {M::CopyArrives, "and it arrives at {0}", "于 {0} 到达"},
    {M::MoreCopies, "{0} {0|more copy follows|more copies follow}, {1} after the first one went out; {2}",
     "此后又重传 {0} 次，距首次发送分别为 {1}；{2}"},
    {M::MoreCopiesDoubled,
     "{0} {0|more copy follows|more copies follow}, {1} after the first one went out, because the RTO doubles at each "
     "timeout; {2}",
     "此后又重传 {0} 次，距首次发送分别为 {1}，因为每次超时 RTO 都加倍；{2}"},
    {M::MoreCopiesCeiling,
     "{0} {0|more copy follows|more copies follow}, {1} after the first one went out: the RTO doubles at each timeout, "
     "up to its ceiling of {3} ({4}); {2}",
     "此后又重传 {0} 次，距首次发送分别为 {1}：每次超时 RTO 都加倍，直至上限 {3}（{4}）；{2}"},
    {M::CopiesLost, "all of them are lost", "全部丢失"},
    {M::CopiesLostSome, "{0} of them {0|is|are} lost", "其中丢失 {0} 个"},
    {M::CopiesArrive, "none of them is lost", "无一丢失"},
    {M::CopyOneLost, "it is lost", "它也丢失"},
    {M::CopyOneArrives, "it is not lost", "它没有丢失"},
    // Why at that time
    {M::WhyWait, "why {0}: {1}", "为什么是 {0}：{1}"},
    {M::RtoInitial, "no round trip has been measured, so the RTO is its initial value, {0} ({1})",
     "尚未测得往返时间，RTO 取初始值 {0}（{1}）"},
    {M::RtoConstant, "this stack's RTO is {0} ({1}), whatever the round-trip time",
     "该协议栈的 RTO 固定为 {0}（{1}），与往返时间无关"},
    {M::RtoVariance, "RTO = SRTT {0} + 4 x RTTVAR {1} = {2}", "RTO = SRTT {0} + 4 × RTTVAR {1} = {2}"},
    {M::RtoVarianceFloor, "RTO = SRTT {0} + {1} (4 x RTTVAR, which never counts for less than {3} = {4}) = {2}",
     "RTO = SRTT {0} + {1}（4 × RTTVAR，最少按 {3} = {4} 计）= {2}"},
    {M::RtoFloor, "SRTT {0} + 4 x RTTVAR {1} = {2} is less than the least RTO, {3} = {4}",
     "SRTT {0} + 4 × RTTVAR {1} = {2}，小于 RTO 的下限 {3} = {4}"},
    {M::RtoSlop, "RTO = SRTT {0} + 4 x RTTVAR {1} + {3} ({4}) = {2}",
     "RTO = SRTT {0} + 4 × RTTVAR {1} + {3}（{4}）= {2}"},
    {M::RtoSlopFloor, "SRTT {0} + 4 x RTTVAR {1} + {3} ({4}) is less than the least RTO, {5} = {2}",
     "SRTT {0} + 4 × RTTVAR {1} + {3}（{4}），小于 RTO 的下限 {5} = {2}"},
    {M::RtoBackedOff, "{0}; doubled {1} {1|time|times} by timeouts before: {2}", "{0}；此前因超时加倍 {1} 次：{2}"},
    {M::ProbeOwnTime, "2 x SRTT {0} + {1} = {2} (RFC 8985 7.2)", "2 × SRTT {0} + {1} = {2}（RFC 8985 第 7.2 节）"},
    {M::ProbeAtRto,
     "the probe's own time, 2 x SRTT {0} + {1} = {2}, is later than the RTO, so the probe goes at the RTO: {3}",
     "探测自身的时间 2 × SRTT {0} + {1} = {2} 晚于 RTO，所以在 RTO 到期的时刻发出：{3}"},
    {M::ClockWheel,
     "the kernel's timer wheel lets it fire up to about an eighth of its time late: it was set to {0} and fired after "
     "{1}",
     "内核的时间轮允许定时器迟到至多约八分之一：设定 {0}，实际 {1} 后到期"},
    {M::ClockTick, "this stack's clock ticks every {0}, so a timer set to {1} fires after {2}",
     "该协议栈的时钟每 {0} 走一格，所以设为 {1} 的定时器在 {2} 后到期"},
    // ACKs of a FIN
    {M::AckWaited, "{0} waits {1} in case {2}'s own FIN can carry it, and goes out at {3}",
     "{0} 等待 {1}，看 {2} 自己的 FIN 能否捎带它，于 {3} 发出"},
    {M::AckWaitedNoData,
     "{0} waits {1}, in case {2}'s own FIN can carry it, and goes out at {3}; the wait ({4}) is that short because no "
     "data had ever come",
     "{0} 等待 {1}，看 {2} 自己的 FIN 能否捎带它，于 {3} 发出；等待时间由 {4} 决定，因从未收到过数据而很短"},
    {M::AckWaitedData,
     "{0} waits {1}, in case {2}'s own FIN can carry it, and goes out at {3}; that is the delayed ACK of a side that "
     "has received data",
     "{0} 等待 {1}，看 {2} 自己的 FIN 能否捎带它，于 {3} 发出；这是收到过数据的一方的延迟确认"},
    {M::AckAtOnce, "{0} goes out at once, at {1}", "{0} 于 {1} 立即发出"},
    {M::AckAnswersOther, "at {0} {1} answers {2}, which it does not expect, with an ACK that says what it does ({3})",
     "{0} 时，{1} 对意料之外的{2}回以 ACK，说明自己期待的是什么（{3}）"},
    {M::AcksAgain,
     "{0} answers the copies of {1}'s FIN that arrive, and sends its ACK {2} more {2|time|times}, at {3}; {4}",
     "{0} 对每个到达的 {1} 的 FIN 副本都作出应答，又发送 ACK {2} 次，时刻为 {3}；{4}"},
});

}  // namespace finwait::message_rows
