// Numbers of a sweep's report as people read them: rounded times, shares, marks of an axis. Integer arithmetic; it
// knows no result and no picture.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/sweep/metric.hpp"

namespace finwait::cli {

// "1.5s", "12.3ms", "17", "65,536": three digits or a little more of a time, all of a number.
std::string short_words(std::int64_t value, MetricUnit unit);
// The same, or "never".
std::string quantile_words(const std::optional<std::int64_t>& value, MetricUnit unit);
// Of ascending values, with as many digits of a time as tell neighbours apart: "65.08s", "65.09s".
std::vector<std::string> distinct_words(const std::vector<std::int64_t>& values, MetricUnit unit);
// Of 10^-6: "12.3 %", "0.068 %", "99.93 %", "0 %": what is near either end keeps two digits of its distance to it.
std::string share_words(std::uint32_t millionths);
// The same of `count` in `n`, which may be so few that millionths do not tell them from none.
std::string share_words(std::uint64_t count, std::uint64_t n);
// "600 runs", "1 run".
std::string counted(std::uint64_t n, const std::string& one, const std::string& many);

// Round steps (1, 2 or 5 times a power of ten) from 0 to `high` or a little more, four to seven of them; high > 0.
std::vector<std::int64_t> axis_marks(std::int64_t high);
// A mark on an axis of shares in 10^-6: "25 %", "0.5 %".
std::string share_mark(std::int64_t millionths);

}  // namespace finwait::cli
