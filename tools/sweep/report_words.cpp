#include "tools/sweep/report_words.hpp"

#include <algorithm>
#include <array>

#include "core/time_text.hpp"
#include "loss_models/uint128.hpp"
#include "tools/numbers.hpp"

namespace finwait::cli {
namespace {

constexpr std::uint32_t kAll = 1'000'000;

// "12.34" of 123400 with 2 places; cut, not rounded.
std::string percent(std::uint32_t millionths, unsigned places) {
  std::string digits = std::to_string(millionths % 10'000 + 10'000).substr(1, places);
  return std::to_string(millionths / 10'000) + (digits.empty() ? "" : "." + digits);
}

}  // namespace

std::string short_words(std::int64_t value, MetricUnit unit) {
  if (unit != MetricUnit::Nanoseconds) {
    const std::string digits =
        grouped(value < 0 ? -static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
    return value < 0 ? "-" + digits : digits;
  }
  struct Step {
    std::int64_t at;
    std::int64_t grain;
  };
  // Three digits or a little more.
  constexpr std::array<Step, 6> kSteps{{{100'000'000'000, 1'000'000'000},
                                        {10'000'000'000, 100'000'000},
                                        {1'000'000'000, 10'000'000},
                                        {100'000'000, 1'000'000},
                                        {10'000'000, 100'000},
                                        {1'000'000, 10'000}}};
  for (const Step& step : kSteps) {
    if (value < step.at) continue;
    return format_duration(
        Duration((value / step.grain + (value % step.grain >= step.grain / 2 ? 1 : 0)) * step.grain));
  }
  return format_duration(Duration(value));
}

std::vector<std::string> distinct_words(const std::vector<std::int64_t>& values, MetricUnit unit) {
  std::vector<std::string> out;
  std::int64_t closest = INT64_MAX;
  for (std::size_t i = 0; i < values.size(); ++i) {
    out.push_back(short_words(values[i], unit));
    if (i > 0) closest = std::min(closest, values[i] - values[i - 1]);
  }
  if (unit != MetricUnit::Nanoseconds || std::adjacent_find(out.begin(), out.end()) == out.end()) return out;
  // To a tenth of the smallest distance, or a little more.
  std::int64_t grain = 1;
  while (grain * 10 <= closest / 10) grain *= 10;
  for (std::size_t i = 0; i < values.size(); ++i) out[i] = format_duration(Duration(values[i] / grain * grain));
  return out;
}

std::string quantile_words(const std::optional<std::int64_t>& value, MetricUnit unit) {
  return value ? short_words(*value, unit) : "never";
}

std::string share_words(std::uint32_t millionths) {
  const std::uint32_t far = std::min(millionths, kAll - std::min(millionths, kAll));
  if (far == 0) return percent(millionths, 0) + " %";
  struct Step {
    std::uint32_t at;
    unsigned places;
    std::uint32_t grain;
  };
  constexpr std::array<Step, 4> kSteps{{{10'000, 1, 1000}, {1000, 2, 100}, {100, 3, 10}, {0, 4, 1}}};
  for (const Step& step : kSteps) {
    if (far >= step.at) return percent((millionths + step.grain / 2) / step.grain * step.grain, step.places) + " %";
  }
  return "";
}

std::string share_words(std::uint64_t count, std::uint64_t n) {
  if (n == 0) return "";
  const auto share = static_cast<std::uint32_t>((static_cast<Uint128>(count) * kAll + n / 2) / n);
  if (share == 0 && count > 0) return "< 0.0001 %";
  if (share == kAll && count < n) return "> 99.9999 %";
  return share_words(share);
}

std::string counted(std::uint64_t n, const std::string& one, const std::string& many) {
  return grouped(n) + " " + (n == 1 ? one : many);
}

std::vector<std::int64_t> axis_marks(std::int64_t high) {
  constexpr std::int64_t kMost = 6;
  std::int64_t step = 1;
  while (high / step + (high % step == 0 ? 0 : 1) > kMost) {
    // 1, 2, 5, 10, 20, 50, ...
    std::int64_t lead = step;
    while (lead >= 10) lead /= 10;
    step = lead == 2 ? step / 2 * 5 : step * 2;
  }
  std::vector<std::int64_t> out{0};
  while (out.back() < high) out.push_back(out.back() + step);
  return out;
}

std::string share_mark(std::int64_t millionths) {
  std::string text = percent(static_cast<std::uint32_t>(millionths), 4);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + " %";
}

}  // namespace finwait::cli
