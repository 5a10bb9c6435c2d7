// Rows of the table of messages: which rule decided, with its numbers.
#pragma once

#include <array>

#include "sim/story/message.hpp"

namespace finwait::message_rows {

using M = Message;

inline constexpr std::array kRules = std::to_array<MessageRow>({
    {M::RuleAcked, "{0}: no limit was reached; the ACK of its FIN ended LAST-ACK",
     "{0}：没有触及任何上限；对其 FIN 的 ACK 结束了 LAST-ACK"},
    {M::RuleTimeWait, "{0}: TIME-WAIT lasts {1} = {2}", "{0}：TIME-WAIT 持续 {1} = {2}"},
    {M::RuleTimeWaitConstant,
     "{0}: TIME-WAIT lasts {1} = {2}; that is a constant in the kernel's source, which no sysctl changes",
     "{0}：TIME-WAIT 持续 {1} = {2}；这是写在内核源码中的常量，没有任何 sysctl 能改变它"},
    {M::RuleTimeWaitFrom, "{0}: it counts from what restarted it last, at {1}, and so TIME-WAIT took {2} in all",
     "{0}：从最后一次重启它的时刻 {1} 起计，所以 TIME-WAIT 总共历时 {2}"},
    {M::RuleLastReceive,
     "{0}: this stack counts the limit from the last segment received before the close, so what was left of it was {1}",
     "{0}：该协议栈从关闭之前收到的最后一个报文段起计时，所以只剩下 {1}"},
    {M::RuleFinWait2, "{0}: FIN-WAIT-2 has a limit here because {1}: {2} = {3}",
     "{0}：这里 FIN-WAIT-2 有时限，因为{1}：{2} = {3}"},
    {M::RuleFinWait2Floor, "{0}: the limit is never less than {1} times the RTO, and that made it {2}",
     "{0}：该时限不会小于 RTO 的 {1} 倍，因此为 {2}"},
    {M::RuleFinWait2Split,
     "{0}: of a limit above {1} this kernel runs only what is above it, and that twice, so FIN-WAIT-2 took {2}",
     "{0}：对于超过 {1} 的时限，该内核只计超出的部分，并计两遍，所以 FIN-WAIT-2 历时 {2}"},
    {M::RuleOrphan, "{0}: after close() nobody held the socket, so {1} was the limit and not {2}",
     "{0}：close() 之后没有人持有该套接字，所以适用的是 {1}，而不是 {2}"},
    {M::RuleHolder, "{0}: the application still held the socket, so {1} was the limit and not {2}",
     "{0}：应用程序仍持有该套接字，所以适用的是 {1}，而不是 {2}"},
    {M::RuleModel, "{0}: {1} = {2} is no count of retransmissions: it stands for a time, {3}",
     "{0}：{1} = {2} 并不是重传次数，而是代表一段时间：{3}"},
    {M::RuleModelZero, "{0}: {1} = {2} means {4}, and that is no count of retransmissions: it stands for a time, {3}",
     "{0}：{1} = {2} 的含义为 {4}，而它并不是重传次数，而是代表一段时间：{3}"},
    {M::BudgetDoublings, "(2^{0} - 1) x {1} = {2}", "（2^{0} - 1）× {1} = {2}"},
    {M::BudgetCeiling, "(2^{0} - 1) x {1} + {2} x {3} = {4}", "（2^{0} - 1）× {1} + {2} × {3} = {4}"},
    {M::RuleModelTested,
     "{0}: the time counts from the first timeout-driven retransmission, at {1}, and is looked at only when the timer "
     "fires: at {2} {3} had passed, which is less; at {4} {5} had, and it gave up",
     "{0}：时间从第一次超时重传（{1}）起计，且只在定时器到期时检查：{2} 时已过去 {3}，尚不足；{4} 时已过去 "
     "{5}，于是放弃"},
    {M::RuleSinceFirst,
     "{0}: {1} = {2} since the first transmission, looked at only when the timer fires: at {3} {4} had "
     "passed, which is less; at {5} {6} had, and it gave up",
     "{0}：自首次发送起 {1} = {2}，且只在定时器到期时检查：{3} 时已过去 {4}，尚不足；{5} 时已过去 {6}，于是放弃"},
    {M::RuleCountThenWait,
     "{0}: {1} = {2} is a count here: after {3} {3|retransmission|retransmissions} it waited {4} more, then gave up",
     "{0}：这里 {1} = {2} 是次数：重传 {3} 次之后再等待 {4}，然后放弃"},
    {M::RuleCountNow,
     "{0}: {1} = {2} is a count here: after {3} {3|retransmission|retransmissions} it gave up at once, within {4}",
     "{0}：这里 {1} = {2} 是次数：重传 {3} 次之后随即放弃，仅隔 {4}"},
    {M::RuleUserTimeout,
     "{0}: TCP_USER_TIMEOUT = {1} counts from the first timeout-driven retransmission, at {2}, and the last wait is "
     "cut "
     "short so that it ends on time, at {3}",
     "{0}：TCP_USER_TIMEOUT = {1} 从第一次超时重传（{2}）起计，最后一次等待被缩短，以便准时在 {3} 结束"},
    {M::RuleCloseWait,
     "{0}: nothing but its application can end CLOSE-WAIT: TCP has no timer there, only keepalive would notice a dead "
     "peer",
     "{0}：只有应用程序能结束 CLOSE-WAIT：TCP 在这里没有定时器，只有保活才能发现对端已经消失"},
    {M::RuleEstablished,
     "{0}: no timer runs in ESTABLISHED as long as nothing waits to be acknowledged; without keepalive it never finds "
     "out that the other side is gone",
     "{0}：在 ESTABLISHED 状态下，只要没有等待确认的数据，就没有任何定时器；没有保活，它永远不会发现对端已经消失"},
    {M::RuleFinWait2Held, "{0}: FIN-WAIT-2 has no limit here, because {1} ({2} = {3})",
     "{0}：这里 FIN-WAIT-2 没有时限，因为{1}（{2} = {3}）"},
    {M::RuleRst, "{0}: a RST with the number it expects ends {1} at once; no timer had a say",
     "{0}：序列号正确的 RST 立即结束 {1}，与定时器无关"},
    {M::RulePlain, "{0}: {1}", "{0}：{1}"},
    {M::RulePlainDecided, "{0}: {1}; the rule is {2}", "{0}：{1}；所依据的规则是 {2}"},
});

}  // namespace finwait::message_rows
