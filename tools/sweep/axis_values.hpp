// The values of an axis as text: lists and ranges become one canonical text for each value, by exact arithmetic. It
// knows durations, rates and numbers, and nothing of what an axis sets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/value_text.hpp"
#include "tools/sweep/exact.hpp"
#include "tools/sweep/expression.hpp"
#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

inline constexpr std::uint64_t kMostAxisValues = 1'000'000;

// From one end to the other, both included. Ends and step are durations ("5s"), rates ("1Mbit") or numbers ("0.3",
// "1/100").
struct AxisRange {
  enum class By : std::uint8_t { Step, Linear, Logarithmic };
  By by = By::Step;
  std::string from{};
  std::string to{};
  std::string step{};       // By::Step
  std::uint64_t count = 0;  // Linear, Logarithmic: how many values, at least 2
};

// By::Linear durations are rounded to whole nanoseconds, rates to whole bits a second; numbers stay exact. Logarithmic
// values are rounded to three significant digits, or to as many more as keep neighbours apart, between whole numbers to
// whole numbers ("1.0" is none), always by integer arithmetic; the ends are exact.
TextProblem range_values(const AxisRange& range, std::vector<std::string>& out);

// What stands behind = on a command line: values and ranges with commas between them: "5s,10s,60s", "0..0.3:0.05",
// "1ms..1s:log7", "10ms..100ms:lin10", "1..5" (whole numbers), [1,3],{"model":"none"}. `logarithmic`: a log range is
// among them.
TextProblem listed_values(std::string_view text, std::vector<std::string>& out, bool& logarithmic);

// One spelling for all that mean the same: "5000ms" and "5s", "0.10", "1/10" and "0.1". What is neither duration nor
// number stays as it is.
std::string canonical_value(std::string_view text);

// The canonical text of an exact value that is not negative; of a duration in nanoseconds, rounded to whole ones.
// and of a rate in bits a second likewise.
std::string quantity_text(const Exact& value, ExpressionValue::Kind kind);

// The value with the number that plots use: seconds, bits a second, a plain number, or NaN.
AxisValue axis_value(std::string text);

}  // namespace finwait::cli
