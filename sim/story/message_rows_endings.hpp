// Rows of the table of messages: why a side ended as it did. The English ones are the sentences of SideEnd::why.
#pragma once

#include <array>

#include "sim/story/message.hpp"

namespace finwait::message_rows {

using M = Message;

inline constexpr std::array kEndings = std::to_array<MessageRow>({
    {M::DecidedBy, "{0} = {1}", "{0} = {1}"},
    {M::DecidedByZeroMeans, "{0} = {1}, which means {2}", "{0} = {1}（含义为 {2}）"},
    {M::DecidedByZeroAtCeiling, "{0} = {1}, which means 0 once the wait has reached {2} = {3}",
     "{0} = {1}（等待时间达到 {2} = {3} 后即为 0）"},
    {M::GaveUpSinceFirst,
     "no acknowledgment came: after {0} {0|retransmission|retransmissions} the time since the first transmission was "
     "over the limit; {1}",
     "一直没有收到确认：重传 {0} 次之后，距首次发送的时间已超过上限；{1}"},
    {M::GaveUpModel,
     "no acknowledgment came: after {0} {0|retransmission|retransmissions} the time since the first timeout-driven one "
     "was over the budget that the limit stands for; {1}",
     "一直没有收到确认：重传 {0} 次之后，距第一次超时重传的时间已达到该上限所代表的时间预算；{1}"},
    {M::GaveUpCountThenWait,
     "no acknowledgment came: after {0} {0|retransmission|retransmissions} and one more wait it gave up; {1}",
     "一直没有收到确认：重传 {0} 次并再等待一个间隔之后放弃；{1}"},
    {M::GaveUpCountNow, "no acknowledgment came: it gave up right after {0} {0|retransmission|retransmissions}; {1}",
     "一直没有收到确认：重传 {0} 次之后立即放弃；{1}"},
    {M::PeerSentRst, "the peer was sent a RST", "并向对端发送了 RST"},
    {M::PeerNotTold, "the peer is not told", "对端不会得到任何通知"},
    {M::EndAckOfFin, "its FIN was acknowledged in LAST-ACK: the normal end of the passive side",
     "它的 FIN 在 LAST-ACK 状态得到确认：这是被动关闭方的正常结束"},
    {M::EndTimeWait, "TIME-WAIT lasted its time: the normal end of the active side",
     "TIME-WAIT 期满：这是主动关闭方的正常结束"},
    {M::EndFinWait2, "the peer's FIN did not come while FIN-WAIT-2 was allowed to last, {0}",
     "在 FIN-WAIT-2 允许的时间（{0}）内没有等到对端的 FIN"},
    {M::EndRstInTimeWait, "a RST with exactly the next sequence number ended TIME-WAIT early",
     "一个序列号恰好等于下一个期待值的 RST 提前结束了 TIME-WAIT"},
    {M::EndRst, "the peer's RST ended it in {0}", "对端的 RST 使它在 {0} 状态下结束"},
    {M::EndRefused, "the peer refused the connection with a RST", "对端用 RST 拒绝了连接"},
    {M::EndAbort, "the application aborted: a RST instead of a FIN", "应用程序中止了连接：发送 RST 而不是 FIN"},
    {M::EndUnreadData, "close() found data that the application had not read: a RST instead of a FIN",
     "close() 时仍有应用程序未读的数据：发送 RST 而不是 FIN"},
    {M::EndDataAfterClose, "data came that nobody can read any more: it was answered with a RST",
     "到来的数据已经没有人能读取：以 RST 应答"},
    {M::EndLinger2, "TCP_LINGER2 below 0 allows no FIN-WAIT-2: a RST as soon as the FIN was acknowledged",
     "TCP_LINGER2 小于 0，不允许进入 FIN-WAIT-2：FIN 一被确认就发送 RST"},
    {M::EndUserTimeout, "data or FIN stayed unacknowledged for the user timeout",
     "数据或 FIN 在用户超时时间内一直未被确认"},
    {M::EndKeepalive, "the keepalive probes went unanswered", "保活探测一直没有得到应答"},
    {M::EndPersist, "the peer's window stayed closed: the FIN was never sent, and the probes reached their limit",
     "对端窗口一直为零：FIN 始终没有发出，窗口探测达到了上限"},
    {M::EndOrphans, "there were more orphans than allowed", "孤儿连接的数量超过了允许值"},
    {M::EndLastAckTimeout, "LAST-ACK lasted as long as it may", "LAST-ACK 持续到了允许的最长时间"},
    {M::EndTimeWaitOverflow, "there was no room for a TIME-WAIT socket", "没有空间容纳 TIME-WAIT 套接字"},
    {M::EndClosedEarly, "closed before the connection was established", "连接建立之前就已关闭"},
    {M::EndNeverOpened, "it was never opened", "它从未打开"},
    // A state that still holds
    {M::HeldFinWait2Waiting, "it was still waiting for the peer's FIN when the run ended",
     "运行结束时它仍在等待对端的 FIN"},
    {M::HeldFinWait2NoLimit, "the peer's FIN never came and this stack sets FIN-WAIT-2 no limit: {0}",
     "对端的 FIN 一直没有到来，而该协议栈对 FIN-WAIT-2 不设时限：{0}"},
    {M::HeldFinWait2Descriptor, "the application still holds the descriptor, so FIN-WAIT-2 has no limit: {0}",
     "应用程序仍持有描述符，所以 FIN-WAIT-2 没有时限：{0}"},
    {M::HeldCloseWait, "the application never closes: CLOSE-WAIT has no timer, {0}",
     "应用程序一直不关闭：CLOSE-WAIT 没有定时器，{0}"},
    {M::HeldEstablished, "it never heard of the other side's end: ESTABLISHED has no timer but keepalive, {0}",
     "它从未得知另一方已经结束：ESTABLISHED 除保活之外没有任何定时器，{0}"},
    {M::HeldTimeWait, "TIME-WAIT was still running when the run ended", "运行结束时 TIME-WAIT 尚未期满"},
    {M::HeldWindow, "the peer's window is closed, so the FIN could not be sent: {0}",
     "对端窗口为零，FIN 无法发出：{0}"},
    {M::HeldRepeating, "it was still repeating its FIN when the run ended", "运行结束时它仍在重传 FIN"},
    {M::HeldListen, "no connection was made", "没有建立连接"},
    {M::HeldHandshake, "the handshake was not complete when the run ended", "运行结束时握手尚未完成"},
});

}  // namespace finwait::message_rows
