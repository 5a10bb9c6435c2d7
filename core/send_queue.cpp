#include "core/send_queue.hpp"

#include <algorithm>

namespace finwait {

bool SendQueue::operator==(const SendQueue& other) const {
  if (size() != other.size() || sent_ != other.sent_) return false;
  for (std::size_t i = 0; i < size(); ++i) {
    if (at(i) != other.at(i)) return false;
  }
  return true;
}

void SendQueue::clear() {
  entries_.clear();
  head_ = 0;
  sent_ = 0;
}

SeqNum SendQueue::append_syn(SeqNum next) {
  SendEntry entry;
  entry.seq = next;
  entry.syn = true;
  entries_.push_back(entry);
  return next + 1;
}

SeqNum SendQueue::append_data(SeqNum next, std::uint32_t bytes, std::uint32_t mss, bool push) {
  if (has_unsent() && bytes > 0) {
    SendEntry& tail = entries_.back();
    if (!tail.syn && !tail.fin && tail.len < mss) {
      const std::uint32_t room = std::min(bytes, mss - tail.len);
      tail.len += room;
      tail.psh = tail.psh || (push && room == bytes);
      next += room;
      bytes -= room;
    }
  }
  while (bytes > 0) {
    SendEntry entry;
    entry.seq = next;
    entry.len = std::min(bytes, mss);
    bytes -= entry.len;
    entry.psh = push && bytes == 0;
    next += entry.len;
    entries_.push_back(entry);
  }
  return next;
}

SeqNum SendQueue::append_fin(SeqNum next) {
  if (has_unsent() && !entries_.back().syn) {
    entries_.back().fin = true;
    return next + 1;
  }
  SendEntry entry;
  entry.seq = next;
  entry.fin = true;
  entries_.push_back(entry);
  return next + 1;
}

SendEntry& SendQueue::mark_sent(Time now) {
  SendEntry& entry = at(sent_++);
  entry.transmissions = 1;
  entry.first_sent = now;
  entry.last_sent = now;
  return entry;
}

void SendQueue::split(std::size_t i, std::uint32_t len) {
  SendEntry rest = at(i);
  SendEntry& front = at(i);
  rest.seq = front.seq + len;
  rest.len = front.len - len;
  front.len = len;
  front.fin = false;
  front.psh = false;
  const auto where = static_cast<std::ptrdiff_t>(head_ + i + 1);
  entries_.insert(entries_.begin() + where, rest);
  if (i < sent_) ++sent_;
}

void SendQueue::pop_front() {
  ++head_;
  if (sent_ > 0) --sent_;
  if (head_ == entries_.size()) {
    entries_.clear();
    head_ = 0;
  } else if (head_ >= 64) {
    entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }
}

void SendQueue::trim_front(SeqNum una) {
  SendEntry& front = head();
  const auto cut = static_cast<std::uint32_t>(una.minus(front.seq));
  front.seq = una;
  front.len -= cut;
}

void SendQueue::collapse_into(std::size_t i, std::uint32_t mss) {
  while (i + 1 < sent_) {
    SendEntry& to = at(i);
    const SendEntry& next = at(i + 1);
    if (to.fin || to.syn || next.sacked || to.len + next.len > mss) return;
    to.len += next.len;
    to.fin = next.fin;
    to.psh = to.psh || next.psh;
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(head_ + i + 1));
    --sent_;
  }
}

}  // namespace finwait
