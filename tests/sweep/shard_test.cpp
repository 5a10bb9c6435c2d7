// Units and shards: every run belongs to exactly one, and what a scheduler's environment says is understood or refused.
#include "tools/sweep/shard.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "tools/context.hpp"

using namespace finwait::cli;

namespace {

Environment of(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const char* name) -> std::optional<std::string> {
    const auto at = variables.find(name);
    if (at == variables.end()) return std::nullopt;
    return at->second;
  };
}

std::string refusal(const std::string& text, const Environment& environment = of({})) {
  try {
    parse_shard(text, environment);
  } catch (const CommandError& error) {
    CHECK(error.code() == ExitCode::Usage);
    return error.what();
  }
  return "";
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Shard automatic(std::map<std::string, std::string> variables) { return parse_shard("auto", of(std::move(variables))); }

}  // namespace

TEST_CASE("units cut the runs without a gap, and never a combination of few repeats") {
  struct Sweep {
    std::uint64_t repeats;
    std::uint64_t combinations;
  };
  for (const Sweep& sweep : {Sweep{1, 1}, Sweep{1, 7}, Sweep{10, 400}, Sweep{1000, 400}, Sweep{4096, 300},
                             Sweep{5000, 300}, Sweep{10'000'000, 1}, Sweep{3, 1'000'003}}) {
    const std::uint64_t runs = sweep.repeats * sweep.combinations;
    const Units units = Units::of(sweep.repeats, runs);
    CAPTURE(sweep.repeats, sweep.combinations, units.size);
    std::uint64_t next = 0;
    for (std::uint64_t unit = 0; unit < units.count(); ++unit) {
      const RunRange range = units.range(unit);
      REQUIRE(range.first == next);
      REQUIRE(range.last > range.first);
      REQUIRE(range.last - range.first <= 4096);
      next = range.last;
      if (units.size % sweep.repeats == 0) REQUIRE(range.first % sweep.repeats == 0);
    }
    CHECK(next == runs);
    if (runs / 256 >= sweep.repeats) CHECK((sweep.repeats > 4096 || units.size % sweep.repeats == 0));
  }
}

TEST_CASE("the shards of a sweep share its runs out") {
  for (const std::uint64_t runs :
       {std::uint64_t{1}, std::uint64_t{5}, std::uint64_t{400'000}, std::uint64_t{1'234'567}}) {
    const Units units = Units::of(1, runs);
    for (const std::uint64_t count : {std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{8}}) {
      std::uint64_t sum = 0;
      for (std::uint64_t number = 0; number < count; ++number) {
        std::uint64_t own = 0;
        for (std::uint64_t unit = 0; unit < units.count(); ++unit) {
          if (Shard{number, count}.has(unit)) own += units.range(unit).last - units.range(unit).first;
        }
        CHECK(Shard{number, count}.runs(units) == own);
        sum += own;
      }
      CHECK(sum == runs);
    }
  }
}

TEST_CASE("--shard K/N counts from 0") {
  CHECK(parse_shard("0/1", of({})) == Shard{0, 1});
  CHECK(parse_shard("7/8", of({})) == Shard{7, 8});
  CHECK(contains(refusal("8/8"), "the last one is 7/8"));
  CHECK(contains(refusal("0/0"), "0 shards"));
  for (const char* text : {"", "3", "/8", "3/", "-1/8", "3/8/2", "a/b", "3/8 ", "1e3/8", "Auto"}) {
    CAPTURE(text);
    CHECK(contains(refusal(text), "allowed: K/N"));
  }
}

TEST_CASE("a Slurm array says which task this is, whatever its first number and step") {
  std::map<std::string, std::string> job{{"SLURM_ARRAY_TASK_ID", "5"},
                                         {"SLURM_ARRAY_TASK_COUNT", "8"},
                                         {"SLURM_ARRAY_TASK_MIN", "1"},
                                         {"SLURM_ARRAY_TASK_STEP", "1"}};
  CHECK(automatic(job) == Shard{4, 8});
  job["SLURM_ARRAY_TASK_MIN"] = "0";
  CHECK(automatic(job) == Shard{5, 8});
  job = {{"SLURM_ARRAY_TASK_ID", "16"},
         {"SLURM_ARRAY_TASK_COUNT", "4"},
         {"SLURM_ARRAY_TASK_MIN", "10"},
         {"SLURM_ARRAY_TASK_STEP", "2"}};
  CHECK(automatic(job) == Shard{3, 4});
  job["SLURM_ARRAY_TASK_ID"] = "15";
  CHECK(contains(refusal("auto", of(job)), "10 + 2"));
  job["SLURM_ARRAY_TASK_ID"] = "";
  CHECK(contains(refusal("auto", of(job)), "SLURM_ARRAY_TASK_ID is set, but empty"));
  CHECK(!contains(refusal("auto", of(job)), "number of tasks"));
}

TEST_CASE("one task of an array that is submitted again by itself stays the shard it was") {
  CHECK(automatic({{"SLURM_ARRAY_TASK_ID", "3"},
                   {"SLURM_ARRAY_TASK_COUNT", "1"},
                   {"SLURM_ARRAY_TASK_MIN", "3"},
                   {"FINWAIT_SHARDS", "8"}}) == Shard{3, 8});
}

TEST_CASE("Kubernetes, AWS Batch and MPI") {
  CHECK(automatic({{"JOB_COMPLETION_INDEX", "2"}, {"FINWAIT_SHARDS", "5"}}) == Shard{2, 5});
  CHECK(contains(refusal("auto", of({{"JOB_COMPLETION_INDEX", "2"}})), "FINWAIT_SHARDS is not"));
  CHECK(automatic({{"AWS_BATCH_JOB_ARRAY_INDEX", "9"}, {"AWS_BATCH_JOB_ARRAY_SIZE", "10"}}) == Shard{9, 10});
  CHECK(automatic({{"OMPI_COMM_WORLD_RANK", "1"}, {"OMPI_COMM_WORLD_SIZE", "4"}}) == Shard{1, 4});
  CHECK(automatic({{"PMI_RANK", "0"}, {"PMI_SIZE", "4"}}) == Shard{0, 4});
  CHECK(automatic({{"FINWAIT_SHARD", "6"}, {"FINWAIT_SHARDS", "7"}}) == Shard{6, 7});
}

TEST_CASE("the only rank of a launcher in an array's task is that task") {
  CHECK(automatic({{"PMI_RANK", "0"},
                   {"PMI_SIZE", "1"},
                   {"SLURM_ARRAY_TASK_ID", "3"},
                   {"SLURM_ARRAY_TASK_COUNT", "8"},
                   {"SLURM_ARRAY_TASK_MIN", "0"}}) == Shard{3, 8});
  CHECK(automatic({{"PMI_RANK", "2"},
                   {"PMI_SIZE", "4"},
                   {"SLURM_ARRAY_TASK_ID", "0"},
                   {"SLURM_ARRAY_TASK_COUNT", "1"},
                   {"SLURM_ARRAY_TASK_MIN", "0"}}) == Shard{2, 4});
}

TEST_CASE("an environment that says nothing, or nonsense, is refused by the variable's name") {
  CHECK(contains(refusal("auto"), "SLURM_ARRAY_TASK_ID"));
  CHECK(contains(refusal("auto", of({{"PMI_RANK", "first"}, {"PMI_SIZE", "4"}})), "\"first\""));
  CHECK(contains(refusal("auto", of({{"PMI_RANK", "4"}, {"PMI_SIZE", "4"}})), "PMI_RANK is 4"));
  CHECK(contains(refusal("auto", of({{"PMI_RANK", "4"}})), "PMI_SIZE is not"));
}
