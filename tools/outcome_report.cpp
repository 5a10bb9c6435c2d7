#include "tools/outcome_report.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/time_text.hpp"
#include "sim/csv_text.hpp"
#include "tools/numbers.hpp"

namespace finwait::cli {
namespace {

using Json = nlohmann::ordered_json;

// outcome, count, share, witness, median, 99 %, longest
using Row = std::array<std::string, 7>;

Row text_row(const std::string& name, std::uint64_t count, std::uint64_t runs, const std::string& witness,
             const std::optional<TimeSummary>& times) {
  Row row{name, grouped(count), percent_text(count, runs) + " %", witness, "-", "-", "-"};
  if (times) {
    row[4] = format_duration(times->median);
    row[5] = format_duration(times->p99);
    row[6] = format_duration(times->longest);
  }
  return row;
}

std::string aligned(const std::vector<Row>& rows) {
  std::array<std::size_t, std::tuple_size_v<Row>> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const Row& row : rows) {
    if (row[0].empty()) {
      out += "\n";
      continue;
    }
    out += "  " + row[0] + std::string(widths[0] - row[0].size(), ' ');
    for (std::size_t i = 1; i < row.size(); ++i) out += std::string(2 + widths[i] - row[i].size(), ' ') + row[i];
    out += "\n";
  }
  return out;
}

std::string stack_text(const StackOutcomes& stack) {
  const OutcomeSummary& summary = stack.summary;
  std::vector<Row> rows{{"outcome", "runs", "share", "first seed", "median", "99 %", "longest"}};
  for (const OutcomeRow& row : summary.rows) {
    rows.push_back(text_row(words(row.outcome), row.count, summary.runs, std::to_string(row.witness), row.times));
  }
  rows.emplace_back();
  rows.push_back(text_row("all in which both are CLOSED in the end", summary.closed, summary.runs, "", summary.times));
  rows.push_back(text_row("all in which they never are", summary.runs - summary.closed, summary.runs, "", {}));
  return stack.stack + "\n" + aligned(rows) + "  replay one: " + stack.replay + " --seed " +
         std::to_string(summary.rows.back().witness) + "\n";
}

std::string csv_side(const SideOutcome& side) {
  const bool closed = side.closed();
  return "," + std::string(name(side.state)) + "," + std::string(closed ? name(side.before) : "") + "," +
         std::string(closed ? name(side.cause) : "") + "," + std::string(name(side.error));
}

std::string csv_times(const std::optional<TimeSummary>& times) {
  if (!times) return ",,,";
  return "," + std::to_string(times->median.count()) + "," + std::to_string(times->p99.count()) + "," +
         std::to_string(times->longest.count());
}

Json times_json(const std::optional<TimeSummary>& times) {
  if (!times) return nullptr;
  return Json{{"median", times->median.count()}, {"p99", times->p99.count()}, {"longest", times->longest.count()}};
}

Json side_json(const SideOutcome& side) {
  const bool closed = side.closed();
  Json json{{"state", name(side.state)}};
  json["before"] = closed ? Json(name(side.before)) : Json(nullptr);
  json["cause"] = closed ? Json(name(side.cause)) : Json(nullptr);
  json["error"] = side.error != SocketError::None ? Json(name(side.error)) : Json(nullptr);
  return json;
}

Json stack_json(const StackOutcomes& stack) {
  const OutcomeSummary& summary = stack.summary;
  Json rows = Json::array();
  for (const OutcomeRow& row : summary.rows) {
    rows.push_back(Json{{"outcome", words(row.outcome)},
                        {"a", side_json(row.outcome.sides[0])},
                        {"b", side_json(row.outcome.sides[1])},
                        {"count", row.count},
                        {"share", static_cast<double>(row.count) / static_cast<double>(summary.runs)},
                        {"witness_seed", row.witness},
                        {"until_both_closed", times_json(row.times)}});
  }
  return Json{{"stack", stack.stack},
              {"replay", stack.replay},
              {"runs", summary.runs},
              {"outcomes", std::move(rows)},
              {"both_closed", Json{{"count", summary.closed}, {"until_both_closed", times_json(summary.times)}}},
              {"never_both_closed", Json{{"count", summary.runs - summary.closed}}}};
}

}  // namespace

std::string percent_text(std::uint64_t count, std::uint64_t runs) {
  constexpr std::uint64_t kScale = 100'000;  // thousandths of a percent
  const std::uint64_t rounded = (count * kScale + runs / 2) / runs;
  if (rounded == 0 && count != 0) return "<0.001";
  if (rounded == kScale && count != runs) return ">99.999";
  const std::string digits = std::to_string(rounded % 1000);
  return std::to_string(rounded / 1000) + "." + std::string(3 - digits.size(), '0') + digits;
}

std::string share_text(std::uint64_t count, std::uint64_t runs) {
  constexpr std::uint64_t kScale = 1'000'000'000;  // with at most 10^7 runs nothing overflows
  const std::uint64_t rounded = (count * kScale + runs / 2) / runs;
  const std::string digits = std::to_string(rounded % kScale);
  return std::to_string(rounded / kScale) + "." + std::string(9 - digits.size(), '0') + digits;
}

std::string outcomes_text(const OutcomeReport& report) {
  std::string out = report.about.empty() ? "" : report.about + "\n\n";
  out += grouped(report.seeds.count()) + (report.seeds.count() == 1 ? " run, seed " : " runs, seeds ") +
         std::to_string(report.seeds.first);
  if (report.seeds.count() > 1) out += " to " + std::to_string(report.seeds.last);
  out += ". Times: from the SYN until both sides are CLOSED, TIME-WAIT included; percentiles by nearest rank.\n";
  for (const StackOutcomes& stack : report.stacks) out += "\n" + stack_text(stack);
  return out;
}

std::string outcomes_csv(const OutcomeReport& report) {
  std::string out =
      "stack,outcome,a_state,a_before,a_cause,a_error,b_state,b_before,b_cause,b_error,runs,count,share,"
      "witness_seed,median_ns,p99_ns,longest_ns\r\n";
  for (const StackOutcomes& stack : report.stacks) {
    const std::uint64_t runs = stack.summary.runs;
    const auto share = [runs](std::uint64_t count) {
      return "," + std::to_string(runs) + "," + std::to_string(count) + "," + share_text(count, runs) + ",";
    };
    for (const OutcomeRow& row : stack.summary.rows) {
      out += csv_quoted(stack.stack) + "," + csv_quoted(words(row.outcome)) + csv_side(row.outcome.sides[0]) +
             csv_side(row.outcome.sides[1]) + share(row.count) + std::to_string(row.witness) + csv_times(row.times) +
             "\r\n";
    }
    const std::string no_sides(8, ',');
    out += csv_quoted(stack.stack) + ",(both closed)" + no_sides + share(stack.summary.closed) +
           csv_times(stack.summary.times) + "\r\n";
    out += csv_quoted(stack.stack) + ",(never both closed)" + no_sides + share(runs - stack.summary.closed) +
           csv_times({}) + "\r\n";
  }
  return out;
}

std::string outcomes_json(const OutcomeReport& report) {
  Json stacks = Json::array();
  for (const StackOutcomes& stack : report.stacks) stacks.push_back(stack_json(stack));
  return Json{{"scenario", report.scenario},
              {"seeds", Json{{"first", report.seeds.first}, {"last", report.seeds.last}}},
              {"stacks", std::move(stacks)}}
             .dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace finwait::cli
