// Which of the four segments of the close a segment is: 1 = a FIN of the side that closed first, 2 = a pure ACK of
// it, 3 = a FIN of the other side, 4 = a pure ACK of that. Watches what is sent; knows no faults and no link.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/segment.hpp"
#include "core/side.hpp"

namespace finwait {

class Teardown {
 public:
  struct Place {
    std::uint8_t number = 0;  // 1..4; 0: not a segment of the close
    bool covers_peer_fin = false;
  };

  void restart() {
    first_.reset();
    for (std::optional<SeqNum>& end : fin_end_) end.reset();
  }

  // Must see every segment in the order sent.
  Place place(Side from, const Segment& segment) {
    if (segment.flags.rst()) return {};
    if (segment.flags.fin()) {
      if (!first_) first_ = from;
      fin_end_[index(from)] = segment.end();
      return {static_cast<std::uint8_t>(*first_ == from ? 1 : 3), false};
    }
    const std::optional<SeqNum>& peer_fin = fin_end_[index(other(from))];
    if (!segment.pure_ack() || !peer_fin || segment.ack.before(*peer_fin)) return {};
    return {static_cast<std::uint8_t>(*first_ == from ? 4 : 2), true};
  }

 private:
  std::optional<Side> first_{};  // who sent a FIN first
  std::array<std::optional<SeqNum>, 2> fin_end_{};
};

}  // namespace finwait
