// finwait explain, end to end.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "sim/story/message_columns.hpp"
#include "tests/tools/command.hpp"

using finwait::tests::Finished;
using finwait::tests::Folder;
using finwait::tests::third_lost_once;

namespace {

bool starts_with(const std::string& text, const std::string& part) { return text.rfind(part, 0) == 0; }
bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t widest(const std::string& text) {
  std::size_t most = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find('\n', i), text.size());
    most = std::max(most, finwait::columns_of(text.substr(i, end - i)));
    i = end + 1;
  }
  return most;
}

}  // namespace

TEST_CASE("explain tells the story on stdout, in English or Chinese") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished english = folder.finwait("explain lost.json --lang en");
  CHECK(english.code == 0);
  CHECK(english.err.empty());
  CHECK(starts_with(english.out, "In short\n- Lost on the way: B's FIN (the third segment of the close) once.\n"));
  CHECK(contains(english.out, "\nWhere the textbook differs\n"));
  const Finished chinese = folder.finwait("explain lost.json --lang zh");
  CHECK(starts_with(chinese.out, "概要\n- 途中丢失：B 的 FIN（第三次挥手）一次。\n"));
  CHECK(contains(chinese.out, "\n由哪条规则决定\n"));
}

TEST_CASE("the locale chooses the language, and --lang wins") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const auto begins = [&](const std::string& environment, const std::string& arguments = "") {
    const std::string out = folder.finwait("explain lost.json " + arguments, "", environment).out;
    return out.substr(0, out.find('\n'));
  };
  CHECK(begins("LC_ALL= LC_MESSAGES= LANG=zh_CN.UTF-8") == "概要");
  CHECK(begins("LC_ALL= LC_MESSAGES=zh_TW.utf8 LANG=en_US.UTF-8") == "概要");
  CHECK(begins("LC_ALL=C LANG=zh_CN.UTF-8") == "In short");
  CHECK(begins("LC_ALL=zh_CN.GBK") == "In short");
  CHECK(begins("LC_ALL=zh_CN.UTF-8", "--lang en") == "In short");
}

TEST_CASE("an unknown language is a usage error that says which there are") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished wrong = folder.finwait("explain lost.json --lang zn -o story.txt");
  CHECK(wrong.code == 2);
  CHECK(wrong.out.empty());
  CHECK(contains(wrong.err, "\"en\" or \"zh\""));
  CHECK(contains(wrong.err, "did you mean"));
  CHECK(!folder.has("story.txt"));
}

TEST_CASE("with --stacks each story is told, and where they part") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished done = folder.finwait("explain lost.json --lang en --stacks textbook,linux");
  CHECK(done.code == 0);
  CHECK(starts_with(done.out, "Under textbook\n==============\n\nIn short\n"));
  CHECK(contains(done.out, "\nUnder linux\n===========\n"));
  CHECK(contains(done.out, "\nWhere textbook and linux part\n"));
  CHECK(folder.finwait("explain lost.json --stacks linux,linux").code == 2);
  const Finished unknown = folder.finwait("explain lost.json --stacks linuks");
  CHECK(unknown.code == 2);
  CHECK(contains(unknown.err, "linux"));
}

TEST_CASE("--set and --seed count, -o writes the file, --width is kept") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  CHECK(contains(folder.finwait("explain lost.json --lang en --set a.time_wait=5s").out, "TCP_TIMEWAIT_LEN = 5s"));
  const Finished done = folder.finwait("explain lost.json --lang zh --width 40 --seed 7 -o story.txt");
  CHECK(done.code == 0);
  CHECK(done.out.empty());
  CHECK(widest(folder.read("story.txt")) <= 40);
  CHECK(widest(folder.finwait("explain lost.json --lang en --width 60").out) <= 60);
}

TEST_CASE("the settings that a story names can be typed as they stand") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  for (const std::string stack : {"linux", "freebsd", "windows", "lwip"}) {
    const Finished story = folder.finwait("explain lost.json --lang en --width 1000 --set stack=" + stack);
    std::size_t tried = 0;
    for (std::size_t i = story.out.find("(--set "); i != std::string::npos; i = story.out.find("(--set ", i + 1)) {
      const std::string set = story.out.substr(i + 1, story.out.find(')', i) - i - 1);
      INFO(set);
      CHECK(folder.finwait("explain lost.json --set stack=" + stack + " " + set).code == 0);
      ++tried;
    }
    CHECK(tried > 0);
  }
}

TEST_CASE("check compares golden explanations where there is a folder for them") {
  const Folder folder;
  folder.write("scenarios/lost.json", third_lost_once());
  folder.write("tests/golden/explain/.keep", "");
  CHECK(folder.finwait("check scenarios --bless").code == 0);
  CHECK(folder.has("tests/golden/explain/lost.en.txt"));
  CHECK(folder.has("tests/golden/explain/lost.zh.txt"));
  CHECK(!folder.has("tests/golden/explain/lost.linux.en.txt"));
  CHECK(folder.finwait("check scenarios").code == 0);
  folder.write("tests/golden/explain/lost.zh.txt", "概要\n");
  const Finished changed = folder.finwait("check scenarios");
  CHECK(changed.code == 1);
  CHECK(contains(changed.out, "lost.zh.txt:2: the explanation is no longer the golden one"));
  folder.write("tests/golden/explain/lost.linux.en.txt", "In short\n");
  CHECK(contains(folder.finwait("check scenarios").out, "lost.linux.en.txt:2: the explanation"));
}
