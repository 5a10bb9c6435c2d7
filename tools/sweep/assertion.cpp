#include "tools/sweep/assertion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/time_text.hpp"
#include "sim/suggest.hpp"
#include "tools/context.hpp"
#include "tools/numbers.hpp"
#include "tools/outcome_class.hpp"
#include "tools/sweep/axis_values.hpp"
#include "tools/sweep/report_words.hpp"
#include "tools/sweep/tally.hpp"

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 11> kFunctions{"n",       "mean", "median", "p90",   "p99", "minimum",
                                                      "maximum", "min",  "max",    "share", "runs"};
const std::string kMinimum = "minimum";
const std::string kMaximum = "maximum";
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
    case ExpressionValue::Kind::Boolean:
      return value.number == whole(1) ? "true" : "false";
    case ExpressionValue::Kind::Duration:
      if (value.number.is_infinite()) return "never";
      return format_duration(Duration(static_cast<std::int64_t>(rounded(value.number))));
    case ExpressionValue::Kind::Number:
    case ExpressionValue::Kind::Rate:
      return quantity_text(value.number, value.kind);
    case ExpressionValue::Kind::String:
      return std::string(value.text);
  }
  return "";
}

}  // namespace

// Of one combination.
struct Assertions::Figures {
  struct OfMetric {
    std::uint64_t n = 0;
    double mean = 0;
    std::map<std::string, std::int64_t, std::less<>> values{};  // by the function; absent: among runs without one
    std::uint64_t witness = 0;
    bool exact = true;
  };
  struct OfOutcome {
    std::string words{};
    std::uint64_t n = 0;
    std::uint64_t witness = 0;
  };
  std::map<std::string, OfMetric, std::less<>> metrics{};
  std::vector<OfOutcome> outcomes{};
  std::uint64_t runs = 0;

  std::uint64_t runs_with(std::string_view words) const {
    std::uint64_t n = 0;
    for (const OfOutcome& outcome : outcomes) n += outcome.words.find(words) != std::string::npos ? outcome.n : 0;
    return n;
  }
};

class Assertions::Reader {
 public:
  explicit Reader(Database& results)
      : metrics_(results.prepare("SELECT metric, n, mean, witness, exact, median, p90, p99, min, max FROM metrics "
                                 "WHERE combination = ?")),
        outcomes_(results.prepare("SELECT outcome, n, witness FROM outcomes WHERE combination = ? "
                                  "ORDER BY n DESC, outcome")) {}

  Figures read(std::uint64_t combination) {
    constexpr std::array<const char*, 5> kQuantiles{"median", "p90", "p99", "minimum", "maximum"};
    Figures figures;
    metrics_.bind(1, static_cast<std::int64_t>(combination));
    while (metrics_.step()) {
      Figures::OfMetric& figure = figures.metrics[std::string(metrics_.text(0))];
      figure.n = static_cast<std::uint64_t>(metrics_.integer(1));
      figure.mean = metrics_.real(2);
      figure.witness = static_cast<std::uint64_t>(metrics_.integer(3));
      figure.exact = metrics_.integer(4) != 0;
      for (std::size_t i = 0; i < kQuantiles.size(); ++i) {
        const int column = 5 + static_cast<int>(i);
        if (!metrics_.null(column)) figure.values[kQuantiles[i]] = metrics_.integer(column);
      }
    }
    outcomes_.bind(1, static_cast<std::int64_t>(combination));
    while (outcomes_.step()) {
      figures.outcomes.push_back({std::string(outcomes_.text(0)), static_cast<std::uint64_t>(outcomes_.integer(1)),
                                  static_cast<std::uint64_t>(outcomes_.integer(2))});
      figures.runs += figures.outcomes.back().n;
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
    if (!expression) refuse_text(std::move(problem), text);
    require_sense(*expression);
    expressions_.push_back(std::move(*expression));
  }
}

// A name that is a metric's, but of one that is not kept, is said to be that.
void Assertions::refuse_text(ExpressionProblem problem, const std::string& text) const {
  const std::string_view rest = std::string_view(text).substr(std::min(problem.column - 1, text.size()));
  std::string_view unkept;
  for (const Metric& metric : metrics()) {
    if (rest.starts_with(metric.name) && metric.name.size() > unkept.size()) unkept = metric.name;
  }
  for (const std::string_view known : names_) {
    if (rest.starts_with(known)) unkept = {};
  }
  if (!unkept.empty()) {
    problem.message = std::string(unkept) + " is a metric that this sweep does not keep";
    problem.allowed = "the metrics it keeps, or --metric " + std::string(unkept) + " in a sweep begun anew";
    problem.did_you_mean.clear();
  } else {
    problem.allowed += (problem.allowed.empty() ? "" : "; ") + std::string(kAllowed);
  }
  refuse(problem, text);
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
    if (right && call.function == "share") require_outcome(expression, call);
    if (right) continue;
    problem.column = call.column;
    problem.message = call.function + " is of something else";
    refuse(problem, expression.text());
  }
  require_kinds(expression);
}

// A misspelt outcome would have a share of 0 for ever, and nobody would notice.
void Assertions::require_outcome(const Expression& expression, const Expression::Call& share) const {
  const std::string& asked = share.arguments[0].text;
  const std::vector<std::string> all = all_side_words();
  for (std::size_t begin = 0; begin <= asked.size();) {
    const std::size_t end = std::min(asked.find("; ", begin), asked.size());
    const std::string part = asked.substr(begin, end - begin);
    const bool possible = std::any_of(all.begin(), all.end(), [&part](const std::string& words) {
      return ("a " + words).find(part) != std::string::npos || ("b " + words).find(part) != std::string::npos ||
             ("both " + words).find(part) != std::string::npos;
    });
    if (!possible) {
      const std::vector<std::string_view> views(all.begin(), all.end());
      ExpressionProblem problem;
      problem.column = share.column;
      problem.message = "no outcome has the words \"" + part + "\"";
      problem.allowed =
          "words of outcomes as `finwait outcomes` prints them, such as \"gave up\" or \"FIN-WAIT-2 for ever\"";
      problem.did_you_mean = suggest(part, views);
      refuse(problem, expression.text());
    }
    begin = end + 2;
  }
}

// Tries it with figures that are all 1: that a duration is compared with a number must not come out after hours of
// runs. What depends on the figures themselves is left to failures().
void Assertions::require_kinds(const Expression& expression) const {
  const std::vector<ExpressionValue> names = values_of_names(expression, 0);
  std::vector<ExpressionValue> calls;
  for (const Expression::Call& call : expression.calls()) {
    const bool counts = call.function == "n" || call.function == "runs" || call.function == "share";
    calls.push_back(counts ? ExpressionValue::plain(whole(1))
                           : in_unit(*find_metric(call.arguments[0].text), whole(1)));
  }
  ExpressionProblem problem;
  if (expression.kinds_agree(names, calls, problem)) return;
  for (const char* of_figures : {"division by zero", "too large"}) {
    if (problem.message.find(of_figures) != std::string::npos) return;
  }
  refuse(problem, expression.text());
}

// `greatest`: of what is known to a bucket only, the greatest value that it can have instead of the least.
ExpressionValue Assertions::call(const Figures& figures, const Expression::Call& call, bool greatest) const {
  // As the tables call them; with two values the same words are the least and the greatest of these.
  const std::string& function = call.function == "min" ? kMinimum : call.function == "max" ? kMaximum : call.function;
  const auto count = [](std::uint64_t n) { return ExpressionValue::plain(whole(static_cast<std::int64_t>(n))); };
  if (function == "runs") return count(figures.runs);
  const std::string& argument = call.arguments[0].text;
  if (function == "share") {
    const auto with_words = static_cast<std::int64_t>(figures.runs_with(argument));
    return ExpressionValue::plain(make_exact(with_words, static_cast<std::int64_t>(figures.runs)).value_or(whole(0)));
  }
  const auto at = figures.metrics.find(argument);
  if (at == figures.metrics.end()) throw CommandError(ExitCode::Usage, "the results are damaged: no " + argument);
  const Figures::OfMetric& figure = at->second;
  if (function == "n") return count(figure.n);
  const Metric& metric = *find_metric(argument);
  const bool all = function == "mean" || function == kMaximum;
  const auto found = figure.values.find(function);
  if ((all && figure.n < figures.runs) || (function != "mean" && found == figure.values.end())) {
    return in_unit(metric, Exact{1, 0});
  }
  if (function == "mean") return in_unit(metric, exact_mean(figure.mean));
  const bool of_bucket = greatest && !figure.exact && function != kMinimum && function != kMaximum;
  const std::int64_t most = figure.values.find(kMaximum)->second;
  return in_unit(metric, whole(of_bucket ? std::min(ValueTally::bucket_last(found->second), most) : found->second));
}

std::string Assertions::axes_text(std::uint64_t combination) const {
  std::string text;
  const std::vector<std::uint32_t> values = plan_.values_of(combination);
  for (std::size_t i = 0; i < values.size(); ++i) {
    text += (i == 0 ? "" : ", ") + plan_.axes()[i].name + " " + plan_.axes()[i].values[values[i]].text;
  }
  return text;
}

std::string Assertions::values_text(const Expression& expression, const Figures& figures) const {
  std::string text;
  for (const Expression::Call& made : expression.calls()) {
    text += (text.empty() ? "" : ", ") + made.function + "(";
    if (!made.arguments.empty()) text += made.arguments[0].text;
    if (made.function == "share") {
      const std::uint64_t n = figures.runs_with(made.arguments[0].text);
      text += ") is " + grouped(n) + " of " + grouped(figures.runs) + ", " + share_words(n, figures.runs);
      continue;
    }
    const std::string least = value_text(call(figures, made, false));
    const std::string greatest = value_text(call(figures, made, true));
    text += ") is " + (least == greatest ? least : "between " + least + " and " + greatest);
  }
  return text;
}

std::vector<ExpressionValue> Assertions::values_of_names(const Expression& expression,
                                                         std::uint64_t combination) const {
  const std::vector<std::uint32_t> at = plan_.values_of(combination);
  std::vector<ExpressionValue> names;
  for (const std::size_t axis : expression.names()) {
    names.push_back(read_expression_value(plan_.axes()[axis].values[at[axis]].text));
  }
  return names;
}

std::vector<ExpressionValue> Assertions::values_of_calls(const Expression& expression, const Figures& figures,
                                                         bool greatest) const {
  std::vector<ExpressionValue> calls;
  for (const Expression::Call& made : expression.calls()) calls.push_back(call(figures, made, greatest));
  return calls;
}

// What is wrong with one combination, or "".
std::string Assertions::failure(const Expression& expression, const Figures& figures, std::uint64_t combination) const {
  const std::vector<ExpressionValue> names = values_of_names(expression, combination);
  bool all = true;
  ExpressionProblem problem;
  for (const bool greatest : {false, true}) {
    // No value: a division by zero, or "never" divided by something. Kinds were looked at before the runs.
    all = all && expression.holds(names, values_of_calls(expression, figures, greatest), problem).value_or(false);
  }
  if (all) return "";
  std::string text = "combination " + std::to_string(combination) + " (" + axes_text(combination) + "): ";
  text += values_text(expression, figures);
  if (!problem.message.empty()) text += "; " + problem.message;
  return text;
}

// The repetition that shows best what the expression looks at. Of a share, a run with the words, or one without them if
// it would be right for all to have them.
std::uint64_t Assertions::worst_repetition(const Expression& expression, const Figures& figures,
                                           std::uint64_t combination) const {
  // Of the most frequent outcome of that kind.
  const auto witness_where = [&figures](const auto& is_it) {
    const auto found = std::find_if(figures.outcomes.begin(), figures.outcomes.end(), is_it);
    return found == figures.outcomes.end() ? 0 : found->witness;
  };
  for (std::size_t i = 0; i < expression.calls().size(); ++i) {
    const Expression::Call& made = expression.calls()[i];
    if (made.arguments.empty()) continue;
    const std::string& argument = made.arguments[0].text;
    if (made.function == "share") {
      std::vector<ExpressionValue> calls = values_of_calls(expression, figures, false);
      calls[i] = ExpressionValue::plain(whole(1));
      ExpressionProblem ignored;
      const bool all_should =
          expression.holds(values_of_names(expression, combination), calls, ignored).value_or(false);
      return witness_where([&](const Figures::OfOutcome& outcome) {
        return (outcome.words.find(argument) != std::string::npos) != all_should;
      });
    }
    const auto metric = figures.metrics.find(argument);
    if (metric != figures.metrics.end() && metric->second.n == figures.runs) return metric->second.witness;
    return witness_where([](const Figures::OfOutcome& outcome) { return outcome.words != kNormalEnd; });
  }
  return 0;
}

std::string Assertions::failures(Database& results, const std::string& folder) const {
  struct Failing {
    std::uint64_t count = 0;
    std::string lines{};
  };
  std::vector<Failing> failing(expressions_.size());
  Reader reader(results);
  for (std::uint64_t combination = 0; combination < plan_.combinations() && !empty(); ++combination) {
    const Figures figures = reader.read(combination);
    for (std::size_t e = 0; e < expressions_.size(); ++e) {
      const std::string text = failure(expressions_[e], figures, combination);
      if (text.empty() || failing[e].count++ >= kShown) continue;
      failing[e].lines += "\n  " + text + "\n    ";
      const std::uint64_t repetition = worst_repetition(expressions_[e], figures, combination);
      failing[e].lines += folder.empty() ? plan_.replay_command(combination, repetition)
                                         : plan_.replay_command(combination, repetition, folder);
    }
  }
  std::string text;
  for (std::size_t e = 0; e < expressions_.size(); ++e) {
    if (failing[e].count == 0) continue;
    text += (text.empty() ? "" : "\n") + ("--assert '" + expressions_[e].text()) + "' fails for " +
            grouped(failing[e].count) + " of " + counted(plan_.combinations(), "combination") + failing[e].lines;
    if (failing[e].count > kShown) text += "\n  and " + grouped(failing[e].count - kShown) + " more";
  }
  return text;
}

void answer_then_require(const std::function<void()>& answer, const std::string& failures) {
  try {
    answer();
  } catch (const CommandError& end) {
    if (end.code() != ExitCode::Ok || failures.empty()) throw;
  }
  if (!failures.empty()) throw CommandError(ExitCode::ExpectationFailed, failures);
}

}  // namespace finwait::cli
