// A scenario: the whole experiment as pure data. It is read by scenario_json and run by runner; it knows neither.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/side.hpp"
#include "core/socket_options.hpp"
#include "core/stack_profile.hpp"
#include "core/time.hpp"
#include "loss_models/fault_rule.hpp"
#include "sim/expectation.hpp"
#include "sim/link_spec.hpp"

namespace finwait {

enum class ShutdownHow : std::uint8_t { Write, Read, Both };

// One step of an application's script.
struct Step {
  enum class Do : std::uint8_t {
    WaitFor,    // `duration` after the step before; kForever: never goes on
    WaitUntil,  // until `duration` after the SYN
    WaitError,  // until the socket reports an error, at most `duration`
    Read,       // until EOF, or until `bytes` octets have been read
    Send,       // `bytes` octets; `more` holds the last segment back (MSG_MORE)
    Exchange,   // `rounds` of request and response of `bytes` octets; a speaks first
    Shutdown,
    Close,
    Abort,
    Set,
    Exit,
  };
  Do action = Do::WaitFor;
  Duration duration{0};
  bool until_eof = false;
  std::uint32_t bytes = 0;
  std::uint32_t rounds = 0;
  bool more = false;
  ShutdownHow how = ShutdownHow::Write;
  SocketOptions options{};
  bool operator==(const Step&) const = default;
};
// The step's name in scenarios and traces ("wait", "read", ...).
std::string_view name(Step::Do action);

struct SideSpec {
  StackProfile profile{};  // the named stack with the scenario's "set" applied
  std::vector<Step> app{};
  Duration reaction{0};  // what the process takes to wake up, after a wait or for news from its socket
};

struct Scenario {
  std::string name{};  // the file's name without folder and .json
  std::string about{};
  std::uint64_t seed = 1;
  Duration run_for = std::chrono::hours(24);
  LinkSpec link{};
  std::array<SideSpec, 2> sides{};  // by index(Side)
  std::vector<FaultRule> faults{};
  std::vector<std::string> stacks{};  // "stacks": under which `check` runs it besides as written
  std::vector<Expectation> expect{};

  SideSpec& side(Side s) { return sides[index(s)]; }
  const SideSpec& side(Side s) const { return sides[index(s)]; }

  // When the connection can be set up at the earliest: a run that ends before shows nothing, and none is read or run.
  Time set_up() const { return later(later(kStart, link.from(Side::A).delay), link.from(Side::B).delay); }
  bool ends_before_set_up() const { return later(kStart, run_for) < set_up(); }
};

}  // namespace finwait
