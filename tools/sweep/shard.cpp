#include "tools/sweep/shard.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <vector>

#include "tools/context.hpp"

namespace finwait::cli {
namespace {

constexpr std::uint64_t kMostRunsOfUnit = 4096;
// A small sweep has at least about this many units, so that cores and shards have something to share.
constexpr std::uint64_t kFewestUnits = 256;

[[noreturn]] void refuse(const std::string& message) { throw CommandError(ExitCode::Usage, message); }

std::optional<std::uint64_t> whole_number(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Shard checked(const std::string& origin, std::uint64_t number, std::uint64_t count) {
  if (count == 0 || count > kMostShards) {
    refuse(origin + ": " + std::to_string(count) + " shards; allowed: 1 to " + std::to_string(kMostShards));
  }
  if (number >= count) {
    refuse(origin + ": there is no shard " + std::to_string(number) + " of " + std::to_string(count) +
           "; shards are counted from 0, so the last one is " + Shard{count - 1, count}.text());
  }
  return {number, count};
}

// The environments that say which task of how many a process is. Where a first task's number is given it is
// subtracted, and a step divides. FINWAIT_SHARDS, where it is set, is the number of shards whatever the scheduler
// counts, and tasks are then taken as numbered from 0: so that one task of an array can be submitted again by itself.
struct Scheduler {
  const char* name;
  const char* number;
  const char* count;
  const char* first;
  const char* step;
};
constexpr const char* kOwnCount = "FINWAIT_SHARDS";
constexpr std::array<Scheduler, 6> kSchedulers{{
    {"Open MPI", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", nullptr, nullptr},
    {"MPI", "PMI_RANK", "PMI_SIZE", nullptr, nullptr},
    {"a Slurm array", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP"},
    {"an AWS Batch array", "AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", nullptr, nullptr},
    {"a Kubernetes indexed job", "JOB_COMPLETION_INDEX", kOwnCount, nullptr, nullptr},
    {"a task", "FINWAIT_SHARD", kOwnCount, nullptr, nullptr},
}};

std::uint64_t number_of(const Environment& environment, const Scheduler& scheduler, const char* variable) {
  const std::optional<std::string> text = environment(variable);
  if (variable == scheduler.number && (!text || text->empty())) {
    refuse("--shard auto: " + std::string(variable) +
           " is set, but empty: it does not say which task this is. Unset it, "
           "or give --shard K/N, K from 0");
  }
  const std::string where =
      "--shard auto: this is " + std::string(scheduler.name) + " (" + scheduler.number + " is set)";
  if (!text || text->empty()) refuse(where + ", but " + variable + " is not; set it to the number of tasks");
  const std::optional<std::uint64_t> value = whole_number(*text);
  if (!value) refuse(where + ", but " + variable + " is \"" + *text + "\", which is no whole number");
  return *value;
}

// The task's number counted from 0, by the array's own first number and step.
std::uint64_t counted_from_first(const Environment& environment, const Scheduler& scheduler, std::uint64_t number) {
  if (scheduler.first == nullptr || !environment(scheduler.first)) return number;
  const std::uint64_t first = number_of(environment, scheduler, scheduler.first);
  const std::uint64_t step = environment(scheduler.step) ? number_of(environment, scheduler, scheduler.step) : 1;
  if (number < first || step == 0 || (number - first) % step != 0) {
    refuse("--shard auto: task " + std::to_string(number) + " of " + scheduler.name + " is none of " +
           std::to_string(first) + ", " + std::to_string(first) + " + " + std::to_string(step) +
           ", ...; give --shard K/N, or set " + kOwnCount);
  }
  return (number - first) / step;
}

Shard shard_of(const Environment& environment, const Scheduler& scheduler) {
  const std::uint64_t number = number_of(environment, scheduler, scheduler.number);
  const std::string origin = "--shard auto: " + std::string(scheduler.number) + " is " + std::to_string(number);
  if (environment(kOwnCount)) return checked(origin, number, number_of(environment, scheduler, kOwnCount));
  const std::uint64_t count = number_of(environment, scheduler, scheduler.count);
  return checked(origin, counted_from_first(environment, scheduler, number), count);
}

// A job of an array may itself be started by a launcher of MPI, as its only rank: then the array counts.
bool is_one_of_several(const Environment& environment, const Scheduler& scheduler) {
  const std::optional<std::string> count = environment(scheduler.count);
  return count && *count != "1";
}

Shard automatic(const Environment& environment) {
  std::vector<const Scheduler*> found;
  std::string variables;
  for (const Scheduler& scheduler : kSchedulers) {
    variables += (variables.empty() ? "" : ", ") + std::string(scheduler.number);
    if (environment(scheduler.number)) found.push_back(&scheduler);
  }
  if (found.empty()) {
    refuse("--shard auto: no scheduler says which task this is; none of " + variables +
           " is set. Give --shard K/N, K from 0");
  }
  const auto rest = std::stable_partition(found.begin(), found.end(), [&environment](const Scheduler* scheduler) {
    return is_one_of_several(environment, *scheduler);
  });
  // If none does, FINWAIT_SHARDS may, and means the array's task: launchers come first in the table.
  const Scheduler& chosen = rest == found.begin() ? *found.back() : *found.front();
  const Shard shard = shard_of(environment, chosen);
  for (auto other = found.begin(); other != rest; ++other) {
    const Shard theirs = shard_of(environment, **other);
    if (theirs == shard) continue;
    refuse("--shard auto: " + std::string(chosen.number) + " makes this shard " + shard.text() + ", " +
           (*other)->number + " shard " + theirs.text() + ": it is a task of " + chosen.name + " and of " +
           (*other)->name + ". Give --shard K/N, or unset one of the two");
  }
  return shard;
}

}  // namespace

Units Units::of(std::uint64_t repeats, std::uint64_t runs) {
  const std::uint64_t aim = std::clamp<std::uint64_t>(runs / kFewestUnits, 1, kMostRunsOfUnit);
  return {repeats <= aim ? aim / repeats * repeats : aim, runs};
}

RunRange Units::range(std::uint64_t unit) const {
  const std::uint64_t first = unit * size;
  return {first, first + std::min(size, runs - first)};
}

std::uint64_t Shard::units(const Units& all) const {
  const std::uint64_t units = all.count();
  return units / count + (units % count > number ? 1 : 0);
}

std::uint64_t Shard::runs(const Units& all) const {
  const std::uint64_t mine = units(all);
  if (mine == 0) return 0;
  // Only the plan's last unit may be short.
  const bool has_last = has(all.count() - 1);
  const RunRange last = all.range(all.count() - 1);
  return has_last ? (mine - 1) * all.size + (last.last - last.first) : mine * all.size;
}

Shard parse_shard(const std::string& text, const Environment& environment) {
  if (text == "auto") return automatic(environment);
  const std::size_t slash = text.find('/');
  const auto number = whole_number(text.substr(0, slash));
  const auto count = slash == std::string::npos ? std::nullopt : whole_number(text.substr(slash + 1));
  if (!number || !count) {
    refuse("--shard " + text + ": allowed: K/N, the K-th of N shards counted from 0 (0/8 to 7/8), or auto");
  }
  return checked("--shard " + text, *number, *count);
}

Environment process_environment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  };
}

}  // namespace finwait::cli
