// A sweep's results as its report needs them: the plan again from the database, what is there of each combination, and
// the combinations in slices of at most two dimensions. It reads only and draws nothing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tools/sweep/report_overview.hpp"
#include "tools/sweep/sqlite.hpp"
#include "tools/sweep/store_schema.hpp"
#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

struct ReportFigures {
  bool there = false;   // false: no such combination, or it is not done
  std::uint64_t n = 0;  // runs with a value; if it is 0, min and max mean nothing
  ReportQuantile median{};
  ReportQuantile median_low{};  // its 95 % interval
  ReportQuantile median_high{};
  ReportQuantile p90{};
  ReportQuantile p99{};
  std::int64_t min = 0;
  std::int64_t max = 0;
};

struct ReportShare {
  std::size_t outcome = 0;  // an index into ReportData::outcomes()
  std::uint64_t n = 0;
  std::uint32_t share = 0;  // in 10^-6, as its 95 % interval
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  std::uint64_t witness = 0;
};

// What a picture has along one side: an axis, or all axes of a group that goes in lock-step. Every value, or every few
// of an axis that is too long.
struct ReportDimension {
  std::vector<std::size_t> axes{};  // indices into the plan's axes
  std::string name{};
  std::vector<std::string> labels{};
  std::vector<double> numbers{};  // of the first axis that has some; empty if none has
  std::size_t stride = 1;
  // Which of its values a combination has; a sweep without axes has one.
  std::uint32_t place(const std::vector<std::uint32_t>& at) const { return axes.empty() ? 0 : at[axes.front()]; }
};

// All combinations that differ in at most two dimensions; cells[y * columns + x] is one, or kNoCombination.
inline constexpr std::uint64_t kNoCombination = UINT64_MAX;
struct ReportSlice {
  std::string fixed{};  // "link.delay = 50ms": the other dimensions; "" if there are none
  std::vector<std::uint64_t> cells{};
};

class ReportData {
 public:
  static constexpr std::size_t kMostSlices = 24;
  static constexpr std::size_t kMostValues = 100;   // of a dimension in a picture with two
  static constexpr std::size_t kMostPoints = 1000;  // of the one in a picture with one
  static constexpr std::uint64_t kMostScanned = 2'000'000;

  // Throws CommandError: there are no results, or the database is none of finwait's, damaged or newer.
  explicit ReportData(const std::string& path);

  const SweepPlan& plan() const { return plan_; }
  const StoreState& state() const { return state_; }
  const std::string& folder() const { return folder_; }
  Database& database() { return database_; }
  std::uint64_t combinations_done() const { return overview_.done; }

  // What the pictures have along their sides; y() has no axes if there is only one.
  const ReportDimension& x() const { return x_; }
  const ReportDimension& y() const { return y_; }
  bool flat() const { return !y_.axes.empty(); }
  std::size_t columns() const { return x_.labels.size(); }
  std::size_t rows() const { return flat() ? y_.labels.size() : 1; }
  const std::vector<ReportSlice>& slices() const { return slices_; }
  // What had to be left out of the pictures, a sentence each.
  const std::vector<std::string>& cuts() const { return cuts_; }

  // The most frequent first; of equally frequent ones the first by its words.
  const std::vector<ReportOutcome>& outcomes() const { return overview_.outcomes; }
  // Over all combinations.
  const ReportMetric& overview(std::size_t metric) const { return overview_.metrics[metric]; }

  // Nothing is there of a combination that is not done, and of kNoCombination.
  ReportFigures figures(std::uint64_t combination, std::size_t metric);
  // The largest share first.
  std::vector<ReportShare> shares(std::uint64_t combination);
  // The value of each axis in a combination; "loss = 0.1, delay = 5ms".
  std::vector<std::string> values(std::uint64_t combination) const;
  std::string place(std::uint64_t combination) const;

 private:
  void choose_dimensions();
  ReportDimension dimension(const std::vector<std::size_t>& axes, std::size_t most);
  void slice();
  std::string fixed_words(const std::vector<std::uint32_t>& at) const;

  std::string folder_;
  Database database_;
  SweepPlan plan_;
  StoreState state_{};
  ReportOverview overview_{};
  std::map<std::string, std::size_t, std::less<>> outcome_index_{};
  ReportDimension x_{};
  ReportDimension y_{};
  std::vector<ReportSlice> slices_{};
  std::vector<std::string> cuts_{};
  Statement figures_{};
  Statement shares_{};
};

}  // namespace finwait::cli
