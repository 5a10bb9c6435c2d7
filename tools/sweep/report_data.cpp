#include "tools/sweep/report_data.hpp"

#include <cmath>
#include <filesystem>

#include "tools/context.hpp"
#include "tools/shell_word.hpp"
#include "tools/sweep/sweep_input.hpp"

namespace finwait::cli {
namespace {

// One transaction for all that is read: the report is of one state of the file, and SQLite need not look for locks
// before each of a million small queries.
SweepPlan plan_in(Database& database, const std::string& folder) {
  database.run("BEGIN");
  if (!is_store(database)) throw CommandError(ExitCode::Usage, database.path() + ": holds no results yet");
  return read_sweep_text(meta(database, "plan"), folder);
}

// Of a part most combinations are halves, if they are there at all.
void require_no_part(const std::string& file, const Shard& shard) {
  if (shard.whole()) return;
  const std::string folder = std::filesystem::path(file).parent_path().string();
  const std::string parts = folder.empty() ? "." : folder;
  throw CommandError(ExitCode::Usage, file + ": is a part of a sweep, shard " + shard.text() +
                                          "; put all parts together first, with `finwait sweep merge " +
                                          shell_word(parts) + " -o " + shell_word(parts + "/results.sqlite") + "`");
}

std::uint32_t millionths(double share) { return static_cast<std::uint32_t>(std::llround(share * 1e6)); }

}  // namespace

ReportData::ReportData(const std::string& path)
    : folder_(path), database_(results_path(path), Database::Mode::ReadOnly), plan_(plan_in(database_, path)) {
  database_.run("PRAGMA cache_size = -65536");  // 64 MB
  state_ = state_of(database_);
  require_no_part(database_.path(), state_.identity.shard);
  overview_ = report_overview(database_, plan_);
  if (overview_.done == 0) {
    throw CommandError(ExitCode::Usage, database_.path() +
                                            ": no combination is complete yet; the command of the sweep with "
                                            "--resume goes on");
  }
  for (std::size_t i = 0; i < outcomes().size(); ++i) outcome_index_[outcomes()[i].words] = i;
  figures_ = database_.prepare(
      "SELECT n, median, median_low, median_high, p90, p99, min, max FROM metrics "
      "WHERE combination = ? AND metric = ?");
  shares_ = database_.prepare(
      "SELECT outcome, n, share, low, high, witness FROM outcomes WHERE combination = ? ORDER BY n DESC, outcome");
  choose_dimensions();
  slice();
}

ReportFigures ReportData::figures(std::uint64_t combination, std::size_t metric) {
  ReportFigures out;
  if (combination == kNoCombination) return out;
  figures_.bind(1, static_cast<std::int64_t>(combination)).bind(2, plan_.metrics()[metric]->name);
  if (figures_.step()) {
    out = {true,
           static_cast<std::uint64_t>(figures_.integer(0)),
           quantile(figures_, 1),
           quantile(figures_, 2),
           quantile(figures_, 3),
           quantile(figures_, 4),
           quantile(figures_, 5),
           figures_.integer(6),
           figures_.integer(7)};
  }
  figures_.reset();
  return out;
}

std::vector<ReportShare> ReportData::shares(std::uint64_t combination) {
  std::vector<ReportShare> out;
  if (combination == kNoCombination) return out;
  shares_.bind(1, static_cast<std::int64_t>(combination));
  while (shares_.step()) {
    const auto known = outcome_index_.find(shares_.text(0));
    if (known == outcome_index_.end()) continue;
    out.push_back({known->second, static_cast<std::uint64_t>(shares_.integer(1)), millionths(shares_.real(2)),
                   millionths(shares_.real(3)), millionths(shares_.real(4)),
                   static_cast<std::uint64_t>(shares_.integer(5))});
  }
  return out;
}

std::vector<std::string> ReportData::values(std::uint64_t combination) const {
  const std::vector<std::uint32_t> at = plan_.values_of(combination);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < at.size(); ++i) out.push_back(plan_.axes()[i].values[at[i]].text);
  return out;
}

std::string ReportData::place(std::uint64_t combination) const {
  const std::vector<std::string> texts = values(combination);
  std::string out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    out += (i > 0 ? ", " : "") + plan_.axes()[i].name + " = " + texts[i];
  }
  return texts.empty() ? "the scenario as it is" : out;
}

}  // namespace finwait::cli
