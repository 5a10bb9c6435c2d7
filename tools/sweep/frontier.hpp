// Where one value of a scenario changes what a run comes to: a coarse look at values that are evenly spaced and closer
// towards the lower bound, then bisection between every two neighbours that differ, down to the unit. It runs scenarios
// and says nothing of how results look.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace finwait::cli {

struct FrontierOptions {
  std::string path{};               // a scenario, "-" for stdin
  std::vector<std::string> sets{};  // KEY=VALUE, into the scenario
  std::string axis{};               // what it changes: "a.tcp_fin_timeout"
  std::string lower{};
  std::string upper{};
  std::string unit{};     // "": the finer one in which the bounds were written; finer for few steps of fractions
  std::string second{};   // "TARGET=VALUES": a frontier for each of them; "": none
  std::string seed{};     // of the first run of each value; "": the scenario's
  std::string repeats{};  // runs of each value, with consecutive seeds; "": 1
  std::uint32_t looks =
      64;  // even parts of the coarse look; and an eighth as many of each half towards the lower bound
  // Is called when the scenario has been read, and before anything is run; may throw.
  std::function<void()> before{};
};

// What the runs with one value came to. The seeds are the same for every value.
struct FrontierPoint {
  std::uint64_t step = 0;  // units above the lower bound
  std::string value{};
  std::string outcome{};    // the most frequent, in words; of equally frequent ones the first by its words
  std::uint64_t count = 0;  // of the runs
  std::string command{};    // that replays the first run with this outcome
  // At a change: "a: finwait2_timeout (tcp_fin_timeout) = 38s", of each side that ends otherwise than its neighbour's.
  std::vector<std::string> decided{};
};

// Two neighbours, one unit apart, that differ.
struct FrontierChange {
  FrontierPoint below{};
  FrontierPoint above{};
};

struct FrontierCurve {
  std::string at{};       // the second axis's value; "" without one
  FrontierPoint first{};  // at the lower bound
  FrontierPoint last{};   // at the upper one
  std::vector<FrontierChange> changes{};
  bool cut = false;  // more changes than kMostChanges: only the lowest are there
};

inline constexpr std::size_t kMostChanges = 100;

// Of a frontier with one run of each value: a value at which other seeds end otherwise. Then every border is that of
// the one seed.
struct FrontierChance {
  std::string at{};  // the second axis's value
  std::string value{};
  std::uint64_t seeds = 0;   // tried besides the one
  std::uint64_t others = 0;  // of them ended otherwise; 0: chance was not seen to decide
};

struct Frontier {
  std::string scenario{};
  std::string axis{};
  std::string second{};
  std::string lower{};  // canonical
  std::string upper{};
  std::string unit{};
  std::uint64_t steps = 0;   // units between the bounds
  std::string spacing{};     // of the coarse look, at most; "" if every value was looked at
  std::uint64_t looked = 0;  // the values of the coarse look
  std::uint64_t repeats = 1;
  std::uint64_t seed = 1;
  std::uint64_t runs = 0;  // all that looked for changes
  FrontierChance chance{};
  std::vector<FrontierCurve> curves{};
};

// Throws CommandError with what is wrong.
Frontier find_frontier(const FrontierOptions& options);

std::string frontier_text(const Frontier& frontier);
std::string frontier_csv(const Frontier& frontier);
std::string frontier_json(const Frontier& frontier);
// The regions between the borders, a column for each value of the second axis.
std::string frontier_svg(const Frontier& frontier);

}  // namespace finwait::cli
