// What finwait says about stacks, schemas and itself.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "core/parameter.hpp"
#include "tests/tools/command.hpp"
#include "tools/files.hpp"

using finwait::tests::Finished;
using finwait::tests::Folder;
using finwait::tests::third_lost_once;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("comparing stacks shows both ends, what decided them, and where they part") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished done = folder.finwait("compare lost.json --stacks textbook,linux --width 100");
  CHECK(done.code == 0);
  CHECK(contains(done.out, "textbook"));
  CHECK(contains(done.out, "a ends in"));
  CHECK(contains(done.out, "1 (1 loss-probe)"));
  CHECK(contains(done.out, "1 (1 rto)"));
  CHECK(contains(done.out, "The first difference between textbook and linux\n  The last thing that both do: "));
  // The lesson's ACK of a FIN is immediate, the kernel's is delayed.
  CHECK(contains(done.out, "330 ms b sends ACK seq=1 ack=2"));
  const Finished same = folder.finwait("compare lost.json --stacks rfc9293,rfc9293");
  CHECK(same.code == 2);
}

TEST_CASE("the comparison is the same on every terminal and under every locale") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  CHECK(folder.finwait("compare lost.json --stacks textbook,linux", "", "COLUMNS=40 LC_ALL=C").out ==
        folder.finwait("compare lost.json --stacks textbook,linux", "", "COLUMNS=200 LC_ALL=C.UTF-8").out);
}

TEST_CASE("stacks lists every parameter with value, names, mark and source") {
  const Folder folder;
  const auto linux = nlohmann::json::parse(folder.finwait("stacks linux --format json").out);
  CHECK(linux["stack"] == "linux");
  REQUIRE(linux["parameters"].size() == finwait::parameters().size());
  const std::string text = folder.finwait("stacks linux").out;
  const std::string table = folder.finwait("stacks").out;
  for (const auto& parameter : linux["parameters"]) {
    CAPTURE(parameter);
    for (const char* key : {"value", "unit", "range", "help", "mark", "source"}) {
      CHECK(!parameter[key].get<std::string>().empty());
    }
    CHECK(contains(text,
                   "\n" + parameter["name"].get<std::string>() + " = " + parameter["value"].get<std::string>() + "\n"));
    CHECK(contains(table, "\n" + parameter["name"].get<std::string>() + " "));
  }
  CHECK(contains(text, "tcp_fin_timeout"));
}

TEST_CASE("the schemas are those of the source tree") {
  const Folder folder;
  const std::string shipped = finwait::cli::read_input(FINWAIT_SOURCE_DIR "/scenarios/trace.schema.json");
  REQUIRE(!shipped.empty());
  CHECK(folder.finwait("schema trace").out == shipped);
}

TEST_CASE("the manual page in the source tree is what `finwait man` prints") {
  const Folder folder;
  const std::string committed = finwait::cli::read_input(FINWAIT_SOURCE_DIR "/tools/finwait.1");
  INFO("renew it: finwait man > tools/finwait.1");
  CHECK((folder.finwait("man").out == committed));
}

TEST_CASE("completions know every command, every option and every choice") {
  const Folder folder;
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const Finished script = folder.finwait("completion " + std::string(shell));
    CAPTURE(shell, script.out);
    CHECK(script.code == 0);
    for (const char* word : {"compare", "stacks", "junit", "ladder text jsonl json", "bash zsh fish"}) {
      CHECK(contains(script.out, word));
    }
  }
}

TEST_CASE("bash completes commands, options and choices") {
  const Folder folder;
  REQUIRE(folder.finwait("completion bash", "> c.bash").code == 0);
  const auto completed = [&](const std::string& words, int at) {
    const std::string script = "source ./c.bash; COMP_WORDS=(" + words + "); COMP_CWORD=" + std::to_string(at) +
                               "; _finwait; echo \"${COMPREPLY[*]}\"";
    folder.write("try.bash", script);
    return folder.finwait("--version", "> /dev/null; bash try.bash").out;
  };
  CHECK(completed("finwait com", 1) == "compare completion\n");
  CHECK(completed("finwait run --form", 2) == "--format\n");
  CHECK(completed("finwait run -f js", 3) == "jsonl json\n");
  CHECK(completed("finwait schema tr", 2) == "trace\n");
  CHECK(completed("finwait swe", 1) == "sweep\n");
  CHECK(completed("finwait sweep re", 2) == "repro report\n");
  CHECK(completed("finwait sweep run --keep r", 4) == "rows\n");
  CHECK(completed("finwait sweep run --form", 3) == "\n");
}
