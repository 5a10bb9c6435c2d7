#include "tools/conform_report.hpp"

#include <cstdio>
#include <string_view>

namespace finwait::cli {
namespace {

std::string seconds(Duration t) {
  std::array<char, 40> text{};
  const long long us = std::chrono::duration_cast<std::chrono::microseconds>(t).count();
  std::snprintf(text.data(), text.size(), "%5lld.%06lld", us / 1'000'000, us % 1'000'000);
  return text.data();
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string cell(const std::optional<RecordedSegment>& segment) {
  return segment ? seconds(segment->t) + "  " + packetdrill_form(*segment) : "            (nothing)";
}

std::string difference_of(const SegmentPair& pair) {
  if (!pair.recorded || !pair.simulated) return "  <-- differs";
  if (packetdrill_form(*pair.recorded) != packetdrill_form(*pair.simulated)) {
    // PSH does not count.
    RecordedSegment recorded = *pair.recorded;
    RecordedSegment simulated = *pair.simulated;
    recorded.flags.bits = static_cast<std::uint8_t>(recorded.flags.bits & ~Flags::kPsh);
    simulated.flags.bits = static_cast<std::uint8_t>(simulated.flags.bits & ~Flags::kPsh);
    if (packetdrill_form(recorded) != packetdrill_form(simulated)) return "  <-- differs";
  }
  std::array<char, 40> text{};
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(pair.simulated->t - pair.recorded->t).count();
  std::snprintf(text.data(), text.size(), "  %+9.3f ms", static_cast<double>(us) / 1000);
  return text.data();
}

}  // namespace

std::string verdict(const Conformance& conformance) {
  if (conformance.exact) return "exact     ";
  return conformance.reproduced ? "reproduced" : "DIFFERS   ";
}

std::string side_by_side(const RunComparison& run) {
  constexpr std::size_t kColumn = 50;
  std::string text = "    " + padded("recorded", kColumn) + "simulated\n";
  for (const SegmentPair& pair : run.pairs) {
    text += "    " + padded(cell(pair.recorded), kColumn) + padded(cell(pair.simulated), kColumn) +
            difference_of(pair) + "\n";
  }
  return text;
}

void FamilyTable::add(const std::string& family, const Conformance& conformance) {
  for (Counts* counts : {&families_[family], &families_["total"]}) {
    ++counts->recordings;
    counts->reproduced += conformance.reproduced ? 1 : 0;
    counts->exact += conformance.exact ? 1 : 0;
  }
}

std::string FamilyTable::row(const std::string& name, const Counts& counts) {
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), "%-20s %10zu %10zu %10zu\n", name.c_str(), counts.recordings,
                counts.reproduced, counts.exact);
  return text.data();
}

std::string FamilyTable::text() const {
  std::string text = "family               recordings reproduced      exact\n";
  for (const auto& [name, counts] : families_) {
    if (name != "total") text += row(name, counts);
  }
  const auto total = families_.find("total");
  return total == families_.end() ? text : text + row("total", total->second);
}

}  // namespace finwait::cli
