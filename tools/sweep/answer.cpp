#include "tools/sweep/answer.hpp"

#include <algorithm>

#include "tools/sweep/query_table.hpp"
#include "tools/sweep/store_schema.hpp"

namespace finwait::cli {
namespace {

// A time in seconds, as a number, so that the table puts it to the right.
std::string column(const Metric& metric, const std::string& figure, const std::string& heading) {
  const bool time = metric.unit == MetricUnit::Nanoseconds;
  const std::string value = time ? "round(" + figure + " / 1e9, 6)" : figure;
  return ", (SELECT coalesce(" + value + ", 'never') FROM metrics AS m WHERE m.combination = axes.combination AND " +
         "metric = " + sql_text(metric.name) + ") AS " + sql_name(heading + (time ? " (s)" : ""));
}

std::string outcome(const std::string& what) {
  return "(SELECT " + what +
         " FROM outcomes AS o WHERE o.combination = axes.combination ORDER BY n DESC, outcome LIMIT 1)";
}

std::string metric_columns(const SweepPlan& plan) {
  constexpr std::size_t kMost = 3;
  const std::vector<const Metric*>& metrics = plan.metrics();
  std::string sql;
  if (plan.repeats() > 1) {
    if (metrics.empty()) return sql;
    const std::string name(metrics.front()->name);
    return column(*metrics.front(), "median", "median " + name) + column(*metrics.front(), "p99", "p99 " + name);
  }
  for (std::size_t i = 0; i < std::min(kMost, metrics.size()); ++i) {
    sql += column(*metrics[i], "max", std::string(metrics[i]->name));
  }
  return sql;
}

}  // namespace

std::string answer_table(Database& results, const SweepPlan& plan) {
  std::string sql = "SELECT ";
  const std::vector<std::string> columns = axis_columns(plan);
  for (std::size_t i = 0; i < columns.size(); i += 2) sql += sql_name(columns[i]) + ", ";
  sql += outcome("outcome");
  sql += plan.repeats() > 1 ? " AS \"most frequent outcome\", " : " AS outcome";
  if (plan.repeats() > 1) sql += outcome("round(100 * share, 2)") + " AS \"%\"";
  sql += metric_columns(plan) + " FROM axes ORDER BY combination";
  std::string text;
  Statement query = results.prepare(sql);
  write_table(query, [&text](std::string_view line) { text += line; });
  return text;
}

}  // namespace finwait::cli
