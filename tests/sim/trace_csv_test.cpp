// The tables must be what RFC 4180 says, whole and exact, and nothing in them may be taken for a formula.
#include "sim/trace_csv.hpp"

#include <catch2/catch.hpp>

#include "tests/sim/trace_story.hpp"
#include "tests/support/shipped_runs.hpp"

using namespace finwait;
using namespace finwait::story;

namespace {

std::string crlf(std::string_view lines) {
  std::string text;
  for (const char c : lines) {
    if (c == '\n') text += '\r';
    text += c;
  }
  return text;
}

std::size_t rows_of(std::string_view table) {
  return static_cast<std::size_t>(std::count(table.begin(), table.end(), '\n')) - 1;
}

// Each line has as many fields as the header (no field of ours holds a comma), none a formula.
void check_table(std::string_view table) {
  const auto commas = [](std::string_view line) { return std::count(line.begin(), line.end(), ','); };
  const auto header = commas(table.substr(0, table.find("\r\n")));
  char before = '\n';
  for (const char c : table) {
    const bool begins = before == ',' || before == '\n';
    if (begins && (c == '=' || c == '+' || c == '-' || c == '@' || c == '\t')) FAIL_CHECK("a formula");
    before = c;
  }
  while (!table.empty()) {
    const std::size_t end = table.find("\r\n");
    REQUIRE(end != std::string_view::npos);
    CHECK(commas(table.substr(0, end)) == header);
    table.remove_prefix(end + 2);
  }
}

}  // namespace

TEST_CASE("the table of segments") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  third_lost_once(scenario).tell(log);
  CHECK(trace_csv(log, CsvTable::Segments) ==
        crlf(R"(time_s,from,flags,seq,ack,len,wnd,copy,why,teardown,fate,rx_s,by,duplicate,id
0.000000,a,S,0,,0,64240,1,new,,delivered,0.010000,,false,3
0.010000,b,SA,0,1,0,64240,1,new,,delivered,0.020000,,false,5
0.020000,a,A,1,1,0,64240,1,new,,delivered,0.030000,,false,7
0.300000,a,FA,1,1,0,64240,1,new,1,delivered,0.310000,,false,13
0.310000,b,A,1,2,0,64240,1,new,2,delivered,0.320000,,false,16
0.830000,b,FA,1,2,0,64240,1,new,3,lost,,faults[0],false,23
1.830000,b,FA,1,2,0,64240,2,rto,3,delivered,1.840000,,false,26
1.840000,a,A,2,2,0,64240,1,new,4,delivered,1.850000,,false,29
)"));
}

TEST_CASE("the table of states") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  third_lost_once(scenario).tell(log);
  CHECK(trace_csv(log, CsvTable::States) == crlf(R"(side,number,state,from_s,to_s,duration_s,entered_by,left_by
a,0,CLOSED,0.000000,0.000000,0.000000,,open
b,0,CLOSED,0.000000,0.000000,0.000000,,listen
b,1,LISTEN,0.000000,0.010000,0.010000,listen,syn
a,1,SYN-SENT,0.000000,0.020000,0.020000,open,syn-ack
b,2,SYN-RECEIVED,0.010000,0.030000,0.020000,syn,ack-of-syn
a,2,ESTABLISHED,0.020000,0.300000,0.280000,syn-ack,close
b,3,ESTABLISHED,0.030000,0.310000,0.280000,ack-of-syn,fin
a,3,FIN-WAIT-1,0.300000,0.320000,0.020000,close,ack-of-fin
b,4,CLOSE-WAIT,0.310000,0.830000,0.520000,fin,close
a,4,FIN-WAIT-2,0.320000,1.840000,1.520000,ack-of-fin,fin
b,5,LAST-ACK,0.830000,1.850000,1.020000,close,ack-of-fin
a,5,TIME-WAIT,1.840000,61.840000,60.000000,fin,time-wait-timeout
b,6,CLOSED,1.850000,,,ack-of-fin,
a,6,CLOSED,61.840000,,,time-wait-timeout,
)"));
}

TEST_CASE("fields are quoted as RFC 4180 says, and none is a formula") {
  CHECK(csv_field("faults[0]") == "faults[0]");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("say \"no\"\r\n") == "\"say \"\"no\"\"\r\n\"");
  CHECK(csv_field("=1+1") == "'=1+1");
  CHECK(csv_field("@a,b") == "\"'@a,b\"");
  CHECK(csv_field("").empty());
}

TEST_CASE("times are exact, to the nanosecond") {
  Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  Story story(scenario);
  story.at(1234567891ns).sends(Side::A, "A", 1, 1).ends().tell(log);
  CHECK(trace_csv(log, CsvTable::Segments).find("\r\n1.234567891,a,A,1,1,") != std::string::npos);
}

TEST_CASE("a side that never moves has a row") {
  Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  Story story(scenario);
  story.at(1s).ends().tell(log);
  CHECK(trace_csv(log, CsvTable::States) ==
        "side,number,state,from_s,to_s,duration_s,entered_by,left_by\r\n"
        "a,0,CLOSED,0.000000,,,,\r\nb,0,CLOSED,0.000000,,,,\r\n");
}

TEST_CASE("every record of every shipped scenario has its row") {
  tests::for_each_shipped_run([](const std::string& name, const TraceLog& run) {
    INFO(name);
    std::size_t segments = 0;
    std::size_t moves = 0;
    for (const TraceRecord& record : run.records()) {
      if (std::holds_alternative<SegmentRecord>(record)) ++segments;
      if (std::holds_alternative<StateRecord>(record)) ++moves;
    }
    const std::string of_segments = trace_csv(run, CsvTable::Segments);
    const std::string of_states = trace_csv(run, CsvTable::States);
    CHECK(rows_of(of_segments) == segments);
    CHECK(rows_of(of_states) == moves + 2);
    check_table(of_segments);
    check_table(of_states);
  });
}
