// Rows of the table of messages: what happened, and how it ended, in short.
#pragma once

#include <array>

#include "sim/message.hpp"

namespace finwait::message_rows {

using M = Message;

inline constexpr std::array kEvents = std::to_array<MessageRow>({
    // In short
    {M::ShortNothingLost, "nothing was lost", "没有报文丢失"},
    {M::ShortLost, "lost on the way: {0}", "途中丢失：{0}"},
    {M::ShortLostItem, "{0} {1}", "{0} {1}"},
    {M::ShortClosed, "{0} has been CLOSED since {1}: {2}", "{0} 在 {1}时进入 CLOSED：{2}"},
    {M::ShortHeld, "{0} is in {1}, and has been since {2}: {3}", "{0} 停留在 {1}（始于 {2}）：{3}"},
    {M::ShortDecides, "what decides for {0}: {1}", "对 {0} 起决定作用的是：{1}"},
    // How long
    {M::HowLong, "{0}: {1}", "{0}：{1}"},
    {M::HowLongState, "{0} {1}", "{0} {1}"},
    {M::HowLongHeld, "{0} {1} and still in it", "{0} {1}且仍在其中"},
});

}  // namespace finwait::message_rows
