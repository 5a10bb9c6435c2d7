// What one side has received: the octets in order that the application has not read, and ranges that came out of
// order, the FIN among them. Knows lengths, not bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/segment.hpp"
#include "core/seq_num.hpp"

namespace finwait {

class ReceiveQueue {
 public:
  bool operator==(const ReceiveQueue&) const = default;
  void clear();
  void drop_out_of_order();

  // Octets ready to be read.
  std::uint32_t readable() const { return readable_; }
  void deliver(std::uint32_t bytes) { readable_ += bytes; }
  std::uint32_t read(std::uint32_t at_most);
  void discard() { readable_ = 0; }

  // Keeps a range that begins beyond RCV.NXT, and the FIN at its end if `fin`.
  void hold(SeqRange text, bool fin);
  bool has_gap() const { return !held_.empty(); }
  // What has become in order, given RCV.NXT: the end of the held text that joins it, and whether the FIN stands there.
  struct Joined {
    SeqNum next{};
    bool fin = false;
  };
  Joined join(SeqNum next);
  // Up to `most` held ranges as SACK blocks, the latest arrival first (RFC 2018 4). The FIN's number is included.
  std::size_t sack_blocks(std::array<SeqRange, 4>& out, std::size_t from, std::size_t most) const;

 private:
  struct Held {
    SeqRange range{};  // of sequence numbers, FIN included
    bool fin = false;
    bool operator==(const Held&) const = default;
  };
  std::uint32_t readable_ = 0;
  std::vector<Held> held_;  // ascending, disjoint and not touching
  SeqNum latest_{};         // where the last held segment began
};

}  // namespace finwait
