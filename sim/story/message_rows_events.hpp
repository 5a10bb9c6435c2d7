// Rows of the table of messages: what happened, in the order of time, and how it ended, in short.
#pragma once

#include <array>

#include "sim/story/message.hpp"

namespace finwait::message_rows {

using M = Message;

inline constexpr std::array kEvents = std::to_array<MessageRow>({
    // In short
    {M::ShortNothingLost, "nothing was lost", "没有报文丢失"},
    {M::ShortLost, "lost on the way: {0}", "途中丢失：{0}"},
    {M::ShortLostItem, "{0} {1}", "{0} {1}"},
    {M::ShortClosed, "{0} has been CLOSED since {1}, because {2}", "{0} 在 {1} 时进入 CLOSED，原因是{2}"},
    {M::ShortHeld, "{0} is in {1}, and has been since {2}, because {3}", "{0} 从 {2} 起停留在 {1}，原因是{3}"},
    {M::ShortDecides, "what decides for {0}: {1}", "对 {0} 起决定作用的参数：{1}"},
    // How long
    {M::HowLong, "{0}: {1}", "{0}：{1}"},
    {M::HowLongState, "{0} {1}", "{0} {1}"},
    {M::HowLongHeld, "{0} {1} and still in it when the run ends", "{0} {1}（运行结束时仍在其中）"},
    {M::HowLongInstant, "{0} for an instant", "{0} 仅一瞬"},
    // Opening
    {M::Opened, "the connection opens: {0} is in ESTABLISHED at {1}, {2} at {3}",
     "连接建立：{0} 在 {1} 进入 ESTABLISHED，{2} 在 {3} 进入"},
    {M::OpenedRoundTrip, "the connection opens: {0} is in ESTABLISHED at {1}, {2} at {3}; a round trip takes {4}",
     "连接建立：{0} 在 {1} 进入 ESTABLISHED，{2} 在 {3} 进入；往返时间为 {4}"},
    {M::OpenedOneSided, "{0} is in ESTABLISHED at {1}; {2} never gets there",
     "{0} 在 {1} 进入 ESTABLISHED；{2} 始终没有进入"},
    // Data
    {M::DataSent, "{0} sends {1} {1|octet|octets} of data in {2} {2|segment|segments}, beginning at {3}",
     "从 {3} 起，{0} 发送 {1} 字节数据，共 {2} 个报文段"},
    {M::DataSentLate,
     "{0}, whose peer has sent its FIN already, still sends {1} {1|octet|octets} of data in {2} {2|segment|segments}, "
     "beginning at {3}",
     "对端已发出 FIN，{0} 从 {3} 起仍发送 {1} 字节数据，共 {2} 个报文段"},
    {M::DataLost, "of {0}'s data segments {1} {1|is|are} lost and {2} {2|is|are} sent again: {3}",
     "{0} 的数据报文段丢失 {1} 个，重传 {2} 个：{3}"},
    {M::DataOnlyAgain, "of {0}'s data segments none is lost, but {1} {1|is|are} sent again: {2}",
     "{0} 的数据报文段没有丢失，但重传 {1} 个：{2}"},
    {M::DataOnlyLost, "of {0}'s data segments {1} {1|is|are} lost", "{0} 的数据报文段丢失 {1} 个"},
    {M::AgainByTimeout, "{0} by timeout", "超时重传 {0} 个"},
    {M::AgainAsProbe, "{0} as a loss probe", "尾部丢包探测 {0} 个"},
    {M::AgainFast, "{0} by fast retransmit", "快速重传 {0} 个"},
    {M::AcksLost, "of {0}'s ACKs of data {1} {1|is|are} lost; the next one makes up for it",
     "{0} 对数据的 ACK 丢失 {1} 个；下一个 ACK 即可弥补"},
    // Calls
    {M::CallClose, "{0} calls close()", "{0} 调用 close()"},
    {M::CallShutdown, "{0} calls shutdown()", "{0} 调用 shutdown()"},
    {M::CallExit, "{0}'s process ends, and its kernel closes the socket", "{0} 的进程结束，由内核关闭套接字"},
    {M::CallAbort, "{0} aborts", "{0} 中止连接"},
    {M::CallFin, "at {0} {1}: its FIN goes out, {2}, and it enters {3}", "{0} 时，{1}：发出 FIN（{2}），进入 {3}"},
    {M::CallFinOnData, "at {0} {1}: its FIN goes out on the last of its data, {2}, and it enters {3}",
     "{0} 时，{1}：FIN 随最后的数据一起发出（{2}），进入 {3}"},
    {M::CallFinMerged,
     "at {0} {1} and enters {3}: its FIN ({2}) carries the ACK of {4}'s FIN as well, so the second and the third "
     "segment of the close are one",
     "{0} 时，{1}，进入 {3}：它的 FIN（{2}）同时携带对 {4} 的 FIN 的确认，第二次与第三次挥手合并为一个报文段"},
    {M::CallFinAfterData,
     "at {0} {1}: its FIN goes out, {2}, and it enters {3}; its data carried the ACK of {4}'s FIN, so there is no pure "
     "ACK before it",
     "{0} 时，{1}：发出 FIN（{2}），进入 {3}；对 {4} 的 FIN 的确认已由它的数据捎带，所以没有单独的 ACK"},
    {M::CallFinWaits, "at {0} {1} and enters {2}, but its FIN has to wait behind data that may not be sent yet",
     "{0} 时，{1}，进入 {2}；但 FIN 只能排在尚不能发送的数据之后等待"},
    {M::CallUnread, "at {0} {1} while received data is unread: it sends a RST instead of a FIN and is CLOSED",
     "{0} 时，{1}，此时仍有已收到而未读的数据：它发送 RST 而不是 FIN，进入 CLOSED"},
    {M::CallLingerZero, "at {0} {1} with SO_LINGER 0: it sends a RST instead of a FIN and enters {2}",
     "{0} 时，{1}（SO_LINGER 为 0）：它发送 RST 而不是 FIN，进入 {2}"},
    {M::CallAbortRst, "at {0} {1}: it sends a RST and enters {2}", "{0} 时，{1}：它发送 RST，进入 {2}"},
    {M::CallAbortSilent, "at {0} {1} in {2}: it is CLOSED without sending anything",
     "{0} 时，{1}（在 {2} 状态）：不发送任何报文，进入 CLOSED"},
    {M::CallRelease, "at {0} {1}: from now on nobody holds the socket, it is an orphan",
     "{0} 时，{1}：从此没有人持有该套接字，它成为孤儿连接"},
    {M::AppTold, "at {0} {1}'s application is told {2}", "{0} 时，{1} 的应用程序得到错误 {2}"},
    // FINs and ACKs arrive
    {M::FinToCloseWait, "{0}'s FIN reaches {1} at {2}: {1} enters CLOSE-WAIT, and its application can read end-of-file",
     "{0} 的 FIN 在 {2} 到达 {1}：{1} 进入 CLOSE-WAIT，它的应用程序可以读到文件结束（EOF）"},
    {M::FinToClosing,
     "{0}'s FIN reaches {1} at {2}, before {1}'s own FIN has been acknowledged: both sides are closing at once, and "
     "{1} "
     "enters CLOSING",
     "{0} 的 FIN 在 {2} 到达 {1}，而 {1} 自己的 FIN 尚未得到确认：双方同时关闭，{1} 进入 CLOSING"},
    {M::FinToTimeWait, "{0}'s FIN reaches {1} at {2}: {1} acknowledges it at once and enters TIME-WAIT",
     "{0} 的 FIN 在 {2} 到达 {1}：{1} 立即确认，进入 TIME-WAIT"},
    {M::FinAndAckToTimeWait,
     "{0}'s FIN reaches {1} at {2} and acknowledges {1}'s own FIN too: {1} passes FIN-WAIT-2 in one instant and enters "
     "TIME-WAIT",
     "{0} 的 FIN 在 {2} 到达 {1}，同时确认了 {1} 自己的 FIN：{1} 一瞬间经过 FIN-WAIT-2，进入 TIME-WAIT"},
    {M::AckToFinWait2, "the ACK of {0}'s FIN reaches {0} at {1}: {0} enters FIN-WAIT-2",
     "对 {0} 的 FIN 的 ACK 在 {1} 到达 {0}：{0} 进入 FIN-WAIT-2"},
    {M::AckToFinWait2Timer,
     "the ACK of {0}'s FIN reaches {0} at {1}: {0} enters FIN-WAIT-2, and since {2}, its timer is set to {3}",
     "对 {0} 的 FIN 的 ACK 在 {1} 到达 {0}：{0} 进入 FIN-WAIT-2；由于{2}，定时器设为 {3}"},
    {M::AckToFinWait2NoTimer,
     "the ACK of {0}'s FIN reaches {0} at {1}: {0} enters FIN-WAIT-2, where no timer runs because {2}",
     "对 {0} 的 FIN 的 ACK 在 {1} 到达 {0}：{0} 进入 FIN-WAIT-2；由于{2}，没有任何定时器"},
    {M::SinceOrphan, "nobody holds the socket any more", "已没有人持有该套接字"},
    {M::SinceReceiveShut, "nothing can be received any more", "接收方向已经关闭"},
    {M::SinceHeld, "the application still holds the socket", "应用程序仍持有该套接字"},
    {M::SinceReceives, "the application can still receive", "应用程序仍可接收"},
    {M::SinceNoLimit, "this stack has no rule that ends it", "该协议栈没有结束它的规则"},
    {M::AckToTimeWait, "{0}'s FIN is acknowledged at {1}: {0} goes from CLOSING to TIME-WAIT",
     "{0} 的 FIN 在 {1} 得到确认：{0} 由 CLOSING 进入 TIME-WAIT"},
    {M::AckToClosed, "the ACK of {0}'s FIN reaches {0} at {1}: {0} is CLOSED",
     "对 {0} 的 FIN 的 ACK 在 {1} 到达 {0}：{0} 进入 CLOSED"},
    {M::FinCountsNow,
     "{0}'s FIN has been at {1} for a while, but something before it was missing; at {2} that arrives, the FIN counts, "
     "and {1} enters {3}",
     "{0} 的 FIN 早已到达 {1}，但它前面的内容缺失；{2} 时缺失部分到达，FIN 才算数，{1} 进入 {3}"},
});

}  // namespace finwait::message_rows
