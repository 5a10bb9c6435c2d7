// Rows of the table of messages: the waits of the closing states, resets, probes, what was made by the scenario, and
// how each side left.
#pragma once

#include <array>

#include "sim/story/message.hpp"

namespace finwait::message_rows {

using M = Message;

inline constexpr std::array kClosing = std::to_array<MessageRow>({
    // Resets
    {M::RstToClosed, "{0} reaches {1} at {2}: {1} leaves {3} and is CLOSED",
     "{0} 在 {2} 到达 {1}：{1} 离开 {3}，进入 CLOSED"},
    {M::RstEnds, "at {0} it ends {2} for {1}: CLOSED", "{0} 时，它使 {1} 结束 {2}，进入 CLOSED"},
    {M::RstToListen, "{0} reaches {1} at {2}: {1} goes back to LISTEN", "{0} 在 {2} 到达 {1}：{1} 回到 LISTEN"},
    {M::RstFromNowhere,
     "{0} reaches {1} at {2}, where nothing is left of the connection: it is answered with a RST, as a closed port "
     "does",
     "{0} 在 {2} 到达 {1}，而那里连接已不复存在：如同访问关闭的端口，以 RST 应答"},
    {M::RstAnswer, "at {1} {0} answers {2} with a RST", "{1} 时，{0} 以 RST 应答{2}"},
    {M::RstSent, "at {1} {0} sends a RST", "{1} 时，{0} 发送 RST"},
    {M::RstsMore, "{0} sends {1} more {1|RST|RSTs} of this kind", "{0} 此后又发送 {1} 个同样的 RST"},
    {M::ChallengeSent, "at {0} {1} does not accept what came and answers with a challenge ACK (RFC 5961), {2}",
     "{0} 时，{1} 不接受收到的报文，以挑战 ACK 应答，共 {2}（RFC 5961）"},
    // TIME-WAIT
    {M::TimeWaitRestartedOnce, "at {0} {1}'s TIME-WAIT begins anew: what comes restarts it, and {2} count from here",
     "{0} 时，{1} 的 TIME-WAIT 重新计时：到来的报文使它重启，从此刻起再计 {2}"},
    {M::TimeWaitRestarted,
     "{1}'s TIME-WAIT begins anew each time something comes that restarts it, {2} in all; the last time at {0}, and "
     "{3} "
     "count from there",
     "每当有使之重启的报文到来，{1} 的 TIME-WAIT 就重新计时，共 {2}；最后一次在 {0}，从那时起再计 {3}"},
    {M::TimeWaitNotRestarted,
     "a copy of {1}'s FIN reaches {0} in TIME-WAIT, but this stack does not restart the time ({2})",
     "{1} 的 FIN 副本到达处于 TIME-WAIT 的 {0}，但该协议栈并不因此重新计时（{2}）"},
    {M::TimeWaitOver, "at {0} {1}'s TIME-WAIT is over after {2}: CLOSED",
     "{0} 时，{1} 的 TIME-WAIT 历时 {2} 后结束：CLOSED"},
    {M::TimeWaitReopened, "at {0} a new SYN is accepted in {1}'s TIME-WAIT: a new connection begins",
     "{0} 时，{1} 在 TIME-WAIT 中接受了新的 SYN：新的连接开始"},
    {M::TimeWaitNoRoom, "at {0} there is no room for {1}'s {2} ({3} = {4}): {1} is CLOSED at once, and sends nothing",
     "{0} 时，没有空间容纳 {1} 的 {2}（{3} = {4}）：{1} 立即进入 CLOSED，不发送任何报文"},
    // FIN-WAIT-2 and other limits
    {M::FinWait2Over,
     "at {0} {1} has waited {2} in FIN-WAIT-2 and {3}'s FIN has not come: its timer fires and it is CLOSED; {4}",
     "{0} 时，{1} 在 FIN-WAIT-2 等待了 {2}，{3} 的 FIN 仍未到来：定时器到期，进入 CLOSED；{4}"},
    {M::NothingSent, "it sends nothing", "不发送任何报文"},
    {M::ARstIsSent, "it sends a RST", "并发送 RST"},
    {M::GaveUpAt, "at {0} {1}'s {2} fires once more, and instead of sending again it gives up: CLOSED; {3}",
     "{0} 时，{1} 的{2}再次到期，它不再重传而是放弃：CLOSED；{3}"},
    {M::GaveUpPlain, "at {0} {1} gives up: CLOSED; {2}", "{0} 时，{1} 放弃：CLOSED；{2}"},
    {M::LastAckOver, "at {0} {1}'s LAST-ACK has lasted as long as it may ({2}): CLOSED",
     "{0} 时，{1} 的 LAST-ACK 已达到允许的最长时间（{2}）：CLOSED"},
    {M::Linger2Over,
     "at {0} {1}'s FIN is acknowledged; TCP_LINGER2 is below 0, so it sends a RST and is CLOSED without FIN-WAIT-2",
     "{0} 时，{1} 的 FIN 得到确认；TCP_LINGER2 小于 0，于是发送 RST 并不经 FIN-WAIT-2 直接进入 CLOSED"},
    {M::DataAfterCloseAt,
     "{0} reaches {1} at {2}, where nobody can read it any more: {1} answers with a RST and goes from {3} to CLOSED",
     "{0} 在 {2} 到达 {1}，而那里已没有人能读取：{1} 以 RST 应答，由 {3} 进入 CLOSED"},
    {M::OrphansAt, "at {0} there are more orphans than {2} = {3} allows: {1} sends a RST and is CLOSED",
     "{0} 时，孤儿连接数超过 {2} = {3}：{1} 发送 RST，进入 CLOSED"},
    {M::ClosedEarlyAt, "at {0} {1} is CLOSED before the connection was open", "{0} 时，{1} 在连接建立之前进入 CLOSED"},
    // Probes
    {M::KeepaliveProbes, "{0} has heard nothing since {1} and from {2} on sends {3} keepalive {3|probe|probes}; {4}",
     "{0} 自 {1} 起没有收到任何报文，从 {2} 起发送 {3} 个保活探测；{4}"},
    {M::KeepaliveProbesPlain, "from {1} on {0} sends {2} keepalive {2|probe|probes}; {3}",
     "从 {1} 起，{0} 发送 {2} 个保活探测；{3}"},
    {M::ProbesAnswered, "{0|it is|all are} answered, so the other side is alive", "{0} 个都得到应答，说明对端仍在"},
    {M::ProbesAnsweredSome, "{0} of them are answered", "其中 {0} 个得到应答"},
    {M::ProbesUnanswered, "no ACK answers", "没有 ACK 应答"},
    {M::WindowProbes,
     "{0} may not send because {1}'s window is closed: from {2} to {3} it sends {4} window {4|probe|probes}, waiting "
     "{5} before each",
     "{1} 的窗口为零，{0} 不能发送：从 {2} 到 {3} 发送 {4} 个窗口探测，每次之前分别等待 {5}"},
    {M::WindowProbeOnce, "{0} may not send because {1}'s window is closed: at {2} it sends a window probe",
     "{1} 的窗口为零，{0} 不能发送：在 {2} 发送一个窗口探测"},
    // Made by the scenario or the link
    {M::InjectedAt, "at {0} a segment made for this run ({1}) reaches {2}, as if {3} had sent it: {4}",
     "{0} 时，为本次运行构造的报文段（{1}）到达 {2}，看起来像是 {3} 发出的：{4}"},
    {M::InjectedNoEffect,
     "at {0} a segment made for this run ({1}) reaches {2}, as if {3} had sent it: {4}. It does not change {2}'s "
     "state, {5}",
     "{0} 时，为本次运行构造的报文段（{1}）到达 {2}，看起来像是 {3} 发出的：{4}。{2} 的状态 {5} 不变"},
    {M::HeldBack, "{0} is held up ({1}): sent at {2}, it arrives only at {3}",
     "{0} 被延迟（{1}）：{2} 发出，{3} 才到达"},
    {M::HeldBackMore, "{0} more of {1}'s segments {0|is|are} treated so ({2})",
     "{1} 另有 {0} 个报文段受到同样处理（{2}）"},
    {M::Duplicated, "{0} of {1}'s segments {0|arrives|arrive} once more, as a copy made on the way ({2})",
     "{1} 有 {0} 个报文段在途中被复制，多到达一次（{2}）"},
    // The end
    {M::EndsQuiet, "after {0} nothing more can happen: {1} is {2}, {3} is {4}",
     "{0} 之后不会再发生任何事情：{1} 为 {2}，{3} 为 {4}"},
    {M::EndsTimeUp, "at {0} the time of the run is over: {1} is {2}, {3} is {4}",
     "{0} 时，运行时间结束：{1} 为 {2}，{3} 为 {4}"},
    {M::LeftOut, "({0} more {0|event is|events are} left out here)", "（此处略去 {0} 件事）"},
});

}  // namespace finwait::message_rows
