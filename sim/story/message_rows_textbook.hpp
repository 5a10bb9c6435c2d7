// Rows of the table of messages: where a run and the textbook's account differ, and where two stacks part.
#pragma once

#include <array>

#include "sim/story/message.hpp"

namespace finwait::message_rows {

using M = Message;

inline constexpr std::array kTextbook = std::to_array<MessageRow>({
    {M::TextbookItself, "nowhere: this run is the textbook's account", "没有不同：本次运行就是教科书的说法"},
    {M::TextbookAgrees, "nowhere: in the textbook's account the same happens at the same times",
     "没有不同：按教科书的说法，同样的事情发生在同样的时刻"},
    {M::TextbookAgreesInTheEnd, "in nothing about the close and its end; only segments or times before it differ",
     "关闭过程及其结局没有不同；只有此前的某些报文段或时刻不同"},
    {M::TbAckDelay, "the textbook acknowledges {0}'s FIN at once; here the ACK waited {1}",
     "教科书说 {0} 的 FIN 立即得到确认；这里 ACK 等待了 {1}"},
    {M::TbMerged,
     "the textbook's close has four segments; here {0}'s FIN carried the ACK as well, and there were three",
     "教科书的关闭过程有四个报文段；这里 {0} 的 FIN 同时携带了 ACK，只有三个"},
    {M::TbAckOnData, "the textbook acknowledges {0}'s FIN with a segment of its own; here {1}'s data carried the ACK",
     "教科书用单独的报文段确认 {0} 的 FIN；这里由 {1} 的数据捎带 ACK"},
    {M::TbAgainHere, "the textbook does not send {0}'s FIN again; here it goes out {1} more {1|time|times}",
     "教科书中 {0} 的 FIN 没有重传；这里重传 {1} 次"},
    {M::TbAgainThere, "the textbook sends {0}'s FIN {1} more {1|time|times}; here it is not sent again",
     "教科书中 {0} 的 FIN 重传 {1} 次；这里没有重传"},
    {M::TbFirstWait,
     "the textbook sends {0}'s FIN again after {1}, whatever the path; here it was {2}, because the RTO follows the "
     "round-trip time",
     "教科书中 {0} 的 FIN 在 {1} 后重传，与路径无关；这里是 {2}，因为 RTO 取决于往返时间"},
    {M::TbFirstWaitPlain, "the textbook sends {0}'s FIN again after {1}; here it was {2}",
     "教科书中 {0} 的 FIN 在 {1} 后重传；这里是 {2}"},
    {M::TbProbe,
     "the textbook doubles the wait from the first copy on, so its copies of {0}'s FIN go {1} after the first sending; "
     "here they went after {2}, because the first was a loss probe, which doubles nothing",
     "教科书从第一次重传起就加倍等待，{0} 的 FIN 距首次发送 {1} 重传；这里是 "
     "{2}，因为第一次是尾部丢包探测，不加倍任何间隔"},
    {M::TbCountTime,
     "the textbook sends {0}'s FIN again {1} {1|time|times}, a fixed number; here it was {2} {2|time|times}, because "
     "the limit is a time and not a number",
     "教科书中 {0} 的 FIN 重传固定的 {1} 次；这里是 {2} 次，因为上限是时间而不是次数"},
    {M::TbCount, "the textbook sends {0}'s FIN again {1} {1|time|times}; here it was {2} {2|time|times}",
     "教科书中 {0} 的 FIN 重传 {1} 次；这里重传 {2} 次"},
    {M::TbClosedAt, "in the textbook {0} is CLOSED at {1}, here at {2}", "教科书中 {0} 在 {1} 进入 CLOSED，这里在 {2}"},
    {M::TbClosedThere, "in the textbook {0} is CLOSED at {1}, here it stays in {2}",
     "教科书中 {0} 在 {1} 进入 CLOSED，这里停留在 {2}"},
    {M::TbClosedHere, "in the textbook {0} stays in {1}, here it is CLOSED at {2}",
     "教科书中 {0} 停留在 {1}，这里在 {2} 进入 CLOSED"},
    {M::TbState, "in the textbook {0} ends in {1}, here in {2}", "教科书中 {0} 止于 {1}，这里止于 {2}"},
    {M::TbWhy, "{0} ends for another reason: in the textbook {1}; here {2}",
     "{0} 结束的原因不同：教科书中{1}；这里{2}"},
    {M::TbOrder, "in the textbook {0} is gone first, here {1}", "教科书中 {0} 先消失，这里 {1} 先消失"},
    {M::TbTimeWait, "in the textbook {0}'s TIME-WAIT takes {1}, here {2}",
     "教科书中 {0} 的 TIME-WAIT 历时 {1}，这里历时 {2}"},
    {M::TbRstHere, "in the textbook {0} sends no RST, here it does", "教科书中 {0} 不发送 RST，这里发送"},
    {M::TbRstThere, "in the textbook {0} sends a RST, here it does not", "教科书中 {0} 发送 RST，这里不发送"},
    {M::TbTold, "in the textbook {0}'s application is told {1}, here {2}",
     "教科书中 {0} 的应用程序得到 {1}，这里得到 {2}"},
    {M::NoError, "no error", "无错误"},
    // Where two stacks part
    {M::PartSame, "{0} and {1} do the same at the same times", "{0} 与 {1} 在同样的时刻做同样的事"},
    {M::PartLast, "until {0} both do the same; the last of it: {1}", "直到 {0} 两者完全一样；最后一件事是：{1}"},
    {M::PartNext, "then, under {0}: {1}", "然后，在 {0} 下：{1}"},
    {M::PartNothing, "nothing more, and the run ends at {0}", "不再有任何事情，运行结束于 {0}"},
    {M::PartEnd, "{0} in the end: {1}", "{0} 的结局：{1}"},
    {M::PartEndClosed, "CLOSED since {0} under {1}", "在 {1} 下从 {0} 起 CLOSED"},
    {M::PartEndHeld, "still in {0} under {1}", "在 {1} 下仍处于 {0}"},
    {M::MarkState, "{0} enters {1} at {2}", "{0} 在 {2} 进入 {1}"},
    {M::MarkSends, "at {0} {1} goes out", "{0} 时发出{1}"},
    {M::MarkSendsCopy, "at {0} {1} goes out for the {2} time", "{0} 时第 {2} 次发出{1}"},
    {M::MarkSendsLost, "at {0} {1} goes out and is lost", "{0} 时发出{1}，并丢失"},
    {M::MarkSendsCopyLost, "at {0} {1} goes out for the {2} time and is lost", "{0} 时第 {2} 次发出{1}，并丢失"},
});

}  // namespace finwait::message_rows
