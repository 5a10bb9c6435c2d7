// The window scale option (RFC 7323 2): who offers it, when it counts, and that no window is ever offered that its
// sixteen bits cannot say.
#include <catch2/catch.hpp>

#include "core/endpoint.hpp"
#include "core/parameter.hpp"
#include "core/window_scale.hpp"

using namespace finwait;
using namespace std::chrono_literals;

namespace {

constexpr SeqNum kOurs{1000};
constexpr SeqNum kPeers{9000};

StackProfile with_buffer(std::uint32_t octets, bool scaling = true) {
  StackProfile profile = *find_stack("linux");
  profile.receive_buffer = octets;
  profile.window_scaling = scaling;
  return profile;
}

Segment last_sent(const Actions& actions) {
  Segment segment;
  for (const Action& action : actions) {
    if (const auto* send = std::get_if<Send>(&action)) segment = send->segment;
  }
  return segment;
}

Segment peer(std::string_view letters, SeqNum seq, SeqNum ack, std::int8_t scale = -1) {
  Segment segment;
  parse_flag_letters(letters, segment.flags);
  segment.seq = seq;
  segment.ack = ack;
  segment.wnd = 65535;
  if (segment.flags.syn()) {
    segment.options.mss = 1460;
    segment.options.window_scale = scale;
  }
  return segment;
}

Segment syn_of(const StackProfile& profile) {
  Actions out;
  Endpoint endpoint(profile, kOurs);
  endpoint.open(kStart, out);
  return last_sent(out);
}

Segment answer_to(const StackProfile& profile, const Segment& syn) {
  Actions out;
  Endpoint endpoint(profile, kOurs);
  endpoint.listen(kStart, out);
  endpoint.segment_arrives(kStart + 1ms, syn, out);
  return last_sent(out);
}

// The window of the ACK that ends the handshake, where the peer's SYN,ACK carries this shift.
std::uint32_t window_after_handshake(const StackProfile& profile, std::int8_t peers_shift) {
  Actions out;
  Endpoint endpoint(profile, kOurs);
  endpoint.open(kStart, out);
  endpoint.segment_arrives(kStart + 1ms, peer("SA", kPeers, kOurs + 1, peers_shift), out);
  REQUIRE(endpoint.state() == State::Established);
  return last_sent(out).wnd;
}

}  // namespace

TEST_CASE("a SYN offers the smallest shift that the whole buffer needs") {
  CHECK(syn_of(with_buffer(64240)).options.window_scale == 0);
  CHECK(syn_of(with_buffer(65535)).options.window_scale == 0);
  CHECK(syn_of(with_buffer(65536)).options.window_scale == 1);
  CHECK(syn_of(with_buffer(1'000'000)).options.window_scale == 4);
  CHECK(syn_of(with_buffer(1'073'725'440)).options.window_scale == 14);
  CHECK(syn_of(with_buffer(1'000'000, false)).options.window_scale == -1);
}

TEST_CASE("a SYN,ACK offers to scale only if the SYN did") {
  CHECK(answer_to(with_buffer(64240), peer("S", kPeers, {}, 7)).options.window_scale == 0);
  CHECK(answer_to(with_buffer(1'000'000), peer("S", kPeers, {}, 0)).options.window_scale == 4);
  CHECK(answer_to(with_buffer(1'000'000), peer("S", kPeers, {})).options.window_scale == -1);
  CHECK(answer_to(with_buffer(1'000'000, false), peer("S", kPeers, {}, 7)).options.window_scale == -1);
}

TEST_CASE("the window of a SYN is never scaled, and without scaling no window is above 65535") {
  CHECK(syn_of(with_buffer(1'000'000)).wnd == 65535);
  CHECK(answer_to(with_buffer(1'000'000), peer("S", kPeers, {}, 7)).wnd == 65535);
  CHECK(window_after_handshake(with_buffer(1'000'000), 0) == 1'000'000);
  CHECK(window_after_handshake(with_buffer(1'000'000), -1) == 65535);
  CHECK(window_after_handshake(with_buffer(1'000'000, false), 7) == 65535);
  CHECK(window_after_handshake(with_buffer(64240, false), 7) == 64240);
}

TEST_CASE("every window offered with a shift is one that the field can say, and its edge never moves left") {
  const StackProfile profile = with_buffer(100'001);
  Actions out;
  Endpoint endpoint(profile, kOurs);
  endpoint.open(kStart, out);
  endpoint.segment_arrives(kStart + 1ms, peer("SA", kPeers, kOurs + 1, 0), out);
  SeqNum edge = last_sent(out).ack + last_sent(out).wnd;
  SeqNum next = kPeers + 1;
  std::uint32_t seen = 0;
  for (int i = 0; i < 400; ++i) {
    Segment text = peer("PA", next, kOurs + 1);
    text.len = 777;
    next += text.len;
    out.clear();
    endpoint.segment_arrives(kStart + 2ms + i * 10ms, text, out);
    if (i % 3 == 0) endpoint.receive(kStart + 3ms + i * 10ms, 2000, out);
    if (endpoint.next_timeout() < kStart + 12ms + i * 10ms) endpoint.timeout(endpoint.next_timeout(), out);
    for (const Action& action : out) {
      const auto* send = std::get_if<Send>(&action);
      if (send == nullptr) continue;
      ++seen;
      CHECK(send->segment.wnd % 2 == 0);
      CHECK((send->segment.ack + send->segment.wnd).at_or_after(edge));
      edge = send->segment.ack + send->segment.wnd;
    }
  }
  CHECK(seen > 100);
}

TEST_CASE("who offers to scale, and under which name it is switched") {
  for (const char* stack : {"linux", "freebsd", "macos", "windows"}) CHECK(find_stack(stack)->window_scaling);
  for (const char* stack : {"textbook", "rfc9293", "lwip"}) CHECK_FALSE(find_stack(stack)->window_scaling);
  for (const char* name : {"tcp_window_scaling", "net.ipv4.tcp_window_scaling", "LWIP_WND_SCALE"}) {
    const ParameterMatch match = find_parameter(name);
    REQUIRE(match.parameter != nullptr);
    StackProfile profile = *find_stack("textbook");
    CHECK(match.parameter->assign(profile, *match.parameter, match.alias, {"1", true}) == "");
    CHECK(profile.window_scaling);
  }
}

TEST_CASE("the arithmetic of shifts") {
  CHECK(window_shift(0) == 0);
  CHECK(window_shift(UINT32_MAX) == 14);
  CHECK(representable_window(70000, 0) == 65535);
  CHECK(representable_window(100'001, 1) == 100'000);
  CHECK(rounded_up_window(100'001, 1) == 100'002);
  CHECK(rounded_up_window(3, 4) == 16);
  CHECK(rounded_up_window(0, 14) == 0);
  CHECK(rounded_up_window(UINT32_MAX, 14) == 65535U << 14U);
}
