// Rows of the table of messages: which parameter would change the end, and which would not.
#pragma once

#include <array>

#include "sim/message.hpp"

namespace finwait::message_rows {

using M = Message;

inline constexpr std::array kKnobs = std::to_array<MessageRow>({
    {M::KnobChanges, "{0}, now {1}: with {2}, {3} (--set {4})", "{0}，现为 {1}：若设为 {2}，{3}（--set {4}）"},
    {M::KnobConstant, "{0}, now {1}, can only be changed by building another kernel: with {2}, {3} (--set {4})",
     "{0}，现为 {1}，只有重新编译内核才能改变：若为 {2}，{3}（--set {4}）"},
    {M::KnobNothing, "{0}, now {1}, would not change how or when this ends: {2} makes no difference (--set {3})",
     "{0}，现为 {1}，不会改变结局和时间：设为 {2} 没有任何区别（--set {3}）"},
    {M::InsteadClose, "if {0} called close() instead of shutdown(), {1}",
     "如果 {0} 调用 close() 而不是 shutdown()，{1}"},
    {M::InsteadShutdown, "if {0} called shutdown() instead of close() and kept the socket, {1}",
     "如果 {0} 调用 shutdown() 而不是 close()，继续持有套接字，{1}"},
    {M::InsteadNeither, "whether {0} calls close() or shutdown() makes no difference here",
     "在这里 {0} 调用 close() 还是 shutdown() 没有区别"},
    {M::WouldCloseAt, "{0} would be CLOSED at {1} instead of {2}", "{0} 会在 {1} 而不是 {2} 进入 CLOSED"},
    {M::WouldCloseInstead, "{0} would be CLOSED at {1} instead of staying in {2}",
     "{0} 会在 {1} 进入 CLOSED，而不是停留在 {2}"},
    {M::WouldStay, "{0} would stay in {1} instead of being CLOSED at {2}",
     "{0} 会停留在 {1}，而不是在 {2} 进入 CLOSED"},
    {M::WouldBeIn, "{0} would end in {1} instead of {2}", "{0} 会止于 {1} 而不是 {2}"},
    {M::OnlyApplication, "only {0}'s application can end it, by close()", "只有 {0} 的应用程序调用 close() 才能结束它"},
    {M::KnobsNotTried, "this run is too long to try other values on it", "这次运行太长，没有试验其他取值"},
    {M::KnobsNone, "no parameter decided here", "这里没有哪个参数起决定作用"},
});

}  // namespace finwait::message_rows
