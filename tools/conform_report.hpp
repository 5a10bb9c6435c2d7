// The reports of `finwait conform`: a line a recording, a table of the families, and recorded and simulated segments
// side by side. Knows no command line.
#pragma once

#include <map>
#include <string>

#include "sim/conformance.hpp"
#include "sim/recording.hpp"

namespace finwait::cli {

// "reproduced, exact", "reproduced", "differs".
std::string verdict(const Conformance& conformance);
// The best run of a recording, segment by segment, as packetdrill prints them.
std::string side_by_side(const RunComparison& run);

// Counts by family.
class FamilyTable {
 public:
  void add(const std::string& family, const Conformance& conformance);
  std::string text() const;

 private:
  struct Counts {
    std::size_t recordings = 0;
    std::size_t reproduced = 0;
    std::size_t exact = 0;
  };
  static std::string row(const std::string& name, const Counts& counts);
  std::map<std::string, Counts> families_{};
};

}  // namespace finwait::cli
