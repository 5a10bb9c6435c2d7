#include "tools/sweep/store_rows.hpp"

#include <string>

#include "tools/context.hpp"
#include "tools/sweep/store_schema.hpp"

namespace finwait::cli {
namespace {

constexpr double kMillion = 1e6;

std::int64_t sql_integer(std::uint64_t value) { return static_cast<std::int64_t>(value); }

// OR ROLLBACK: a conflict would be an error in finwait and ends the transaction; to undo one statement of many rows
// alone, SQLite would write every page that it touches to a file first, which costs more than the rows.
constexpr const char* kInsert = "INSERT OR ROLLBACK INTO ";

std::string insert(std::string_view table, std::size_t columns) {
  std::string sql = kInsert + std::string(table) + " VALUES (?";
  for (std::size_t i = 1; i < columns; ++i) sql += ", ?";
  return sql + ")";
}

// The nearest that a double has to it, as long as its millionths are exact in one.
double number(const Mean& mean) {
  constexpr std::int64_t kExact = (std::int64_t{1} << 53) / 1'000'000 - 1;
  if (mean.whole > kExact || mean.whole < -kExact) return static_cast<double>(mean.whole) + mean.millionths / kMillion;
  return static_cast<double>(mean.whole * 1'000'000 + mean.millionths) / kMillion;
}

constexpr int kMetricColumns = 14;
constexpr const char* kUnitRows = "unit_rows";
static_assert(MatrixTable::kNull == kAbsent);

}  // namespace

StoreRows::StoreRows(Database& database, const SweepPlan& plan)
    : plan_(plan),
      axes_(database.prepare(insert("axes", 1 + 2 * plan.axes().size()))),
      metric_(database.prepare(insert("metrics", kMetricColumns))),
      outcome_(database.prepare(insert("outcomes", 7))),
      unit_rows_(database, kUnitRows, RunRows::kLeading + plan.metrics().size()),
      runs_(database.prepare(std::string(kInsert) + "run_rows SELECT * FROM " + kUnitRows)),
      outcome_name_(database.prepare("INSERT OR IGNORE INTO outcome_names VALUES (?, ?)")),
      unit_(database.prepare(insert("units", 2))),
      partial_(database.prepare("SELECT runs, tally FROM partials WHERE combination = ?")),
      set_partial_(database.prepare("INSERT OR REPLACE INTO partials VALUES (?, ?, ?)")),
      drop_partial_(database.prepare("DELETE FROM partials WHERE combination = ?")) {}

void StoreRows::axes(std::uint64_t combination) {
  const std::vector<std::uint32_t> values = plan_.values_of(combination);
  axes_.bind(1, sql_integer(combination));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const AxisValue& value = plan_.axes()[i].values[values[i]];
    const int at = static_cast<int>(2 + 2 * i);
    axes_.bind(at, value.text).bind(at + 1, value.number);
  }
  axes_.run();
}

void StoreRows::summary(std::uint64_t combination, const CombinationSummary& summary) {
  for (std::size_t i = 0; i < summary.metrics.size(); ++i) {
    const Metric& metric = *plan_.metrics()[i];
    const MetricSummary& row = summary.metrics[i];
    metric_.bind(1, sql_integer(combination)).bind(2, metric.name).bind(3, unit_name(metric.unit));
    metric_.bind(4, sql_integer(row.n));
    for (int column = 5; column < kMetricColumns; ++column) metric_.bind_null(column);
    if (row.n > 0) {
      metric_.bind(5, number(row.mean));
      int column = 6;
      for (const auto& quantile : {row.median, row.median_low, row.median_high, row.p90, row.p99}) {
        if (quantile) metric_.bind(column, *quantile);
        ++column;
      }
      metric_.bind(11, row.min).bind(12, row.max).bind(13, sql_integer(row.witness));
    }
    metric_.bind(kMetricColumns, std::int64_t{row.exact}).run();
  }
  for (const OutcomeShare& row : summary.outcomes) {
    outcome_.bind(1, sql_integer(combination)).bind(2, row.outcome).bind(3, sql_integer(row.n));
    outcome_.bind(4, row.share / kMillion).bind(5, row.interval.low / kMillion).bind(6, row.interval.high / kMillion);
    outcome_.bind(7, sql_integer(row.witness)).run();
  }
}

void StoreRows::runs(const RunRows& rows) {
  for (const OutcomeClass& outcome : rows.outcomes) {
    const std::int64_t number = number_of(outcome);
    if (!named_.insert(number).second) continue;
    const std::string text = words(outcome);
    outcome_name_.bind(1, number).bind(2, text).run();
  }
  unit_rows_.show(rows.values);
  runs_.run();
}

void StoreRows::unit(std::uint64_t unit, std::uint64_t runs) {
  unit_.bind(1, sql_integer(unit)).bind(2, sql_integer(runs)).run();
}

Partial StoreRows::partial(std::uint64_t combination) {
  Partial partial;
  partial_.bind(1, sql_integer(combination));
  if (!partial_.step()) return partial;
  partial.runs = static_cast<std::uint64_t>(partial_.integer(0));
  const bool sound = CombinationTally::read(partial_.text(1), partial.tally);
  partial_.reset();
  if (!sound) {
    throw CommandError(ExitCode::Usage, "the results are damaged: the tally of combination " +
                                            std::to_string(combination) +
                                            " cannot be read; move the file away and run "
                                            "again");
  }
  return partial;
}

void StoreRows::set_partial(std::uint64_t combination, const Partial& partial) {
  const std::string bytes = partial.tally.write();
  set_partial_.bind(1, sql_integer(combination)).bind(2, sql_integer(partial.runs)).bind_blob(3, bytes).run();
}

void StoreRows::drop_partial(std::uint64_t combination) { drop_partial_.bind(1, sql_integer(combination)).run(); }

}  // namespace finwait::cli
