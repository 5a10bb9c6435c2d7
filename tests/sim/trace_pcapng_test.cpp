// A capture of a run: the blocks are well-formed, and each segment stands where a host would have seen it, with the
// octets it had there and the reason why it was sent.
#include "sim/capture/trace_pcapng.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/wire.hpp"
#include "sim/runner.hpp"
#include "sim/trace_log.hpp"
#include "tests/sim/trace_story.hpp"
#include "tests/support/pcapng_reader.hpp"
#include "tests/support/text_file.hpp"

using namespace finwait;
using namespace finwait::story;
using namespace finwait::tests;

namespace {

std::string capture_of(const Story& story, std::optional<Side> only = std::nullopt) {
  std::string octets;
  PcapngSink sink(octets, "0.1.0", only);
  story.tell(sink);
  return octets;
}

PcapngFile file_of(const Story& story, std::optional<Side> only = std::nullopt) {
  return read_pcapng(capture_of(story, only));
}

// "a> 830000000", "b< 840000000": interface, direction, time.
std::string line_of(const PcapngFile& file, const PcapngFrame& frame) {
  std::string line = file.interfaces[frame.interface];
  return line.append(frame.inbound ? "< " : "> ").append(std::to_string(frame.nanoseconds));
}

std::string hex_lines(std::string_view octets) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const auto octet = static_cast<std::uint8_t>(octets[i]);
    text += kDigits[octet >> 4U];
    text += kDigits[octet & 15U];
    if (i % 4 == 3) text += i % 16 == 15 || i + 1 == octets.size() ? '\n' : ' ';
  }
  return text;
}

bool says(const PcapngFrame& frame, std::string_view words) { return frame.comment.find(words) != std::string::npos; }

// The whole story of a run of the runner.
PcapngFile run(const Scenario& scenario, std::optional<Side> only = std::nullopt) {
  std::string octets;
  PcapngSink sink(octets, "0.1.0", only);
  Runner().run(scenario, &sink);
  return read_pcapng(octets);
}

Scenario one_close() {
  Scenario scenario;
  scenario.name = "one-close";
  for (const Side side : kSides) scenario.side(side).profile = *find_stack("linux");
  scenario.side(Side::A).app = {Step{.action = Step::Do::Send, .bytes = 100}, Step{.action = Step::Do::Close}};
  scenario.side(Side::B).app = {Step{.action = Step::Do::Read, .until_eof = true}, Step{.action = Step::Do::Close}};
  return scenario;
}

}  // namespace

TEST_CASE("a capture of one segment, octet by octet") {
  Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  story.at(0ms).sends(Side::A, "S", 0, 0).at(1s).ends();
  CHECK(hex_lines(capture_of(story)) == text_of("tests/sim/trace_pcapng_golden.hex"));
}

TEST_CASE("the section says what was run, each host has its interface, and the addresses have names") {
  const Scenario scenario = scenario_of_third_lost();
  const PcapngFile file = file_of(third_lost_once(scenario));
  const std::vector<std::string> comments = file.blocks[0].options.at(1);
  CHECK(file.blocks[0].options.at(4)[0] == "finwait 0.1.0");
  CHECK(comments[0].find("scenario lost-3-once, seed 1, a textbook, b textbook") != std::string::npos);
  CHECK(comments[1] == scenario.about);
  CHECK(comments[2].find("ignore duplicate frames") != std::string::npos);
  CHECK(file.interfaces == std::vector<std::string>{"a", "b"});
  CHECK(file.blocks[1].options.at(3)[0] == "host a, stack textbook");
  CHECK(file.names == std::map<std::uint32_t, std::string>{{0xC0000201, "a"}, {0xC6336401, "b"}});
}

TEST_CASE("a segment stands where it is sent and where it arrives, a lost one only where it is sent") {
  const Scenario scenario = scenario_of_third_lost();
  const PcapngFile file = file_of(third_lost_once(scenario));
  std::string lines;
  for (const PcapngFrame& frame : file.frames) lines += line_of(file, frame) + "\n";
  CHECK(lines ==
        "a> 0\nb< 10000000\nb> 10000000\na< 20000000\na> 20000000\nb< 30000000\n"
        "a> 300000000\nb< 310000000\nb> 310000000\na< 320000000\n"
        "b> 830000000\nb> 1830000000\na< 1840000000\na> 1840000000\nb< 1850000000\n");
  const PcapngFrame& lost = file.frames[10];
  CHECK(lost.comment == "New: FIN,ACK, the third segment of the close. Lost on the way (fault rule faults[0]).");
  const PcapngFrame& again = file.frames[11];
  CHECK(
      again.comment ==
      "Retransmission timeout no. 1 after 1 s: FIN,ACK, the third segment of the close, sent for the 2nd time. Arrives "
      "at a after 10 ms.");
  const PcapngFrame& arrival = file.frames[12];
  CHECK(arrival.comment ==
        "Sent 10 ms ago. Retransmission timeout no. 1 after 1 s: FIN,ACK, the third segment of the close, sent for the "
        "2nd time.");
  // The same transmission has the same octets at both ends, a retransmission has an identification of its own.
  CHECK(arrival.octets == again.octets);
  CHECK(arrival.id == again.id);
  CHECK(lost.octets != again.octets);
  CHECK(lost.octets.substr(20) == again.octets.substr(20));
}

TEST_CASE("a capture of one side has its interface alone") {
  const Scenario scenario = scenario_of_third_lost();
  const PcapngFile both = file_of(third_lost_once(scenario));
  for (const Side side : kSides) {
    const PcapngFile file = file_of(third_lost_once(scenario), side);
    CHECK(file.interfaces == std::vector<std::string>{std::string(name(side))});
    std::size_t i = 0;
    for (const PcapngFrame& frame : both.frames) {
      if (frame.interface != index(side)) continue;
      REQUIRE(i < file.frames.size());
      CHECK(file.frames[i].octets == frame.octets);
      CHECK(file.frames[i].comment == frame.comment);
      CHECK(file.frames[i++].nanoseconds == frame.nanoseconds);
    }
    CHECK(i == file.frames.size());
  }
}

TEST_CASE("a corrupted segment leaves whole and arrives with a wrong checksum") {
  const Scenario scenario = scenario_of_third_lost();
  for (const std::uint32_t len : {0U, 100U}) {
    Story story(scenario);
    story.at(1s).sends(Side::A, "PA", 1, 1);
    story.segment().segment.len = len;
    story.segment().fate = Fate::Corrupted;
    story.segment().by = "link.corrupt";
    story.at(2s).ends();
    const PcapngFile file = file_of(story);
    REQUIRE(file.frames.size() == 2);
    CHECK(read_segment(file.frames[0].octets, 0).error == WireError::None);
    CHECK(read_segment(file.frames[1].octets, 0).error == WireError::BadTcpChecksum);
    CHECK(says(file.frames[0],
               "Arrives at b after 10 ms with octets changed on the way, so that its checksum is wrong "
               "(link.corrupt)."));
    CHECK(says(file.frames[1], "octets changed on the way (link.corrupt), the checksum is wrong and b ignores it."));
    std::size_t bits = 0;
    for (std::size_t i = 0; i < file.frames[0].octets.size(); ++i) {
      bits += file.frames[0].octets[i] != file.frames[1].octets[i] ? 1U : 0U;
    }
    CHECK(bits == 1);
  }
}

TEST_CASE("a copy made by the link arrives once more and was sent once") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  story.at(1s).sends(Side::A, "FA", 1, 1, 1).sends(Side::A, "FA", 1, 1, 1).arrives(1050ms);
  story.segment().duplicate = true;
  story.segment().by = "link.duplicate";
  story.at(2s).ends();
  const PcapngFile file = file_of(story);
  REQUIRE(file.frames.size() == 3);
  CHECK(line_of(file, file.frames[2]) == "b< 1050000000");
  CHECK(file.frames[2].octets == file.frames[0].octets);
  CHECK(file.frames[2].id == file.frames[0].id);
  CHECK(says(file.frames[2], "A copy made on the way (link.duplicate), sent 50 ms ago."));
}

TEST_CASE("an injected segment stands only where it arrives") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  story.at(1s).sends(Side::A, "R", 5, 0).arrives(1s);
  story.segment().why = Why::Injected;
  story.segment().by = "faults[1]";
  story.at(2s).ends();
  const PcapngFile file = file_of(story);
  REQUIRE(file.frames.size() == 1);
  CHECK(line_of(file, file.frames[0]) == "b< 1000000000");
  CHECK(file.frames[0].comment == "Injected (fault rule faults[1]), not sent by a: RST.");
}

TEST_CASE("what is still under way when the run ends has not arrived") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  story.at(1s).sends(Side::A, "FA", 1, 1, 1).arrives(3s).at(2s).ends("run-for");
  const PcapngFile file = file_of(story);
  REQUIRE(file.frames.size() == 1);
  CHECK(says(file.frames[0], "Still on the way when the run ends."));
}

TEST_CASE("the reasons are told with the time that the timer ran") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  const auto fires = [&](Timer timer, Duration at, Duration ran, Why why) {
    story.at(at - ran).sets(Side::A, timer, ran).at(at).fires(Side::A, timer).sends(Side::A, "FA", 1, 1).again(2, why);
  };
  fires(Timer::LossProbe, 1s, 300ms, Why::LossProbe);
  fires(Timer::Retransmission, 2s, 600ms, Why::Rto);
  fires(Timer::Retransmission, 4s, 1200ms, Why::Rto);
  fires(Timer::DelayedAck, 5s, 40ms, Why::DelayedAck);
  fires(Timer::Keepalive, 6s, 1s, Why::Keepalive);
  fires(Timer::Persist, 7s, 400ms, Why::WindowProbe);
  fires(Timer::Reorder, 8s, 10ms, Why::Fast);
  story.at(9s).sends(Side::A, "FA", 1, 1).again(3, Why::Rto).at(10s).ends();
  const PcapngFile file = file_of(story, Side::A);
  std::vector<std::string> reasons;
  for (const PcapngFrame& frame : file.frames) reasons.push_back(frame.comment.substr(0, frame.comment.find(':')));
  CHECK(reasons == std::vector<std::string>{"Tail loss probe after 300 ms", "Retransmission timeout no. 1 after 600 ms",
                                            "Retransmission timeout no. 2 after 1.2 s",
                                            "Delayed acknowledgment after 40 ms", "Keepalive probe after 1 s",
                                            "Window probe after 400 ms", "Fast retransmission after 10 ms",
                                            "Deemed lost at the last retransmission timeout"});
}

TEST_CASE("windows are scaled as both SYNs agreed, and read back in octets") {
  for (const bool scaling : {true, false}) {
    Scenario scenario = one_close();
    scenario.side(Side::A).profile.receive_buffer = 1'000'000;
    scenario.side(Side::B).profile.window_scaling = scaling;
    const PcapngFile file = run(scenario, Side::A);
    REQUIRE(file.frames.size() > 3);
    CHECK(read_segment(file.frames[0].octets, 0).segment.options.window_scale == 4);
    const WireSegment ack = read_segment(file.frames[2].octets, scaling ? 4 : 0);
    CHECK(ack.segment.flags == flags("A"));
    CHECK(ack.segment.wnd == (scaling ? 1'000'000 : 65535));
  }
}

TEST_CASE("every segment of a run reads back as it was traced") {
  const Scenario scenario = one_close();
  TraceLog log;
  Runner().run(scenario, &log);
  const PcapngFile file = run(scenario);
  std::size_t i = 0;
  for (const TraceRecord& record : log.records()) {
    const auto* segment = std::get_if<SegmentRecord>(&record);
    if (segment == nullptr) continue;
    std::size_t seen = 0;
    for (const PcapngFrame& frame : file.frames) {
      if (frame.id != segment->id) continue;
      ++seen;
      CHECK(read_segment(frame.octets, 0).segment == segment->segment);
    }
    CHECK(seen == 2);
    ++i;
  }
  CHECK(i > 6);
}

TEST_CASE("texts of any length fit into their options, cut between two characters") {
  Scenario scenario = scenario_of_third_lost();
  scenario.about.assign(65534, 'x');
  const std::string fits = scenario.about;
  scenario.about.append("üü");
  Story story(scenario);
  story.at(1s).ends();
  const PcapngFile file = file_of(story);
  CHECK(file.blocks[0].options.at(1)[1] == fits);
}
