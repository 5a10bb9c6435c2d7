// What one side has to send and has sent but not had acknowledged: a row of segments-to-be, in sequence order. The
// first `in_flight()` of them have been sent. Knows lengths, not bytes, and neither timers nor windows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/seq_num.hpp"
#include "core/time.hpp"

namespace finwait {

struct SendEntry {
  SeqNum seq{};
  std::uint32_t len = 0;  // octets of payload
  bool syn = false;
  bool fin = false;
  bool psh = false;
  bool sacked = false;
  bool lost = false;           // deemed lost and not yet sent again
  bool rtx_in_flight = false;  // sent again since it was last deemed lost
  std::uint16_t transmissions = 0;
  Time first_sent = kStart;
  Time last_sent = kStart;

  bool operator==(const SendEntry&) const = default;
  std::uint32_t seq_len() const { return len + (syn ? 1U : 0U) + (fin ? 1U : 0U); }
  SeqNum end() const { return seq + seq_len(); }
  bool retransmitted() const { return transmissions > 1; }
};

class SendQueue {
 public:
  bool operator==(const SendQueue& other) const;
  void clear();

  // Queue what comes after `next` (the sequence number after the last one queued). Data joins the last unsent entry
  // as far as `mss` allows. Each returns the new `next`.
  SeqNum append_syn(SeqNum next);
  SeqNum append_data(SeqNum next, std::uint32_t bytes, std::uint32_t mss, bool push);
  SeqNum append_fin(SeqNum next);  // rides on the last unsent entry if there is one (tcp_send_fin)

  std::size_t size() const { return entries_.size() - head_; }
  bool empty() const { return size() == 0; }
  std::size_t in_flight() const { return sent_; }  // entries sent and not acknowledged
  bool has_unsent() const { return sent_ < size(); }
  SendEntry& at(std::size_t i) { return entries_[head_ + i]; }
  const SendEntry& at(std::size_t i) const { return entries_[head_ + i]; }
  SendEntry& head() { return at(0); }
  const SendEntry& head() const { return at(0); }
  SendEntry& last_sent() { return at(sent_ - 1); }
  const SendEntry& first_unsent() const { return at(sent_); }

  // The first unsent entry leaves; it becomes the last one in flight.
  SendEntry& mark_sent(Time now);
  // Splits entry `i` after `len` octets of payload.
  void split(std::size_t i, std::uint32_t len);
  // Removes the first entry, which must be wholly acknowledged; or cuts its acknowledged front off.
  void pop_front();
  void trim_front(SeqNum una);
  // Merges entries that follow `i`, sent and not SACKed, into it, as far as `mss` allows (tcp_retrans_try_collapse).
  void collapse_into(std::size_t i, std::uint32_t mss);

 private:
  std::vector<SendEntry> entries_;
  std::size_t head_ = 0;
  std::size_t sent_ = 0;
};

}  // namespace finwait
