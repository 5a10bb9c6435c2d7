// A log of a run must be whole, and must stay true when the runner that made it goes on to another run.
#include "sim/trace_log.hpp"

#include <catch2/catch.hpp>
#include <variant>

#include "sim/runner.hpp"
#include "tests/sim/trace_story.hpp"

using namespace finwait;
using namespace finwait::story;

namespace {

const SegmentRecord* first_lost(const TraceLog& log) {
  for (const TraceRecord& record : log.records()) {
    const auto* segment = std::get_if<SegmentRecord>(&record);
    if (segment != nullptr && segment->fate == Fate::Lost) return segment;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a log keeps the run, all that happened, and the end") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  third_lost_once(scenario).tell(log);
  CHECK(log.scenario() == &scenario);
  CHECK_FALSE(log.records().empty());
  CHECK(std::none_of(log.records().begin(), log.records().end(), [](const TraceRecord& r) {
    return std::holds_alternative<RunRecord>(r) || std::holds_alternative<EndRecord>(r);
  }));
  CHECK(log.end().reason == "quiet");
}

TEST_CASE("the names in a log outlive the runner") {
  Scenario scenario;
  scenario.side(Side::A).app = {Step{.action = Step::Do::Close}};
  FaultRule drop;
  drop.action = FaultAction::Drop;
  scenario.faults = {drop};
  TraceLog log;
  {
    Runner runner;
    runner.run(scenario, &log);
    scenario.faults.clear();
    runner.run(scenario, nullptr);
  }
  REQUIRE(first_lost(log) != nullptr);
  CHECK(first_lost(log)->by == "faults[0]");
}
