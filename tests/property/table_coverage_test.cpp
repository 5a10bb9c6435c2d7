// Every row of the transition table is taken by some run: no row is dead, and none is there by mistake. What an
// application's script cannot reach, because it starts in ESTABLISHED, is walked by calls on an endpoint.
#include <catch2/catch.hpp>

#include "core/endpoint.hpp"
#include "tests/property/row_cases.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

std::string spelled(State from, Cause cause) { return std::string(name(from)) + " + " + std::string(name(cause)); }

std::vector<RowCase> all_row_cases() {
  std::vector<RowCase> rows = opening_rows();
  for (const std::vector<RowCase>& more : {closing_rows(), reset_rows(), giving_up_rows()}) {
    rows.insert(rows.end(), more.begin(), more.end());
  }
  return rows;
}

// A row that is walked by calls alone: from CLOSED into `from`, and out of it.
struct Walk {
  State from;
  Cause cause;
  void (*go)(Endpoint& endpoint, Actions& out);
};

Segment syn() {
  Segment segment;
  segment.seq = SeqNum(5000);
  segment.flags.bits = Flags::kSyn;
  segment.wnd = 65535;
  return segment;
}

void become_syn_received(Endpoint& endpoint, Actions& out) {
  endpoint.listen(kStart, out);
  endpoint.segment_arrives(kStart, syn(), out);
}

const Walk kWalks[] = {
    {State::Closed, Cause::Listen, [](Endpoint& e, Actions& out) { e.listen(kStart, out); }},
    {State::Listen, Cause::Close,
     [](Endpoint& e, Actions& out) {
       e.listen(kStart, out);
       e.close(kStart, out);
     }},
    {State::Listen, Cause::Abort,
     [](Endpoint& e, Actions& out) {
       e.listen(kStart, out);
       e.abort(kStart, out);
     }},
    {State::SynSent, Cause::Close,
     [](Endpoint& e, Actions& out) {
       e.open(kStart, out);
       e.close(kStart, out);
     }},
    {State::SynSent, Cause::Abort,
     [](Endpoint& e, Actions& out) {
       e.open(kStart, out);
       e.abort(kStart, out);
     }},
    {State::SynReceived, Cause::Close,
     [](Endpoint& e, Actions& out) {
       become_syn_received(e, out);
       e.close(kStart, out);
     }},
    {State::SynReceived, Cause::Abort,
     [](Endpoint& e, Actions& out) {
       become_syn_received(e, out);
       e.abort(kStart, out);
     }},
    {State::SynReceived, Cause::AbortIntoTimeWait,
     [](Endpoint& e, Actions& out) {
       become_syn_received(e, out);
       e.abort(kStart, out);
     }},
};

Transition last_transition(const Actions& actions) {
  Transition last;
  for (const Action& action : actions) {
    if (const Transition* t = std::get_if<Transition>(&action)) last = *t;
  }
  return last;
}

}  // namespace

TEST_CASE("each row of the transition table is taken in the scenario made for it") {
  for (const RowCase& row : all_row_cases()) {
    const Run r = run(row.scenario);
    INFO(spelled(row.from, row.cause) << "; " << name(row.side) << ": " << path(r, row.side, 0s));
    CHECK(r.took(row.side, row.from, row.cause));
    for (const std::string& violation : r.outcome.violations) FAIL_CHECK(violation);
  }
}

TEST_CASE("what no script reaches is walked by calls: LISTEN, SYN-SENT and SYN-RECEIVED") {
  for (const Walk& walk : kWalks) {
    StackProfile profile = *find_stack("rfc9293");
    profile.tw_after_sending_rst = walk.cause == Cause::AbortIntoTimeWait;
    Endpoint endpoint(profile, SeqNum(100));
    Actions actions;
    walk.go(endpoint, actions);
    const Transition last = last_transition(actions);
    INFO(spelled(walk.from, walk.cause));
    CHECK(last.from == walk.from);
    CHECK(last.cause == walk.cause);
    CHECK(last.to == next_state(walk.from, walk.cause));
    CHECK(endpoint.state() == last.to);
    CHECK(endpoint.consistent());
  }
}

TEST_CASE("together they take every row of the table") {
  Runner runner;
  for (const RowCase& row : all_row_cases()) runner.run_quietly(row.scenario);
  std::vector<bool> used = runner.rows_used();
  REQUIRE(used.size() == transition_table().size());
  for (const Walk& walk : kWalks) used[transition_row(walk.from, walk.cause)] = true;
  for (std::size_t i = 0; i < used.size(); ++i) {
    INFO(spelled(transition_table()[i].from, transition_table()[i].cause));
    CHECK(used[i]);
  }
}
