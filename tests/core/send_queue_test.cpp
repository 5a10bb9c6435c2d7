// What waits to be sent or acknowledged: where the FIN rides, what an ACK takes away, and what survives 2^32.
#include "core/send_queue.hpp"

#include <catch2/catch.hpp>

using namespace finwait;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kMss = 1000;
const SeqNum kStartSeq{0xFFFFFFF0};  // every test crosses 2^32

// "0+1000 | 1000+500FP": offset from kStartSeq and length of each segment, SYN, FIN, PSH; what follows "|" is unsent.
std::string story(const SendQueue& queue) {
  std::string text;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const SendEntry& e = queue.at(i);
    if (i > 0) text += i == queue.in_flight() ? " | " : " ";
    text += std::to_string(e.seq.minus(kStartSeq)) + "+" + std::to_string(e.len);
    if (e.syn) text += "S";
    if (e.fin) text += "F";
    if (e.psh) text += "P";
  }
  return text;
}

}  // namespace

TEST_CASE("data is cut into segments; the last one pushes") {
  SendQueue queue;
  CHECK(queue.append_data(kStartSeq, 2500, kMss, true) == kStartSeq + 2500);
  CHECK(story(queue) == "0+1000 1000+1000 2000+500P");
  CHECK(queue.in_flight() == 0);
  CHECK(queue.has_unsent());
}

TEST_CASE("more data joins the last unsent segment, and never one that was sent") {
  SendQueue queue;
  SeqNum next = queue.append_data(kStartSeq, 300, kMss, false);
  next = queue.append_data(next, 900, kMss, true);
  CHECK(story(queue) == "0+1000 1000+200P");
  queue.mark_sent(kStart);
  queue.mark_sent(kStart);
  next = queue.append_data(next, 10, kMss, true);
  CHECK(story(queue) == "0+1000 1000+200P | 1200+10P");
  CHECK(next == kStartSeq + 1210);
}

TEST_CASE("the FIN rides on unsent data, else it has a segment of its own") {
  SendQueue unsent;
  const SeqNum next = unsent.append_data(kStartSeq, 100, kMss, true);
  CHECK(unsent.append_fin(next) == kStartSeq + 101);
  CHECK(story(unsent) == "0+100FP");
  CHECK(unsent.head().seq_len() == 101);
  CHECK(unsent.head().end() == kStartSeq + 101);

  SendQueue sent;
  sent.append_data(kStartSeq, 100, kMss, true);
  sent.mark_sent(kStart);
  CHECK(sent.append_fin(kStartSeq + 100) == kStartSeq + 101);
  CHECK(story(sent) == "0+100P | 100+0F");

  SendQueue handshake;
  CHECK(handshake.append_syn(kStartSeq) == kStartSeq + 1);
  handshake.append_fin(kStartSeq + 1);
  CHECK(story(handshake) == "0+0S 1+0F");  // never on the SYN
}

TEST_CASE("a first transmission is remembered with its time") {
  SendQueue queue;
  queue.append_data(kStartSeq, 100, kMss, true);
  SendEntry& entry = queue.mark_sent(kStart + 3s);
  CHECK(entry.transmissions == 1);
  CHECK(entry.first_sent == kStart + 3s);
  CHECK(entry.last_sent == kStart + 3s);
  CHECK_FALSE(entry.retransmitted());
  CHECK(queue.in_flight() == 1);
  CHECK_FALSE(queue.has_unsent());
  CHECK(&queue.last_sent() == &entry);
}

TEST_CASE("an ACK takes whole segments, or the front of one") {
  SendQueue queue;
  queue.append_data(kStartSeq, 2500, kMss, true);
  queue.mark_sent(kStart);
  queue.mark_sent(kStart);
  queue.pop_front();
  CHECK(story(queue) == "1000+1000 | 2000+500P");
  queue.trim_front(kStartSeq + 1400);
  CHECK(story(queue) == "1400+600 | 2000+500P");
  queue.pop_front();
  CHECK(queue.in_flight() == 0);
  queue.pop_front();
  CHECK(queue.empty());
}

TEST_CASE("splitting leaves FIN and PSH on the second part, and counts what is in flight") {
  SendQueue queue;
  queue.append_fin(queue.append_data(kStartSeq, 900, kMss, true));
  queue.split(0, 300);
  CHECK(story(queue) == "0+300 300+600FP");
  CHECK(queue.in_flight() == 0);
  queue.mark_sent(kStart);
  queue.split(0, 100);
  CHECK(story(queue) == "0+100 100+200 | 300+600FP");
}

TEST_CASE("small neighbours that were sent become one segment when they are sent again, FIN included") {
  SendQueue queue;
  SeqNum next = kStartSeq;
  for (int i = 0; i < 3; ++i) {
    next = queue.append_data(next, 300, kMss, true);
    queue.mark_sent(kStart);
  }
  next = queue.append_fin(next);
  queue.mark_sent(kStart);
  queue.append_data(next, 50, kMss, true);  // not sent: it stays apart
  queue.collapse_into(0, kMss);
  CHECK(story(queue) == "0+900FP | 901+50P");

  SendQueue full;
  next = full.append_data(kStartSeq, 700, kMss, true);
  full.mark_sent(kStart);
  full.append_data(next, 700, kMss, true);
  full.mark_sent(kStart);
  full.collapse_into(0, kMss);
  CHECK(story(full) == "0+700P 700+700P");  // too much for one segment

  full.at(1).sacked = true;
  full.at(1).len = 10;
  full.collapse_into(0, kMss);
  CHECK(full.size() == 2);  // what the peer has is not sent again
}

TEST_CASE("a long life keeps its memory small and its order right") {
  SendQueue queue;
  SeqNum next = kStartSeq;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    next = queue.append_data(next, kMss, kMss, true);
    next = queue.append_data(next, kMss, kMss, true);
    queue.mark_sent(kStart);
    CHECK(queue.head().seq == kStartSeq + i * kMss);
    queue.pop_front();
  }
  CHECK(queue.size() == 1000);
  CHECK(queue.in_flight() == 0);
  CHECK(queue.head().seq == kStartSeq + 1000 * kMss);
}

TEST_CASE("queues are equal if what they hold is, whatever they held before") {
  SendQueue fresh;
  fresh.append_data(kStartSeq + 1000, 500, kMss, true);
  SendQueue used;
  used.append_data(kStartSeq, 1500, kMss, true);
  CHECK_FALSE(fresh == used);
  used.pop_front();
  CHECK(fresh == used);
  used.clear();
  CHECK(used == SendQueue{});
}
