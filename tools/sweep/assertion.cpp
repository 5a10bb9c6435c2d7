#include "tools/sweep/assertion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/time_text.hpp"
#include "tools/context.hpp"
#include "tools/numbers.hpp"

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 9> kFunctions{"n",       "mean",    "median", "p90", "p99",
                                                     "minimum", "maximum", "share",  "runs"};
constexpr std::size_t kShown = 10;  // failing combinations of one assertion
constexpr std::string_view kAllowed =
    "n, mean, median, p90, p99, minimum or maximum of a metric, share(\"words of an outcome\"), runs()";

[[noreturn]] void refuse(const ExpressionProblem& problem, const std::string& text) {
  throw CommandError(ExitCode::Usage, format(problem, "--assert", text));
}

// A mean of the database, which has six decimals, as an exact number again.
Exact exact_mean(double mean) {
  constexpr double kFiner = 9e9;  // beyond, a double has no millionths
  if (std::abs(mean) >= kFiner) return whole(std::llround(mean));
  return make_exact(std::llround(mean * 1e6), 1'000'000).value_or(whole(0));
}

ExpressionValue in_unit(const Metric& metric, const Exact& number) {
  return metric.unit == MetricUnit::Nanoseconds ? ExpressionValue::duration(number) : ExpressionValue::plain(number);
}

std::string value_text(const ExpressionValue& value) {
  switch (value.kind) {
    case ExpressionValue::Kind::Absent:
      return "absent (not all runs have one)";
    case ExpressionValue::Kind::Boolean:
      return value.number == whole(1) ? "true" : "false";
    case ExpressionValue::Kind::Duration:
      return format_duration(Duration(static_cast<std::int64_t>(rounded(value.number))));
    case ExpressionValue::Kind::Number: {
      if (value.number.is_whole()) return std::to_string(static_cast<std::int64_t>(value.number.num));
      std::string text = std::to_string(as_double(value.number));
      return text.substr(0, text.find_last_not_of('0') + 1);
    }
    case ExpressionValue::Kind::String:
      return std::string(value.text);
  }
  return "";
}

// The least number of runs that have to have a value for the quantile to fall among them.
std::uint64_t needed(std::uint64_t runs, std::string_view function) {
  const std::uint64_t per_mille = function == "median" ? 500 : function == "p90" ? 900 : function == "p99" ? 990 : 1000;
  return runs / 1000 * per_mille + (runs % 1000 * per_mille + 999) / 1000;
}

}  // namespace

// Of one combination.
struct Assertions::Figures {
  struct OfMetric {
    std::uint64_t n = 0;
    double mean = 0;
    std::map<std::string, std::int64_t, std::less<>> values{};
  };
  std::map<std::string, OfMetric, std::less<>> metrics{};
  std::vector<std::pair<std::string, std::uint64_t>> outcomes{};
  std::uint64_t runs = 0;
};

class Assertions::Reader {
 public:
  explicit Reader(Database& results)
      : metrics_(
            results.prepare("SELECT metric, n, mean, median, p90, p99, min, max FROM metrics WHERE combination = ?")),
        outcomes_(results.prepare("SELECT outcome, n FROM outcomes WHERE combination = ?")) {}

  Figures read(std::uint64_t combination) {
    constexpr std::array<const char*, 5> kQuantiles{"median", "p90", "p99", "minimum", "maximum"};
    Figures figures;
    metrics_.bind(1, static_cast<std::int64_t>(combination));
    while (metrics_.step()) {
      Figures::OfMetric& figure = figures.metrics[std::string(metrics_.text(0))];
      figure.n = static_cast<std::uint64_t>(metrics_.integer(1));
      figure.mean = metrics_.real(2);
      for (std::size_t i = 0; i < kQuantiles.size(); ++i) {
        figure.values[kQuantiles[i]] = metrics_.integer(3 + static_cast<int>(i));
      }
    }
    outcomes_.bind(1, static_cast<std::int64_t>(combination));
    while (outcomes_.step()) {
      figures.outcomes.emplace_back(outcomes_.text(0), static_cast<std::uint64_t>(outcomes_.integer(1)));
      figures.runs += figures.outcomes.back().second;
    }
    return figures;
  }

 private:
  Statement metrics_;
  Statement outcomes_;
};

Assertions::Assertions(const SweepPlan& plan, const std::vector<std::string>& texts) : plan_(plan) {
  for (const Axis& axis : plan.axes()) names_.push_back(axis.name);
  for (const Metric* metric : plan.metrics()) names_.push_back(metric->name);
  for (const std::string& text : texts) {
    ExpressionProblem problem;
    std::optional<Expression> expression = Expression::parse(text, names_, kFunctions, problem);
    if (!expression) {
      problem.allowed += (problem.allowed.empty() ? "" : "; ") + std::string(kAllowed);
      refuse(problem, text);
    }
    require_sense(*expression);
    expressions_.push_back(std::move(*expression));
  }
}

// That metrics are asked for by functions, and functions for what they are of.
void Assertions::require_sense(const Expression& expression) const {
  ExpressionProblem problem;
  problem.allowed = kAllowed;
  for (const std::size_t used : expression.names()) {
    if (used < plan_.axes().size()) continue;
    problem.message = std::string(names_[used]) + " alone is a value of each run, not of a combination";
    problem.column = expression.text().find(names_[used]) + 1;
    problem.did_you_mean = "p99(" + std::string(names_[used]) + ")";
    refuse(problem, expression.text());
  }
  const auto is_metric = [this](const std::string& text) {
    return std::any_of(plan_.metrics().begin(), plan_.metrics().end(),
                       [&](const Metric* m) { return m->name == text; });
  };
  for (const Expression::Call& call : expression.calls()) {
    const bool one = call.arguments.size() == 1;
    bool right = one && call.arguments[0].kind == Expression::Argument::Kind::Name && is_metric(call.arguments[0].text);
    if (call.function == "runs") right = call.arguments.empty();
    if (call.function == "share") right = one && call.arguments[0].kind == Expression::Argument::Kind::String;
    if (right) continue;
    problem.column = call.column;
    problem.message = call.function + " is of something else";
    refuse(problem, expression.text());
  }
  require_kinds(expression);
}

// Tries it with figures that are all 1: that a duration is compared with a number must not come out after hours of
// runs. What depends on the figures themselves is left to failures().
void Assertions::require_kinds(const Expression& expression) const {
  std::vector<ExpressionValue> names;
  for (const std::size_t axis : expression.names()) {
    names.push_back(read_expression_value(plan_.axes()[axis].values.front().text));
  }
  std::vector<ExpressionValue> calls;
  for (const Expression::Call& call : expression.calls()) {
    const bool counts = call.function == "n" || call.function == "runs" || call.function == "share";
    calls.push_back(counts ? ExpressionValue::plain(whole(1))
                           : in_unit(*find_metric(call.arguments[0].text), whole(1)));
  }
  ExpressionProblem problem;
  if (expression.holds(names, calls, problem)) return;
  for (const char* of_figures : {"division by zero", "too large"}) {
    if (problem.message.find(of_figures) != std::string::npos) return;
  }
  refuse(problem, expression.text());
}

ExpressionValue Assertions::call(const Figures& figures, const Expression::Call& call) const {
  const auto count = [](std::uint64_t n) { return ExpressionValue::plain(whole(static_cast<std::int64_t>(n))); };
  if (call.function == "runs") return count(figures.runs);
  const std::string& argument = call.arguments[0].text;
  if (call.function == "share") {
    std::uint64_t with_words = 0;
    for (const auto& [outcome, n] : figures.outcomes) {
      if (outcome.find(argument) != std::string::npos) with_words += n;
    }
    return ExpressionValue::plain(
        make_exact(static_cast<std::int64_t>(with_words), static_cast<std::int64_t>(figures.runs)).value_or(whole(0)));
  }
  const auto at = figures.metrics.find(argument);
  if (at == figures.metrics.end()) return {};
  const Figures::OfMetric& figure = at->second;
  if (call.function == "n") return count(figure.n);
  if (figure.n == 0) return {};
  const Metric& metric = *find_metric(argument);
  if (call.function == "mean") return in_unit(metric, exact_mean(figure.mean));
  if (call.function != "minimum" && figure.n < needed(figures.runs, call.function)) return {};
  return in_unit(metric, whole(figure.values.find(call.function)->second));
}

std::string Assertions::axes_text(std::uint64_t combination) const {
  std::string text;
  const std::vector<std::uint32_t> values = plan_.values_of(combination);
  for (std::size_t i = 0; i < values.size(); ++i) {
    text += (i == 0 ? "" : ", ") + plan_.axes()[i].name + " " + plan_.axes()[i].values[values[i]].text;
  }
  return text;
}

std::string Assertions::values_text(const Expression& expression, const std::vector<ExpressionValue>& calls) const {
  std::string text;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const Expression::Call& call = expression.calls()[i];
    text += (i == 0 ? "" : ", ") + call.function + "(";
    if (!call.arguments.empty()) text += call.arguments[0].text;
    text += ") is " + value_text(calls[i]);
  }
  return text;
}

std::string Assertions::failures(Database& results) const {
  struct Failing {
    std::uint64_t count = 0;
    std::string lines{};
  };
  std::vector<Failing> failing(expressions_.size());
  Reader reader(results);
  for (std::uint64_t combination = 0; combination < plan_.combinations() && !empty(); ++combination) {
    const Figures figures = reader.read(combination);
    const std::vector<std::uint32_t> at = plan_.values_of(combination);
    for (std::size_t e = 0; e < expressions_.size(); ++e) {
      const Expression& expression = expressions_[e];
      std::vector<ExpressionValue> names;
      for (const std::size_t axis : expression.names()) {
        names.push_back(read_expression_value(plan_.axes()[axis].values[at[axis]].text));
      }
      std::vector<ExpressionValue> calls;
      for (const Expression::Call& made : expression.calls()) calls.push_back(call(figures, made));
      ExpressionProblem problem;
      const std::optional<bool> holds = expression.holds(names, calls, problem);
      if (!holds) refuse(problem, expression.text());
      if (*holds || failing[e].count++ >= kShown) continue;
      failing[e].lines += "\n  combination " + std::to_string(combination) + " (" + axes_text(combination) +
                          "): " + values_text(expression, calls);
    }
  }
  std::string text;
  for (std::size_t e = 0; e < expressions_.size(); ++e) {
    if (failing[e].count == 0) continue;
    text += (text.empty() ? "" : "\n") + ("--assert '" + expressions_[e].text()) + "' fails for " +
            grouped(failing[e].count) + " of " + grouped(plan_.combinations()) + " combinations" + failing[e].lines;
    if (failing[e].count > kShown) text += "\n  and " + grouped(failing[e].count - kShown) + " more";
  }
  return text;
}

}  // namespace finwait::cli
