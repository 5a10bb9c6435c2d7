// tshark_check ROOT WORK: every shipped scenario's capture, read by tshark. No frame is malformed, every checksum is
// good but those that were corrupted on purpose, every frame is the one that the trace has, with its comment, and
// tshark's own TCP analysis marks what the trace calls a retransmission and nothing else. Exit 77: there is no tshark.
//
// The analysis is asked for each host's side, as if captured there: in a file with both sides it would count every
// arrival as a repetition. Its own names for a repetition are accepted where its documented rule gives them, and only
// there: "out of order" for what comes less than one round-trip time after the highest number was seen, "keep-alive"
// for an empty segment one before the next number.
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <sstream>
#include <thread>

#include "sim/capture/trace_pcapng.hpp"
#include "sim/runner.hpp"
#include "sim/scenario_json.hpp"
#include "sim/text_files.hpp"
#include "tests/capture/reference.hpp"
#include "tests/capture/tshark.hpp"

using namespace finwait;
using namespace finwait::capture;

namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

class Beside final : public TextFiles {
 public:
  explicit Beside(const std::filesystem::path& file) : folder_(file.parent_path()) {}
  std::optional<std::string> read(std::string_view path, std::string&) const override {
    return text_of(folder_ / path);
  }

 private:
  std::filesystem::path folder_;
};

// What went wrong, with the capture and the frame.
class Failures {
 public:
  void add(const std::string& where, const std::string& what) {
    const std::lock_guard lock(mutex_);
    if (++count_ <= 40) std::cout << where << ": " << what << std::endl;
  }
  int count() const { return count_; }

 private:
  std::mutex mutex_{};
  std::atomic<int> count_{0};
};

// One frame against its sight.
class FrameCheck {
 public:
  FrameCheck(Failures& failures, const std::string& file, const Frame& frame, const Sight& sight)
      : failures_(failures), frame_(frame), sight_(sight), where_(file + " frame " + frame.number) {}

  void headers() {
    const SegmentRecord& r = *sight_.record;
    const bool corrupted = sight_.arrival && r.fate == Fate::Corrupted;
    equal("time", frame_.t, nanoseconds(sight_.t));
    equal("interface", frame_.interface, name(sight_.at));
    equal("direction", frame_.direction, sight_.arrival ? "1" : "2");
    equal("packet id", frame_.packet_id, std::to_string(sight_.packet));
    equal("source", frame_.source, name(r.from));
    require("malformed", frame_.malformed.empty());
    require("not plain TCP: " + frame_.protocols,
            frame_.protocols == "raw:ip:tcp" || frame_.protocols == "raw:ip:tcp:data");
    equal("IP checksum", frame_.ip_checksum, "1");
    equal("TCP checksum", frame_.tcp_checksum, corrupted ? "0" : "1");
    equal("flags", std::stoul(frame_.flags, nullptr, 16), r.segment.flags.bits);
    equal("seq", frame_.seq, r.segment.seq.raw());
    if (r.segment.flags.ack()) equal("ack", frame_.ack, r.segment.ack.raw());
    equal("len", frame_.len, r.segment.len);
  }

  // tshark multiplies by what both SYNs on this interface said.
  void window() { equal("window", frame_.window_scaled, std::to_string(sight_.record->segment.wnd)); }

  void comment() {
    const SegmentRecord& r = *sight_.record;
    require("no comment", !frame_.comment.empty());
    if (r.fate == Fate::Lost) says("Lost on the way");
    if (r.fate == Fate::Corrupted) says("octets changed on the way");
    if (!r.by.empty() && !sight_.arrival) says(r.by == "queue full" ? "queue was full" : r.by);
    if (r.duplicate) says("A copy made on the way");
    if (r.copy > 1) says(" time.");
    if (r.why == Why::Rto && r.copy == 2) says("etransmission timeout");
    if (r.why == Why::LossProbe) says("Tail loss probe after ");
    if (r.why == Why::Injected) says("Injected");
    constexpr std::array<std::string_view, 5> kPlaces{"", "the first", "the second", "the third", "the fourth"};
    if (r.teardown > 0) says(std::string(kPlaces[r.teardown]) + " segment of the close");
  }

  void analysis(const SequenceAnalysis::Finding& found) {
    const SegmentRecord& r = *sight_.record;
    const bool probe = r.why == Why::Keepalive || (r.why == Why::WindowProbe && r.segment.len == 0);
    const bool by_trace = r.copy > 1;
    if (sight_.arrival) {
      const bool known = by_trace || r.duplicate || r.why == Why::Injected || found.overtaken;
      require("the trace has no reason why this is a repetition", !found.repeats || known);
    } else {
      equal("retransmission by the trace", by_trace, found.repeats);
      equal("probe by the trace", probe, found.keep_alive);
      require("tshark misses segments that were sent here", !frame_.lost_segment);
    }
    const bool either = found.repeats && found.soon;
    if (either) {
      require("tshark sees no repetition", frame_.retransmission != frame_.out_of_order);
    } else {
      equal("retransmission by tshark", frame_.retransmission, found.repeats);
      equal("out of order by tshark", frame_.out_of_order, false);
    }
    equal("keep-alive by tshark", frame_.keep_alive, found.keep_alive);
    equal("new connection by tshark", frame_.reused_ports, found.new_handshake);
  }

 private:
  void require(const std::string& what, bool holds) {
    if (!holds) failures_.add(where_, what + " (" + frame_.comment + ")");
  }
  void says(std::string_view words) {
    require("the comment does not say \"" + std::string(words) + "\"", frame_.comment.find(words) != std::string::npos);
  }
  template <typename T, typename U>
  void equal(const std::string& what, const T& shown, const U& expected) {
    if (shown == expected) return;
    std::ostringstream text;
    text << what << " is " << shown << ", not " << expected;
    require(text.str(), false);
  }

  Failures& failures_;
  const Frame& frame_;
  const Sight& sight_;
  std::string where_;
};

// Frames of one packet share the identification, different packets of one host never do.
void check_identifications(Failures& failures, const std::string& file, const std::vector<Frame>& frames) {
  std::map<std::string, std::string> by_packet;
  std::map<std::string, std::string> packets;
  for (const Frame& frame : frames) {
    const std::string id = frame.source + frame.identification;
    if (by_packet.emplace(frame.packet_id, id).first->second != id) failures.add(file, "two identifications: " + id);
    if (packets.emplace(id, frame.packet_id).first->second != frame.packet_id) failures.add(file, "twice: " + id);
  }
}

struct Job {
  std::filesystem::path file{};
  bool large_windows = false;  // as shipped, but with buffers that need window scaling
};

struct Tally {
  std::atomic<std::size_t> frames{0};
  std::atomic<std::size_t> repeated{0};
};

Scenario scenario_of(const Job& job) {
  const Beside beside(job.file);
  ScenarioResult read = read_scenario(text_of(job.file), job.file.string(), {}, &beside);
  if (!read.scenario) throw std::runtime_error(job.file.string() + " cannot be read");
  if (job.large_windows) {
    for (const Side side : kSides) read.scenario->side(side).profile.receive_buffer = 1'000'001;
  }
  return std::move(*read.scenario);
}

// The run's capture, with both sides or one, as `finwait run --format pcapng` writes it.
std::string capture_of(const TraceLog& log, std::optional<Side> only) {
  std::string octets;
  PcapngSink sink(octets, "0.0.0", only);
  sink.write(log.run());
  for (const TraceRecord& record : log.records()) sink.write(record);
  sink.write(log.end());
  return octets;
}

std::vector<Frame> frames_of(Failures& failures, const std::string& file, const std::string& octets,
                             std::size_t expected) {
  std::ofstream(file, std::ios::binary) << octets;
  std::vector<Frame> frames = read_with_tshark(file);
  if (frames.size() != expected) {
    failures.add(file, std::to_string(frames.size()) + " frames, not " + std::to_string(expected));
    frames.clear();
    return frames;
  }
  std::filesystem::remove(file);
  std::filesystem::remove(file + ".errors");
  return frames;
}

struct Run {
  std::string name{};
  Scenario scenario{};
  TraceLog log{};
};

// What one host sees, with the analysis.
void check_side(Failures& failures, const Run& run, Side side, const std::filesystem::path& work, Tally& tally) {
  const std::string file = (work / (run.name + ".at-" + std::string(name(side)) + ".pcapng")).string();
  const std::vector<Sight> sights = expected_sights(run.log, side);
  const std::vector<Frame> frames = frames_of(failures, file, capture_of(run.log, side), sights.size());
  SequenceAnalysis analysis;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    FrameCheck check(failures, file, frames[i], sights[i]);
    const SequenceAnalysis::Finding found = analysis.see(sights[i]);
    check.headers();
    check.comment();
    check.window();
    check.analysis(found);
    if (found.repeats) ++tally.repeated;
  }
  check_identifications(failures, file, frames);
  tally.frames += frames.size();
}

// The captures with both sides, all of them one after the other in one file: pcapng files may be joined, and tshark
// starts once. Nothing is asked here that depends on the packets before.
void check_both_sides(Failures& failures, const std::vector<std::unique_ptr<Run>>& runs,
                      const std::filesystem::path& work, Tally& tally) {
  const std::string file = (work / "all.pcapng").string();
  std::string octets;
  std::vector<Sight> sights;
  std::vector<std::size_t> ends;
  for (const auto& run : runs) {
    octets += capture_of(run->log, std::nullopt);
    const std::vector<Sight> more = expected_sights(run->log, std::nullopt);
    sights.insert(sights.end(), more.begin(), more.end());
    ends.push_back(sights.size());
  }
  const std::vector<Frame> frames = frames_of(failures, file, octets, sights.size());
  for (std::size_t i = 0, run = 0; i < frames.size(); ++i) {
    while (i == ends[run]) ++run;
    FrameCheck check(failures, file + " " + runs[run]->name, frames[i], sights[i]);
    check.headers();
    check.comment();
  }
  for (std::size_t run = 0, begin = 0; run < runs.size() && !frames.empty(); begin = ends[run++]) {
    const auto from = frames.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto to = frames.begin() + static_cast<std::ptrdiff_t>(ends[run]);
    check_identifications(failures, runs[run]->name, {from, to});
  }
  tally.frames += frames.size();
}

std::vector<Job> shipped(const std::filesystem::path& root) {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "scenarios")) {
    const std::string file = entry.path().filename().string();
    if (entry.path().parent_path().filename() == "sweeps") continue;  // many runs each, and none of them a capture
    if (file.ends_with(".json") && !file.ends_with(".schema.json")) files.insert(entry.path());
  }
  std::vector<Job> jobs{{root / "scenarios/four-way-after-data.json", true},
                        {root / "scenarios/links/queue.json", true}};
  for (const auto& file : files) jobs.push_back({file, false});
  return jobs;
}

std::unique_ptr<Run> run_of(const Job& job) {
  auto run = std::make_unique<Run>();
  run->scenario = scenario_of(job);
  run->name = run->scenario.name + (job.large_windows ? "-large-windows" : "");
  Runner().run(run->scenario, &run->log);
  return run;
}

int check_all(const std::filesystem::path& root, const std::filesystem::path& work) {
  std::filesystem::create_directories(work);
  std::vector<std::unique_ptr<Run>> runs;
  for (const Job& job : shipped(root)) runs.push_back(run_of(job));
  Failures failures;
  Tally tally;
  std::atomic<std::size_t> next{0};
  // Task 0 is the file with everything, then come two sides for each run.
  const auto work_off = [&] {
    for (std::size_t i = 0; (i = next++) <= 2 * runs.size();) {
      try {
        if (i == 0) {
          check_both_sides(failures, runs, work, tally);
        } else {
          check_side(failures, *runs[(i - 1) / 2], i % 2 == 0 ? Side::B : Side::A, work, tally);
        }
      } catch (const std::exception& e) {
        failures.add(i == 0 ? "all" : runs[(i - 1) / 2]->name, e.what());
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned n = std::max(1U, std::thread::hardware_concurrency()); n > 0; --n) threads.emplace_back(work_off);
  for (std::thread& thread : threads) thread.join();
  std::cout << runs.size() << " runs, " << tally.frames << " frames, " << tally.repeated << " repetitions, "
            << failures.count() << " failures\n";
  // A check that sees nothing would find nothing wrong.
  return failures.count() == 0 && runs.size() > 50 && tally.repeated > 100 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: tshark_check ROOT WORK\n";
    return 2;
  }
  if (!tshark_found()) {
    std::cout << "skipped: tshark is needed to read the captures (package tshark)\n";
    return 77;
  }
  try {
    return check_all(argv[1], argv[2]);
  } catch (const std::exception& e) {
    std::cout << e.what() << '\n';
    return 1;
  }
}
