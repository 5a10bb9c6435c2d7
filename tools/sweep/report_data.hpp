// A sweep's results as its report needs them: the plan again from the database, what is there of each combination, and
// the combinations in slices of at most two axes. It reads only and draws nothing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tools/sweep/sqlite.hpp"
#include "tools/sweep/store_schema.hpp"
#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

struct ReportFigures {
  std::uint64_t n = 0;  // 0: no run had this metric
  std::int64_t median = 0;
  std::int64_t p90 = 0;
  std::int64_t p99 = 0;
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

// All combinations that differ in at most two axes; cells[y * columns + x] is one, or kNoCombination.
inline constexpr std::uint64_t kNoCombination = UINT64_MAX;
struct ReportSlice {
  std::string fixed{};  // "link.delay = 50ms": the other axes; "" if there are none
  std::vector<std::uint64_t> cells{};
};

struct ReportOutcome {
  std::string words{};
  std::uint64_t runs = 0;
};

class ReportData {
 public:
  static constexpr std::size_t kMostSlices = 24;
  static constexpr std::size_t kMostValues = 100;  // of an axis in a picture with two, and of kMostPoints with one
  static constexpr std::size_t kMostPoints = 1000;
  static constexpr std::uint64_t kMostScanned = 2'000'000;

  // Throws CommandError: there are no results, or the database is none of finwait's, damaged or newer.
  explicit ReportData(const std::string& path);

  const SweepPlan& plan() const { return plan_; }
  const StoreState& state() const { return state_; }
  const std::string& folder() const { return folder_; }
  Database& database() { return database_; }
  std::uint64_t combinations_done() const { return done_; }

  // Axes of the pictures: indices into the plan's axes; y is SIZE_MAX if there is only one.
  std::size_t x_axis() const { return x_; }
  std::size_t y_axis() const { return y_; }
  // The value of an axis in the nth column or row: every one, or every few of an axis that is too long.
  std::size_t x_value(std::size_t column) const { return column * x_stride_; }
  std::size_t y_value(std::size_t row) const { return row * y_stride_; }
  std::size_t columns() const { return columns_; }
  std::size_t rows() const { return rows_; }
  const std::vector<ReportSlice>& slices() const { return slices_; }
  // What had to be left out of the pictures, a sentence each.
  const std::vector<std::string>& cuts() const { return cuts_; }

  // The most frequent first; of equally frequent ones the first by its words.
  const std::vector<ReportOutcome>& outcomes() const { return outcomes_; }

  // Nothing is there of a combination that is not done: figures with n = 0, no shares.
  ReportFigures figures(std::uint64_t combination, std::size_t metric);
  // The largest share first.
  std::vector<ReportShare> shares(std::uint64_t combination);

 private:
  void choose_axes();
  void slice();

  std::string folder_;
  Database database_;
  SweepPlan plan_;
  StoreState state_{};
  std::uint64_t done_ = 0;
  std::size_t x_ = 0;
  std::size_t y_ = SIZE_MAX;
  std::size_t x_stride_ = 1;
  std::size_t y_stride_ = 1;
  std::size_t columns_ = 0;
  std::size_t rows_ = 1;
  std::vector<ReportSlice> slices_{};
  std::vector<std::string> cuts_{};
  std::vector<ReportOutcome> outcomes_{};
  std::map<std::string, std::size_t, std::less<>> outcome_index_{};
  Statement figures_{};
  Statement shares_{};
};

}  // namespace finwait::cli
