// A frontier as text for people, as comma-separated values and as JSON.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/csv_text.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/frontier.hpp"

namespace finwait::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "; ") + part;
  return out;
}

std::string outcome_words(const Frontier& frontier, const FrontierPoint& point) {
  if (frontier.repeats == 1) return point.outcome;
  return point.outcome + " (" + grouped(point.count) + " of " + grouped(frontier.repeats) + " runs)";
}

// A border that another seed would move is no property of the scenario.
std::string chance(const Frontier& frontier) {
  const FrontierChance& tried = frontier.chance;
  if (tried.others == 0) return "";
  return "Chance decides here, and this holds for seed " + std::to_string(frontier.seed) + " only: at " + tried.value +
         (tried.at.empty() ? "" : " (" + frontier.second + " = " + tried.at + ")") + " " + grouped(tried.others) +
         " of " + grouped(tried.seeds) + " other seeds end otherwise.\n--repeats N looks for where the most frequent " +
         "outcome of N seeds changes.\n";
}

std::string heading(const Frontier& frontier) {
  std::string out = frontier.scenario + ": " + frontier.axis + " from " + frontier.lower + " to " + frontier.upper +
                    ", to " + frontier.unit;
  if (!frontier.second.empty()) out += ", for each " + frontier.second;
  out += "\n";
  if (frontier.repeats > 1) {
    out += "The most frequent outcome of " + grouped(frontier.repeats) + " runs of each value, with the seeds " +
           std::to_string(frontier.seed) + " to " + std::to_string(frontier.seed + frontier.repeats - 1) + ".\n";
  }
  return out + chance(frontier) + "\n";
}

std::string method(const Frontier& frontier) {
  const std::string runs = grouped(frontier.runs) + (frontier.runs == 1 ? " run" : " runs");
  if (frontier.spacing.empty()) return "Every value was looked at: " + runs + ".\n";
  return (frontier.second.empty() ? "" : "In each row ") + grouped(frontier.looked) +
         " values were looked at first, at most " + frontier.spacing +
         " apart, and closer towards the lower bound;\nwhere two neighbours differed, all halves between them: " +
         runs +
         ".\nWhat lies between two neighbours with the same outcome was not looked at; --looks N looks closer.\n";
}

std::string point_text(const Frontier& frontier, const std::string& where, const FrontierPoint& point) {
  std::string out = where + ": " + outcome_words(frontier, point) + "\n";
  for (const std::string& decided : point.decided) out += "    decided by " + decided + "\n";
  return out + "    " + point.command + "\n";
}

// The values with the same outcome, from change to change.
std::string regions(const Frontier& frontier, const FrontierCurve& curve) {
  if (curve.changes.empty()) {
    return point_text(frontier, "Nothing changes between " + frontier.lower + " and " + frontier.upper, curve.first);
  }
  std::string out;
  for (const FrontierChange& change : curve.changes) {
    if (!out.empty()) out += "\n";
    out += point_text(frontier, "up to " + change.below.value, change.below);
    out += point_text(frontier, "from " + change.above.value + " on", change.above);
  }
  if (curve.cut) out += "\nThere are more changes; these are the lowest " + std::to_string(kMostChanges) + ".\n";
  return out;
}

std::string table(const Frontier& frontier) {
  std::vector<std::vector<std::string>> rows{{frontier.second, "up to", "from", "outcome below", "outcome above"}};
  for (const FrontierCurve& curve : frontier.curves) {
    if (curve.changes.empty()) rows.push_back({curve.at, "", "", outcome_words(frontier, curve.first), "no change"});
    for (const FrontierChange& change : curve.changes) {
      rows.push_back({curve.at, change.below.value, change.above.value, outcome_words(frontier, change.below),
                      outcome_words(frontier, change.above)});
    }
    if (curve.cut) rows.push_back({curve.at, "...", "...", "more changes", "not shown"});
  }
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += i + 1 < row.size() ? padded(row[i], widths[i] + 2) : row[i];
    }
    out += "\n";
  }
  return out + "\n-f csv and -f json have the commands that replay each, and what decided.\n";
}

Json point_json(const FrontierPoint& point) {
  return Json{{"value", point.value},
              {"outcome", point.outcome},
              {"runs", point.count},
              {"decided_by", point.decided},
              {"command", point.command}};
}

}  // namespace

std::string frontier_text(const Frontier& frontier) {
  return heading(frontier) + (frontier.second.empty() ? regions(frontier, frontier.curves.front()) : table(frontier)) +
         "\n" + method(frontier);
}

std::string frontier_csv(const Frontier& frontier) {
  std::string out;
  const auto line = [&out](const std::vector<std::string>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) out += (i > 0 ? "," : "") + csv_quoted(fields[i]);
    out += "\r\n";
  };
  line({frontier.second.empty() ? "second" : frontier.second, "below", "above", "outcome_below", "outcome_above",
        "runs_below", "runs_above", "runs", "decided_below", "decided_above", "command_below", "command_above"});
  const std::string runs = std::to_string(frontier.repeats);
  for (const FrontierCurve& curve : frontier.curves) {
    if (curve.changes.empty()) {
      line({curve.at, "", "", curve.first.outcome, curve.last.outcome, std::to_string(curve.first.count),
            std::to_string(curve.last.count), runs, "", "", curve.first.command, curve.last.command});
    }
    for (const FrontierChange& change : curve.changes) {
      line({curve.at, change.below.value, change.above.value, change.below.outcome, change.above.outcome,
            std::to_string(change.below.count), std::to_string(change.above.count), runs, joined(change.below.decided),
            joined(change.above.decided), change.below.command, change.above.command});
    }
  }
  return out;
}

std::string frontier_json(const Frontier& frontier) {
  Json curves = Json::array();
  for (const FrontierCurve& curve : frontier.curves) {
    Json changes = Json::array();
    for (const FrontierChange& change : curve.changes) {
      changes.push_back(Json{{"below", point_json(change.below)}, {"above", point_json(change.above)}});
    }
    Json one = Json::object();
    if (!frontier.second.empty()) one["at"] = curve.at;
    one["first"] = point_json(curve.first);
    one["last"] = point_json(curve.last);
    one["changes"] = std::move(changes);
    one["complete"] = !curve.cut;
    curves.push_back(std::move(one));
  }
  Json out{{"scenario", frontier.scenario}, {"axis", frontier.axis}};
  if (!frontier.second.empty()) out["axis2"] = frontier.second;
  out["between"] = Json::array({frontier.lower, frontier.upper});
  out["unit"] = frontier.unit;
  out["looked_at"] = frontier.looked;
  if (!frontier.spacing.empty()) out["apart_at_most"] = frontier.spacing;
  out["repeats"] = frontier.repeats;
  out["seed"] = frontier.seed;
  out["runs"] = frontier.runs;
  if (frontier.chance.others > 0) {
    Json chance = Json::object();
    if (!frontier.second.empty()) chance["at"] = frontier.chance.at;
    chance["value"] = frontier.chance.value;
    chance["other_seeds"] = frontier.chance.seeds;
    chance["end_otherwise"] = frontier.chance.others;
    out["chance"] = std::move(chance);
  }
  out["curves"] = std::move(curves);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace finwait::cli
