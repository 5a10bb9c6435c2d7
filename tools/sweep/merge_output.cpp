#include "tools/sweep/merge_output.hpp"

#include <filesystem>

#include "tools/context.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& output, const std::string& what) {
  throw CommandError(ExitCode::Usage, output + ": " + what);
}

[[noreturn]] void refuse_unfinished(const std::string& output, const std::string& why) {
  const std::string folder = fs::path(output).parent_path().string();
  refuse(output, "is an unfinished sweep (" + why +
                     "), which a merge does not replace: finish it (`finwait sweep run " + "SWEEP -o " +
                     (folder.empty() ? "." : folder) + " --resume`), move all of it away (" + output +
                     "*), or choose another name");
}

void require_same_sweep(const std::string& output, const StoreIdentity& there, const StoreIdentity& parts) {
  const auto differ = [&](const std::string& what, const std::string& theirs, const std::string& ours) {
    if (theirs == ours) return;
    refuse(output, "holds other results: " + what + " is " + theirs + ", that of the parts is " + ours +
                       "; move it away or choose another name");
  };
  differ("the plan hash", there.plan, parts.plan);
  differ("--keep", there.keep, parts.keep);
  differ("the version of finwait", there.program, parts.program);
  differ("the profile hash (the stacks' parameters)", there.profiles, parts.profiles);
}

}  // namespace

std::string pending_log(const std::string& file) {
  for (const char* suffix : {"-wal", "-journal"}) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file + suffix, error);
    if (!error && size > 0) return file + suffix;
  }
  return "";
}

void require_place(const std::string& output) {
  const fs::path path(output);
  std::error_code error;
  if (output.empty() || fs::is_directory(path, error)) refuse("-o " + output, "is no name of a file; give OUT.sqlite");
  if (path.has_parent_path() && !fs::is_directory(path.parent_path(), error)) {
    refuse(output, "there is no folder " + path.parent_path().string());
  }
  if (fs::exists(path, error) && !fs::is_regular_file(path, error)) refuse(output, "is no regular file");
}

void require_free(const std::string& output, const MergeInput& input) {
  std::error_code error;
  if (!fs::exists(output, error)) return;
  for (const auto& [number, file] : input.parts) {
    if (fs::equivalent(output, file, error)) refuse(output, "is one of the parts to be merged; choose another name");
  }
  const std::string log = pending_log(output);
  if (!log.empty()) refuse_unfinished(output, log + " is not empty");
  if (fs::file_size(output, error) == 0) return;
  Database there(output, Database::Mode::ReadOnly);
  if (!is_store(there)) refuse(output, "is there already and holds something else; choose another name");
  const StoreState state = state_of(there);
  if (!state.identity.shard.whole()) {
    refuse(output, "is a part of a sweep, shard " + state.identity.shard.text() + "; choose another name");
  }
  if (!state.complete()) refuse_unfinished(output, "its state is \"" + state.state + "\"");
  require_same_sweep(output, state.identity, input.state.identity);
}

void remove_leftovers(const std::string& output) {
  std::error_code ignored;
  for (const char* suffix : {"-wal", "-shm", "-journal"}) fs::remove(output + suffix, ignored);
}

}  // namespace finwait::cli
