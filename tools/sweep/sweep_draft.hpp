// A sweep as it was written, before it is checked as a whole: what the sweep file and the options say, each with its
// place for messages. Both forms of a sweep come to the same draft.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/input_error.hpp"
#include "sim/json_document.hpp"
#include "tools/recording_files.hpp"
#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

// What somebody wrote, and where; the message is filled in by whoever finds fault with it.
struct Written {
  std::string text{};
  InputError place{};
};

struct AxisDraft {
  std::string name{};                  // "" if it has none of its own
  std::vector<std::string> targets{};  // as --set names them or as JSON pointers
  std::vector<std::string> values{};   // as --set takes them
  std::vector<InputError> places{};    // of the values, if they stand one by one; a range has a million and one place
  bool logarithmic = false;
  InputError place{};

  const InputError& place_of(std::size_t value) const { return value < places.size() ? places[value] : place; }
};

// The base scenario with the --set options of the command line in it.
struct BaseScenario {
  JsonDocument document{};
  std::string file{};     // what it is called: "four-way.json"
  std::string source{};   // where `finwait run` finds it: "scenarios/four-way.json", "sweep.json#/scenario"
  std::string pointer{};  // where it stands in its file: "/scenario", or "" if it is all of it
  std::vector<std::string> sets{};
  std::shared_ptr<const RecordingFiles> recordings{};
};

struct SweepDraft {
  std::string name{};
  std::string about{};
  BaseScenario base{};
  std::optional<std::uint64_t> seed{};
  std::uint64_t repeats = 1;
  std::vector<AxisDraft> axes{};
  std::vector<std::vector<Written>> zips{};  // axes by name
  Written where{};
  std::vector<Written> metrics{};
  std::optional<Keep> keep{};
  InputError place{};  // of the sweep as a whole
};

// "FILE:LINE:COLUMN: POINTER" stays, the rest is said.
inline InputError fault(InputError place, std::string message, std::string allowed = {}, std::string meant = {}) {
  place.message = std::move(message);
  place.allowed = std::move(allowed);
  place.did_you_mean = std::move(meant);
  return place;
}

}  // namespace finwait::cli
