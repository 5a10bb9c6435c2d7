// Rows of the table of messages: headings, names of timers and segments, and the joints of sentences.
#pragma once

#include <array>

#include "sim/story/message.hpp"

namespace finwait::message_rows {

using M = Message;

inline constexpr std::array kWords = std::to_array<MessageRow>({
    // Headings
    {M::HeadingInShort, "In short", "概要"},
    {M::HeadingWhatHappened, "What happened", "经过"},
    {M::HeadingWhichRule, "Which rule decided", "由哪条规则决定"},
    {M::HeadingHowLong, "How long each state lasted", "各状态的持续时间"},
    {M::HeadingWhatWouldChange, "What would change it", "改变什么会有不同的结果"},
    {M::HeadingTextbook, "Where the textbook differs", "与教科书说法的不同之处"},
    {M::HeadingParting, "Where {0} and {1} part", "{0}与{1}从何处开始不同"},
    {M::HeadingStack, "Under {0}", "在 {0} 协议栈下"},
    // Joints
    {M::Verbatim, "{0}", "{0}"},
    {M::Joint, ", ", "、"},
    {M::LastJoint, " and ", "和"},
    {M::Ellipsis, "...", "……"},
    {M::Minutes, "min", "分"},
    {M::Hours, "h", "小时"},
    {M::Seconds, "s", "秒"},
    {M::Milliseconds, "ms", "毫秒"},
    {M::Microseconds, "us", "微秒"},
    {M::Nanoseconds, "ns", "纳秒"},
    {M::ForEver, "for ever", "永远"},
    {M::HeldForEver, "for ever", "将永远如此"},
    {M::RunEndedFirst, "the run ended first", "直到运行先行结束"},
    {M::AndClause, "{0}, and {1}", "{0}，{1}"},
    {M::NextClause, "{0}; {1}", "{0}；{1}"},
    {M::ByRule, "by {0}", "{0}"},
    {M::ByDamage, "damaged by {0}, so that it is dropped where it arrives", "{0}：被损坏，到达后即被丢弃"},
    {M::Once, "once", "一次"},
    {M::Times, "{0} times", "{0} 次"},
    // Timers
    {M::TimerRetransmission, "retransmission timer", "重传定时器"},
    {M::TimerLossProbe, "tail loss probe's timer", "尾部丢包探测（TLP）定时器"},
    {M::TimerReorder, "reordering timer", "乱序定时器"},
    {M::TimerDelayedAck, "delayed-ACK timer", "延迟确认定时器"},
    {M::TimerFinWait2, "FIN-WAIT-2 timer", "FIN-WAIT-2 定时器"},
    {M::TimerTimeWait, "2 MSL timer", "2MSL 定时器"},
    {M::TimerKeepalive, "keepalive timer", "保活定时器"},
    {M::TimerUserTimeout, "user timeout", "用户超时定时器"},
    {M::TimerPersist, "persist timer", "持续定时器（零窗口探测）"},
    {M::TimerLastAck, "LAST-ACK timer", "LAST-ACK 定时器"},
    // Segments of the close
    {M::FirstSegment, "the first segment of the close", "第一次挥手"},
    {M::SecondSegment, "the second segment of the close", "第二次挥手"},
    {M::ThirdSegment, "the third segment of the close", "第三次挥手"},
    {M::FourthSegment, "the fourth segment of the close", "第四次挥手"},
    // Segments
    {M::NounSyn, "{0}'s SYN", "{0} 的 SYN"},
    {M::NounSynAck, "{0}'s SYN,ACK", "{0} 的 SYN,ACK"},
    {M::NounFin, "{0}'s FIN", "{0} 的 FIN"},
    {M::NounAckOfFin, "{0}'s ACK of the FIN", "{0} 对 FIN 的 ACK"},
    {M::NounRst, "{0}'s RST", "{0} 的 RST"},
    {M::NounData, "{0}'s data", "{0} 的数据"},
    {M::NounAck, "{0}'s ACK", "{0} 的 ACK"},
    {M::NounChallenge, "{0}'s challenge ACK", "{0} 的挑战 ACK"},
    {M::NounProbe, "{0}'s probe", "{0} 的探测报文"},
    {M::NounWithTeardown, "{0} ({1})", "{0}（{1}）"},
});

}  // namespace finwait::message_rows
