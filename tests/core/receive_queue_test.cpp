// What has come: octets to read, and ranges that came too early, the FIN among them.
#include "core/receive_queue.hpp"

#include <catch2/catch.hpp>

using namespace finwait;

namespace {

const SeqNum kNext{0xFFFFFF00};  // RCV.NXT; every test crosses 2^32

SeqRange text(std::uint32_t from, std::uint32_t to) { return {kNext + from, kNext + to}; }

// "1000-2000 3000-4001": the SACK blocks, relative to RCV.NXT.
std::string blocks(const ReceiveQueue& queue, std::size_t most = 4) {
  std::array<SeqRange, 4> out{};
  const std::size_t n = queue.sack_blocks(out, 0, most);
  std::string story;
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) story += " ";
    story += std::to_string(out[i].begin.minus(kNext)) + "-" + std::to_string(out[i].end.minus(kNext));
  }
  return story;
}

std::uint32_t offset(SeqNum s) { return static_cast<std::uint32_t>(s.minus(kNext)); }

}  // namespace

TEST_CASE("octets are read once, as many as are there") {
  ReceiveQueue queue;
  queue.deliver(100);
  queue.deliver(50);
  CHECK(queue.readable() == 150);
  CHECK(queue.read(40) == 40);
  CHECK(queue.read(1000) == 110);
  CHECK(queue.read(1) == 0);
  queue.deliver(7);
  queue.discard();
  CHECK(queue.readable() == 0);
}

TEST_CASE("a gap holds back what follows; the segment that fills it brings all of it") {
  ReceiveQueue queue;
  queue.hold(text(1000, 2000), false);
  CHECK(queue.has_gap());
  CHECK(offset(queue.join(kNext).next) == 0);  // the gap is still there
  CHECK(queue.has_gap());
  const ReceiveQueue::Joined joined = queue.join(kNext + 1000);
  CHECK(offset(joined.next) == 2000);
  CHECK_FALSE(joined.fin);
  CHECK_FALSE(queue.has_gap());
}

TEST_CASE("a FIN that came too early is acted upon when the gap closes, and counts no octet of text") {
  ReceiveQueue queue;
  queue.hold(text(500, 700), true);
  CHECK(blocks(queue) == "500-701");  // the SACK block includes the FIN's number
  const ReceiveQueue::Joined joined = queue.join(kNext + 500);
  CHECK(offset(joined.next) == 700);
  CHECK(joined.fin);

  ReceiveQueue bare;
  bare.hold(text(500, 500), true);
  CHECK(bare.has_gap());
  CHECK(blocks(bare) == "500-501");
  CHECK_FALSE(bare.join(kNext + 499).fin);
  const ReceiveQueue::Joined at_last = bare.join(kNext + 500);
  CHECK(at_last.fin);
  CHECK(offset(at_last.next) == 500);
}

TEST_CASE("ranges that touch or overlap become one") {
  ReceiveQueue queue;
  queue.hold(text(1000, 2000), false);
  queue.hold(text(3000, 4000), false);
  CHECK(blocks(queue) == "3000-4000 1000-2000");
  queue.hold(text(2000, 3000), false);
  CHECK(blocks(queue) == "1000-4000");
  queue.hold(text(1500, 1600), false);  // a repeat changes nothing
  CHECK(blocks(queue) == "1000-4000");
  queue.hold(text(3900, 4100), true);
  CHECK(blocks(queue) == "1000-4101");
  const ReceiveQueue::Joined joined = queue.join(kNext + 1200);
  CHECK(offset(joined.next) == 4100);
  CHECK(joined.fin);
}

TEST_CASE("SACK tells of the latest arrival first, and of no more than there is room for") {
  ReceiveQueue queue;
  for (const std::uint32_t from : {1000U, 9000U, 5000U, 3000U, 7000U}) queue.hold(text(from, from + 100), false);
  CHECK(blocks(queue) == "7000-7100 1000-1100 3000-3100 5000-5100");
  CHECK(blocks(queue, 3) == "7000-7100 1000-1100 3000-3100");
  // Behind a DSACK block, which stands first.
  std::array<SeqRange, 4> out{};
  CHECK(queue.sack_blocks(out, 1, 3) == 3);
  CHECK(offset(out[1].begin) == 7000);
}

TEST_CASE("joining passes over what was received twice, up to the first gap only") {
  ReceiveQueue queue;
  queue.hold(text(100, 200), false);
  queue.hold(text(300, 400), false);
  const ReceiveQueue::Joined joined = queue.join(kNext + 250);
  CHECK(offset(joined.next) == 250);  // wholly received by now
  CHECK(blocks(queue) == "300-400");
  queue.drop_out_of_order();
  CHECK_FALSE(queue.has_gap());
}

TEST_CASE("clearing forgets everything") {
  ReceiveQueue queue;
  queue.deliver(5);
  queue.hold(text(10, 20), true);
  queue.clear();
  CHECK(queue == ReceiveQueue{});
}
