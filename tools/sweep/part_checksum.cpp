#include "tools/sweep/part_checksum.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string_view>

#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/text_digest.hpp"

namespace finwait::cli {
namespace {

constexpr std::string_view kUnknown = "0000000000000000";
constexpr std::size_t kHeader = 100;  // octets

// "file change counter" and "version-valid-for number".
struct HeaderField {
  std::size_t offset;
  std::size_t octets;
};
constexpr std::array<HeaderField, 2> kCounters{{{24, 4}, {92, 4}}};

[[noreturn]] void cannot_read(const std::string& path) {
  const int error = errno;
  throw CommandError(may_pass(error) ? ExitCode::Retry : ExitCode::Usage, path + ": " + std::strerror(error));
}

// 0: there is none.
std::uint64_t checksum_page(Database& part) {
  return static_cast<std::uint64_t>(
      part.integer("SELECT coalesce(max(rootpage), 0) FROM sqlite_schema WHERE type = 'table' AND name = 'checksum'"));
}

// As it was when the checksum was not yet known.
void clear(std::string& page, std::uint64_t number, std::uint64_t checksum_page, const std::string& written) {
  for (const HeaderField& field : kCounters) {
    if (number == 1 && page.size() > kHeader) page.replace(field.offset, field.octets, field.octets, '\0');
  }
  if (number != checksum_page) return;
  const std::size_t at = page.find(written);
  if (at != std::string::npos) page.replace(at, written.size(), kUnknown);
}

// Of the whole file, in which `written` stands for the checksum.
std::string checksum(Database& part, const std::string& written) {
  std::ifstream file(part.path(), std::ios::binary);
  if (!file) cannot_read(part.path());
  const std::uint64_t own_page = checksum_page(part);
  std::string page(static_cast<std::size_t>(part.integer("PRAGMA page_size")), '\0');
  std::uint64_t sum = 0;
  for (std::uint64_t number = 1; file; ++number) {
    file.read(page.data(), static_cast<std::streamsize>(page.size()));
    if (file.bad()) cannot_read(part.path());
    page.resize(static_cast<std::size_t>(file.gcount()));
    clear(page, number, own_page, written);
    sum = text_digest(page, sum);
  }
  return hexadecimal(sum);
}

}  // namespace

void write_checksum(const std::string& path) {
  Database part(path, Database::Mode::ReadWrite);
  part.run("PRAGMA synchronous = FULL");
  part.run("BEGIN IMMEDIATE");
  part.run("CREATE TABLE IF NOT EXISTS checksum (value TEXT NOT NULL)");
  part.run("DELETE FROM checksum");
  part.prepare("INSERT INTO checksum VALUES (?)").bind(1, kUnknown).run();
  part.run("COMMIT");
  const std::string sum = checksum(part, std::string(kUnknown));
  part.prepare("UPDATE checksum SET value = ?").bind(1, sum).run();
}

std::string checksum_fault(Database& part) {
  if (checksum_page(part) == 0) return "it has no checksum";
  const std::string written = part.text("SELECT value FROM checksum");
  const std::string found = checksum(part, written);
  if (found == written) return "";
  return "its checksum is " + found + ", and " + written + " was written: some octet of it has changed";
}

}  // namespace finwait::cli
