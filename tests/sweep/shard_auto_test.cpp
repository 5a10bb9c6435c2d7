// Tasks within tasks: an environment in which two schedulers say which shard this is.
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "tools/context.hpp"
#include "tools/sweep/shard.hpp"

using namespace finwait::cli;

namespace {

using Variables = std::map<std::string, std::string>;

Shard automatic(const Variables& variables) {
  return parse_shard("auto", [&variables](const char* name) -> std::optional<std::string> {
    const auto at = variables.find(name);
    if (at == variables.end()) return std::nullopt;
    return at->second;
  });
}

std::string refusal(const Variables& variables) {
  try {
    automatic(variables);
  } catch (const CommandError& error) {
    CHECK(error.code() == ExitCode::Usage);
    return error.what();
  }
  return "";
}

Variables together(Variables one, const Variables& other) {
  one.insert(other.begin(), other.end());
  return one;
}

const Variables kArray{{"SLURM_ARRAY_TASK_ID", "3"}, {"SLURM_ARRAY_TASK_COUNT", "8"}, {"SLURM_ARRAY_TASK_MIN", "0"}};

}  // namespace

TEST_CASE("two schedulers that come to different shards are refused, by both variables") {
  const std::string words = refusal(together(kArray, {{"OMPI_COMM_WORLD_RANK", "1"}, {"OMPI_COMM_WORLD_SIZE", "4"}}));
  CHECK_THAT(words, Catch::Contains("OMPI_COMM_WORLD_RANK makes this shard 1/4, SLURM_ARRAY_TASK_ID shard 3/8"));
  CHECK_THAT(words, Catch::Contains("Give --shard K/N"));
  // As many tasks, but not the same; and the same number of more.
  CHECK_THAT(refusal(together(kArray, {{"PMI_RANK", "2"}, {"PMI_SIZE", "8"}})), Catch::Contains("shard 2/8"));
  CHECK_THAT(refusal(together(kArray, {{"PMI_RANK", "3"}, {"PMI_SIZE", "9"}})), Catch::Contains("shard 3/9"));
  // What somebody has set by hand is no less a word than a scheduler's.
  CHECK_THAT(refusal(together(kArray, {{"FINWAIT_SHARD", "5"}, {"FINWAIT_SHARDS", "8"}})),
             Catch::Contains("SLURM_ARRAY_TASK_ID") && Catch::Contains("FINWAIT_SHARD shard 5/8"));
  CHECK_THAT(refusal(together(kArray,
                              {{"OMPI_COMM_WORLD_RANK", "1"}, {"OMPI_COMM_WORLD_SIZE", "4"}, {"FINWAIT_SHARDS", "8"}})),
             Catch::Contains("shard 1/8"));
}

TEST_CASE("two that agree, or of which one says nothing, are one") {
  // Launchers set their own variables and those that others read.
  CHECK(
      automatic({{"OMPI_COMM_WORLD_RANK", "1"}, {"OMPI_COMM_WORLD_SIZE", "4"}, {"PMI_RANK", "1"}, {"PMI_SIZE", "4"}}) ==
      Shard{1, 4});
  CHECK(automatic(together(kArray, {{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "1"}})) == Shard{3, 8});
  CHECK(automatic(together(
            kArray,
            {{"PMI_RANK", "0"}, {"PMI_SIZE", "1"}, {"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "1"}})) ==
        Shard{3, 8});
  // Kubernetes does not say of how many, and MPI does.
  CHECK(automatic({{"OMPI_COMM_WORLD_RANK", "2"}, {"OMPI_COMM_WORLD_SIZE", "4"}, {"JOB_COMPLETION_INDEX", "0"}}) ==
        Shard{2, 4});
  // One task of an array, submitted again by itself, with a launcher that starts one rank.
  CHECK(automatic({{"SLURM_ARRAY_TASK_ID", "3"},
                   {"SLURM_ARRAY_TASK_COUNT", "1"},
                   {"SLURM_ARRAY_TASK_MIN", "3"},
                   {"FINWAIT_SHARDS", "8"},
                   {"PMI_RANK", "0"},
                   {"PMI_SIZE", "1"}}) == Shard{3, 8});
  // One and one is one.
  CHECK(automatic({{"PMI_RANK", "0"},
                   {"PMI_SIZE", "1"},
                   {"AWS_BATCH_JOB_ARRAY_INDEX", "0"},
                   {"AWS_BATCH_JOB_ARRAY_SIZE", "1"}}) == Shard{0, 1});
}
