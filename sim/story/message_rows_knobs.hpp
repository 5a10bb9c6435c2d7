// Rows of the table of messages: which parameter would change the end, and which would not.
#pragma once

#include <array>

#include "sim/story/message.hpp"

namespace finwait::message_rows {

using M = Message;

inline constexpr std::array kKnobs = std::to_array<MessageRow>({
    {M::KnobChanges, "with {0} = {2} instead of {1}, {3} (--set {4})", "若 {0} = {2} 而不是 {1}，{3}（--set {4}）"},
    {M::KnobConstant, "{0}, {1}, can only be changed by building another kernel: with {2}, {3} (--set {4})",
     "{0}（{1}）只有重新编译内核才能改变：若为 {2}，{3}（--set {4}）"},
    {M::KnobNothing, "with {0} = {2} instead of {1} both sides would end just the same (--set {3})",
     "若 {0} = {2} 而不是 {1}，双方的结局与时间完全不变（--set {3}）"},
    {M::InsteadClose, "if {0} called close() instead of shutdown(), {1}",
     "如果 {0} 调用 close() 而不是 shutdown()，{1}"},
    {M::InsteadShutdown, "if {0} called shutdown() instead of close() and kept the socket, {1}",
     "如果 {0} 调用 shutdown() 而不是 close()，继续持有套接字，{1}"},
    {M::WithoutLinger, "without SO_LINGER 0, {0}", "不设 SO_LINGER 0 时，{0}"},
    {M::WouldCloseAt, "{0} would be CLOSED at {1} instead of {2}", "{0} 会在 {1} 而不是 {2} 进入 CLOSED"},
    {M::WouldCloseInstead, "{0} would be CLOSED at {1} instead of staying in {2}",
     "{0} 会在 {1} 进入 CLOSED，而不是停留在 {2}"},
    {M::WouldStay, "{0} would stay in {1} instead of being CLOSED at {2}",
     "{0} 会停留在 {1}，而不是在 {2} 进入 CLOSED"},
    {M::WouldBeIn, "{0} would end in {1} instead of {2}", "{0} 会止于 {1} 而不是 {2}"},
    {M::OnlyApplication, "only {0}'s application can end it, by close()", "只有 {0} 的应用程序调用 close() 才能结束它"},
    {M::KnobsNotTried, "this run is too long to try other values on it", "这次运行太长，没有试验其他取值"},
    {M::KnobsNone, "nothing that was tried: what the applications did decides here",
     "这里起决定作用的是应用程序的行为，而不是参数"},
});

}  // namespace finwait::message_rows
