// The JSON Lines trace is a contract: key order, null, and what is absent are tested to the byte.
#include "sim/trace_jsonl.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "sim/trace_summary.hpp"
#include "tests/sim/trace_story.hpp"

using namespace finwait;
using namespace finwait::story;

namespace {

std::string line_of(const TraceRecord& record) {
  std::string out;
  JsonlSink sink(out, "0.1.0");
  sink.write(record);
  return out;
}

}  // namespace

TEST_CASE("the lines of the contract in interface.md come out byte for byte") {
  Scenario scenario = scenario_of_third_lost();
  scenario.side(Side::A).profile.name = "linux";
  scenario.side(Side::B).profile.name = "linux";
  CHECK(
      line_of(RunRecord{&scenario, 1}) ==
      R"({"type":"run","schema":"finwait-trace/1","version":"0.1.0","scenario":"lost-3-once","seed":1,"a":"linux","b":"linux"})"
      "\n");
  CHECK(line_of(StateRecord{kStart, Side::A, State::Closed, State::SynSent, Cause::Open}) ==
        R"({"type":"state","t":0,"at":"a","old":"CLOSED","new":"SYN-SENT","cause":"open"})"
        "\n");
  CHECK(line_of(AppRecord{kStart + 20ms, Side::A, "connected", 0, SocketError::None}) ==
        R"({"type":"app","t":20000000,"at":"a","event":"connected"})"
        "\n");

  Story story(scenario);
  story.at(0ms).sends(Side::A, "S", 0, 0);
  CHECK(
      line_of(story.records.back()) ==
      R"({"type":"segment","t":0,"from":"a","flags":"S","seq":0,"ack":null,"len":0,"wnd":64240,"copy":1,"why":"new","teardown":null,"fate":"delivered","rx":10000000})"
      "\n");
  story.at(830ms).sends(Side::B, "FA", 1, 2, 3).lost("faults[0]");
  CHECK(
      line_of(story.records.back()) ==
      R"({"type":"segment","t":830000000,"from":"b","flags":"FA","seq":1,"ack":2,"len":0,"wnd":64240,"copy":1,"why":"new","teardown":3,"fate":"lost","by":"faults[0]"})"
      "\n");
}

TEST_CASE("what is added to the contract stands behind its keys") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  story.at(1s).sends(Side::A, "FA", 1, 1, 1);
  story.segment().duplicate = true;
  story.segment().by = "faults[2]";
  CHECK(line_of(story.records.back()).find(R"("rx":1010000000,"by":"faults[2]","duplicate":true})") !=
        std::string::npos);

  story.sets(Side::A, Timer::Retransmission, 2s, 2s, 1);
  CHECK(
      line_of(story.records.back()) ==
      R"({"type":"timer","t":1000000000,"at":"a","timer":"retransmission","event":"set","due":3000000000,"rto":2000000000,"backoffs":1})"
      "\n");
  story.stops(Side::A, Timer::FinWait2);
  CHECK(line_of(story.records.back()) ==
        R"({"type":"timer","t":1000000000,"at":"a","timer":"fin-wait-2","event":"stopped"})"
        "\n");
}

TEST_CASE("errors and octets of the application are there when there are any") {
  CHECK(
      line_of(AppRecord{kStart + 1s, Side::B, "data", 100, SocketError::None}).find(R"("event":"data","bytes":100})") !=
      std::string::npos);
  CHECK(line_of(AppRecord{kStart + 1s, Side::B, "error", 0, SocketError::ConnectionReset})
            .find(R"("event":"error","error":"ECONNRESET"})") != std::string::npos);
}

TEST_CASE("the end record names only states that were entered, and null where nothing is to be said") {
  const Scenario scenario = scenario_of_third_lost();
  const std::string line = line_of(third_lost_once(scenario).records.back());
  CHECK(line.find(R"({"type":"end","t":61840000000,"reason":"quiet","a":{"state":"CLOSED","since":61840000000,)") == 0);
  CHECK(
      line.find(
          R"("time_in":{"SYN-SENT":20000000,"TIME-WAIT":60000000000},"sent":4,"lost":0,"retransmissions":0,"error":null})") !=
      std::string::npos);
  CHECK(line.find(R"("decided_by":null)") != std::string::npos);
}

TEST_CASE("names and sentences with quotes, backslashes and control characters stay valid JSON") {
  Scenario scenario = scenario_of_third_lost();
  scenario.name = "a \"b\" \\ \n \x01 ü";
  CHECK(line_of(RunRecord{&scenario, 1}).find(R"("scenario":"a \"b\" \\ \n \u0001 ü")") != std::string::npos);
}

TEST_CASE("the estimate behind an RTO is written once there is one") {
  TimerRecord timer{kStart, Side::A, Timer::Retransmission, TimerRecord::Event::Set, kStart + 300ms, 300ms};
  CHECK(line_of(timer).find("srtt") == std::string::npos);
  timer.srtt = 100ms;
  timer.rttvar = 50ms;
  CHECK(line_of(timer).find(R"("rto":300000000,"srtt":100000000,"rttvar":50000000})") != std::string::npos);
  timer.timer = Timer::TimeWait;
  CHECK(line_of(timer).find("srtt") == std::string::npos);
}

TEST_CASE("a text longer than the line buffer is not cut") {
  Scenario scenario = scenario_of_third_lost();
  scenario.name = std::string(5000, 'x');
  CHECK(line_of(RunRecord{&scenario, 1}).find("\"" + scenario.name + "\",\"seed\"") != std::string::npos);
}

TEST_CASE("the summary is the end record, indented") {
  const Scenario scenario = scenario_of_third_lost();
  std::string out;
  SummarySink sink(out, "0.1.0");
  third_lost_once(scenario).tell(sink);
  CHECK(out.find("{\n  \"schema\": \"finwait-trace/1\",\n  \"version\": \"0.1.0\",\n  \"scenario\": \"lost-3-once\"") ==
        0);
  CHECK(out.find("    \"time_in\": {\n      \"SYN-SENT\": 20000000,") != std::string::npos);
  CHECK(out.find("\"time_in\": {},") != std::string::npos);
  // Each key once: a reader of JSON keeps only one of two values with the same name.
  CHECK(out.find("  \"stacks\": {\n    \"a\": \"") != std::string::npos);
  CHECK(out.find("\n  \"a\": ") == out.rfind("\n  \"a\": "));
  CHECK(out.find("\"segment\"") == std::string::npos);
  CHECK(out.substr(out.size() - 3) == "\n}\n");
}
