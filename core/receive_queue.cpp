#include "core/receive_queue.hpp"

#include <algorithm>

namespace finwait {

void ReceiveQueue::clear() {
  readable_ = 0;
  held_.clear();
  latest_ = SeqNum{};
}

void ReceiveQueue::drop_out_of_order() { held_.clear(); }

std::uint32_t ReceiveQueue::read(std::uint32_t at_most) {
  const std::uint32_t n = std::min(readable_, at_most);
  readable_ -= n;
  return n;
}

void ReceiveQueue::hold(SeqRange text, bool fin) {
  Held merged{{text.begin, text.end + (fin ? 1U : 0U)}, fin};
  latest_ = merged.range.begin;
  std::vector<Held>::iterator it = held_.begin();
  while (it != held_.end()) {
    const bool apart = it->range.end.before(merged.range.begin) || it->range.begin.after(merged.range.end);
    if (apart) {
      ++it;
      continue;
    }
    merged.range.begin = earlier_of(merged.range.begin, it->range.begin);
    merged.range.end = later_of(merged.range.end, it->range.end);
    merged.fin = merged.fin || it->fin;
    it = held_.erase(it);
  }
  it = std::find_if(held_.begin(), held_.end(), [&](const Held& h) { return h.range.begin.after(merged.range.begin); });
  held_.insert(it, merged);
}

ReceiveQueue::Joined ReceiveQueue::join(SeqNum next) {
  Joined joined{next, false};
  while (!held_.empty() && held_.front().range.begin.at_or_before(joined.next)) {
    const Held& front = held_.front();
    if (front.range.end.after(joined.next)) {
      joined.fin = front.fin;
      joined.next = front.fin ? front.range.end - 1 : front.range.end;
    }
    held_.erase(held_.begin());
  }
  return joined;
}

std::size_t ReceiveQueue::sack_blocks(std::array<SeqRange, 4>& out, std::size_t from, std::size_t most) const {
  std::size_t n = from;
  for (const Held& h : held_) {
    if (n < most && h.range.contains(latest_)) out[n++] = h.range;
  }
  for (const Held& h : held_) {
    if (n < most && !h.range.contains(latest_)) out[n++] = h.range;
  }
  return n;
}

}  // namespace finwait
