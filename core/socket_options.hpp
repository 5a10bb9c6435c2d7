// The socket options that bear on how a connection ends. Pure data; what is absent stays as it was.
#pragma once

#include <cstdint>
#include <optional>

#include "core/time.hpp"

namespace finwait {

struct SocketOptions {
  std::optional<Duration> linger{};          // 0: close() aborts; > 0: close() blocks the application at most this long
  std::optional<Duration> linger2{};         // TCP_LINGER2; negative: no FIN-WAIT-2 at all
  std::optional<Duration> user_timeout{};    // TCP_USER_TIMEOUT
  std::optional<bool> keepalive{};           // SO_KEEPALIVE
  std::optional<Duration> keepalive_idle{};  // TCP_KEEPIDLE
  std::optional<Duration> keepalive_interval{};    // TCP_KEEPINTVL
  std::optional<std::uint32_t> keepalive_count{};  // TCP_KEEPCNT
  std::optional<bool> quickack{};                  // TCP_QUICKACK
  std::optional<std::uint32_t> receive_buffer{};   // octets
  bool operator==(const SocketOptions&) const = default;
};

}  // namespace finwait
