// Applications: what each step of a script does to its endpoint, what it waits for, and what it is told.
#include "sim/application.hpp"

#include <catch2/catch.hpp>

#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

// What the application saw and did, with times: "1 close".
std::string diary(const Run& run, Side side) {
  std::string story;
  for (const AppRecord& a : run.apps) {
    if (a.at != side) continue;
    if (!story.empty()) story += ", ";
    story += seconds(a.t - kStart) + " " + std::string(a.event);
    if (a.bytes > 0) story += " " + std::to_string(a.bytes);
    if (a.error != SocketError::None) story += " " + std::string(name(a.error));
  }
  return story;
}

Run play(std::vector<Step> a, std::vector<Step> b, std::vector<FaultRule> faults = {}, const char* stack = "linux") {
  Scenario scenario = between(stack);
  scenario.side(Side::A).app = std::move(a);
  scenario.side(Side::B).app = std::move(b);
  scenario.faults = std::move(faults);
  return run(scenario);
}

Step exchange(std::uint32_t rounds, std::uint32_t bytes) {
  Step step;
  step.action = Step::Do::Exchange;
  step.rounds = rounds;
  step.bytes = bytes;
  return step;
}

Step exit_process() {
  Step step;
  step.action = Step::Do::Exit;
  return step;
}

}  // namespace

TEST_CASE("every step has its name") {
  CHECK(name(Step::Do::Close) == "close");
  CHECK(name(Step::Do::Shutdown) == "shutdown");
  CHECK(name(Step::Do::Abort) == "abort");
  CHECK(name(Step::Do::Send) == "send");
  CHECK(name(Step::Do::Exit) == "exit");
}

TEST_CASE("a script starts when its side is ESTABLISHED, and a wait counts from the step before it") {
  const Run r = play({wait(50ms), send_bytes(10), wait(200ms), close()}, {wait_until(400ms), close()});
  CHECK(diary(r, Side::A) == "0.1 connected, 0.15 send 10, 0.35 close");
  CHECK(diary(r, Side::B).starts_with("0.15 connected, "));
  CHECK(r.took(Side::B, State::CloseWait, Cause::UnreadData));
}

TEST_CASE("a time that has passed is not waited for, and never is never") {
  const Run r = play({wait_until(10ms), close()}, {wait(kForever), close()});
  CHECK(diary(r, Side::A) == "0.1 connected, 0.1 close");
  CHECK(diary(r, Side::B) == "0.15 connected");
  CHECK(r.end(Side::B).state == State::CloseWait);
}

TEST_CASE("reading takes what there is, until EOF or so many octets") {
  const Run all = play({send_bytes(3000), wait(100ms), send_bytes(7), close()}, {read_eof(), close()});
  CHECK(told(all, Side::B) == "connected, data 1448, data 1448, data 104, data 7, eof, close");
  const Run some = play({send_bytes(100), wait(100ms), send_bytes(100), close()},
                        {read_bytes(150), send_bytes(1), read_eof(), close()});
  CHECK(told(some, Side::B).starts_with("connected, data 100, data 50, send 1, data 50, eof"));
}

TEST_CASE("an exchange: a speaks first, and each side reads a whole message before it answers") {
  const Run r = play({exchange(2, 100), close()}, {exchange(2, 100), read_eof(), close()});
  CHECK(told(r, Side::A) == "connected, send 100, data 100, send 100, data 100, exchange, close");
  CHECK(told(r, Side::B) == "connected, data 100, send 100, data 100, send 100, exchange, eof, close");
  // Messages longer than a segment.
  const Run large = play({exchange(1, 5000), close()}, {exchange(1, 5000), read_eof(), close()});
  CHECK(large.outcome.violations.empty());
  CHECK(told(large, Side::B).ends_with("send 5000, exchange, eof, close"));
}

TEST_CASE("a step that fails is told with its error, and the script goes on") {
  const Run r = play({wait_until(kClose), shutdown(), send_bytes(10), close(), close()}, {read_eof(), close()});
  CHECK(told(r, Side::A, kClose) == "shutdown, error EPIPE, close, error ENOTCONN");
  CHECK(r.end(Side::A).error == SocketError::NotConnected);
}

TEST_CASE("who waits for an error is told at once; who waits at most so long goes on without") {
  const FaultRule reset = inject_at(500ms, Side::A, "R");
  CHECK(diary(play({wait_error(), close()}, {}, {reset}), Side::A) == "0.1 connected, 0.5 error ECONNRESET, 0.5 close");
  CHECK(diary(play({wait_error(200ms), close()}, {}), Side::A) == "0.1 connected, 0.3 close");
}

TEST_CASE("what comes before the error is still read, and EOF is for ever") {
  // b resets after data and FIN: the kernel keeps what was in order.
  const Run r = play({wait_until(kClose), read_eof(), read_eof(), close()}, {send_bytes(50), shutdown()},
                     {inject_at(800ms, Side::A, "R")});
  CHECK(told(r, Side::A, kClose) == "data 50, eof, eof, close");
}

TEST_CASE("shutdown for reading sends nothing; for both it sends the FIN") {
  const Run read_only =
      play({wait_until(kClose), shutdown(ShutdownHow::Read), wait(1s), close()}, {read_eof(), close()});
  CHECK(sent(read_only, Side::A) == "FA 1 1, A 2 2");
  CHECK(path(read_only, Side::A).starts_with("1 FIN-WAIT-1"));
  const Run both = play({wait_until(kClose), shutdown(ShutdownHow::Both)}, {read_eof(), close()});
  CHECK(path(both, Side::A).starts_with("0 FIN-WAIT-1"));
}

TEST_CASE("a lingering close() returns when the FIN is acknowledged, or when its time is up") {
  SocketOptions options;
  options.linger = 5s;
  const Step after = shutdown();  // tells by its time when close() returned
  const Run answered = play({set(options), wait_until(kClose), close(), after}, {read_eof()});
  CHECK(diary(answered, Side::A) == "0.1 connected, 0.1 set, 1 close, 1.104 error ENOTCONN");
  const Run black_hole = play({set(options), wait_until(kClose), close(), after}, {read_eof()}, {lose(1, 0)});
  CHECK(diary(black_hole, Side::A) == "0.1 connected, 0.1 set, 1 close, 6 error ENOTCONN");
  // TCP goes on, as an orphan from then on.
  CHECK(black_hole.took(Side::A, State::FinWait1, Cause::GiveUp));
}

TEST_CASE("SO_LINGER 0 makes close() a RST; at process exit the descriptor is closed like any other") {
  SocketOptions options;
  options.linger = 0s;
  const Run r = play({set(options), wait_until(kClose), close()}, {wait_error(), close()});
  CHECK(sent(r, Side::A) == "RA 1 1");
  CHECK(told(r, Side::B, kClose) == "error ECONNRESET, close");
  const Run exited = play({wait_until(kClose), exit_process()}, {read_eof(), exit_process()});
  CHECK(sent(exited, Side::A) == "FA 1 1, A 2 2");
  CHECK(exited.end(Side::B).state == State::Closed);
}

TEST_CASE("a process takes its time to wake up, for news as well as after a wait") {
  Scenario scenario = usual_close("linux");
  for (SideSpec& side : scenario.sides) side.reaction = 200us;
  const Run r = run(scenario);
  CHECK(diary(r, Side::A) == "0.1 connected, 1.0002 close");
  CHECK(diary(r, Side::B) == "0.15 connected, 1.0504 eof, 1.1506 close");
}

TEST_CASE("an application that has ended, or never began, does nothing") {
  Application application;
  const std::vector<Step> script = {close()};
  application.restart(script, Side::A);
  const StackProfile profile;
  Endpoint endpoint(profile, SeqNum(1));
  Actions actions;
  CHECK_FALSE(application.started());
  CHECK_FALSE(application.step(kStart, endpoint, actions).acted);
  application.connected(kStart);
  CHECK(application.step(kStart, endpoint, actions).acted);
  const Application::Progress over = application.step(kStart, endpoint, actions);
  CHECK_FALSE(over.acted);
  CHECK(over.wake == kNever);
}
