// finwait conform: a recording is reproduced, differs, or cannot be read; one that cannot is named and the others run.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/text_file.hpp"
#include "tests/tools/command.hpp"

using finwait::tests::Finished;
using finwait::tests::Folder;

namespace {

std::string recording() { return finwait::tests::text_of("tests/reference/linux-6.18/lost3_x2_aclose_finto60.json"); }

std::string with(std::string text, const std::string& from, const std::string& to) {
  std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  for (; at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a recording is reproduced, and shown beside the simulation on request") {
  const Folder folder;
  folder.write("good.json", recording());
  const Finished finished = folder.finwait("conform good.json -v");
  CHECK(finished.code == 0);
  CHECK(contains(finished.out, "exact      lost3_x2_aclose_finto60"));
  CHECK(contains(finished.out, "recorded"));
  CHECK(contains(finished.out, "b > F. 1:1(0) ack 2 lost"));
}

TEST_CASE("a recording with one segment changed differs, and the first difference is shown") {
  const Folder folder;
  // The kernel is said to have acknowledged something else.
  folder.write("other.json", with(recording(), "\"a\",\"A\",2,2,0", "\"a\",\"A\",2,3,0"));
  const Finished finished = folder.finwait("conform other.json --junit report.xml");
  CHECK(finished.code == 1);
  CHECK(contains(finished.out, "DIFFERS    lost3_x2_aclose_finto60"));
  CHECK(contains(finished.out, "recorded a > . 2:2(0) ack 3"));
  CHECK(contains(finished.out, "simulated a > . 2:2(0) ack 2"));
  CHECK(contains(folder.read("report.xml"), "failures=\"1\""));
}

TEST_CASE("another stack's timers do not reproduce the kernel") {
  const Folder folder;
  folder.write("good.json", recording());
  CHECK(folder.finwait("conform good.json --stack rfc9293").code == 1);
  const Finished unknown = folder.finwait("conform good.json --stack linus");
  CHECK(unknown.code == 2);
  CHECK(contains(unknown.err, "did you mean \"linux\"?"));
}

TEST_CASE("a recording that cannot be read is named, and the others are compared all the same") {
  struct Case {
    std::string what;
    std::string text;
    std::string said;
  };
  const std::string good = recording();
  const std::vector<Case> cases{
      {"torn", good.substr(0, good.size() / 2), "not valid JSON"},
      {"a field is missing", with(good, "\"complete\":true,", ""), "\"complete\""},
      {"a negative time", with(good, "[0,\"a\",\"S\"", "[-5,\"a\",\"S\""), "/runs/0/segments/0/0"},
      {"an unknown state", with(good, "\"LAST-ACK\"", "\"LAST-ACKS\""), "LAST-ACKS"},
      {"a scenario that the loader refuses", with(good, "\"stack\": \"linux\"", "\"stack\": \"linus\""),
       "/scenario/a/stack"},
      {"no recording at all", "{}", "\"runs\""},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    const Folder folder;
    folder.write("bad.json", c.text);
    folder.write("good.json", good);
    const Finished finished = folder.finwait("conform .");
    CHECK(finished.code == 2);
    CHECK(contains(finished.out, "ERROR      "));
    CHECK(contains(finished.out, "bad.json"));
    CHECK(contains(finished.out, c.said));
    CHECK(contains(finished.out, "exact      lost3_x2_aclose_finto60"));
  }
}
