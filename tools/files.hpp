// Files and streams: whole texts in, whole texts out. A file that finwait needs is never written over. Every failure is
// a CommandError that names the file and says what is wrong: exit code 2 where the name is wrong, 75 where trying again
// may help.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace finwait::cli {

inline constexpr std::size_t kLargestInput = std::size_t{16} << 20U;  // octets

// Whether trying again, or making room, may cure this errno.
bool may_pass(int error);
// Whether it is a file that begins as one of SQLite's does.
bool is_database(const std::string& path);
// Whether both names lead to one file, or would: links are seen through.
bool same_file(const std::string& one, const std::string& other);

// The whole file, or stdin if `path` is "-". A directory, a missing file and more than kLargestInput are refused,
// the latter before all of it has been read.
std::string read_file(const std::string& path);
// The same for what the user gave to be read: no output replaces it as long as the command lasts.
std::string read_input(const std::string& path);
// What errors call it: "<stdin>" for "-".
std::string input_name(const std::string& path);

// Refuses "-" as the name of what is written: who means stdout would look for it in vain.
void require_no_dash(const std::string& output);

// A file that takes its name only when it is whole: it is written beside its place, then renamed. What is no regular
// file (/dev/stdout) is written to directly. Without finish() nothing is left of it.
class FileWriter {
 public:
  // Throws CommandError for a place where no text can be written, or must not: a folder, a folder that is not there, a
  // database, what read_input() has read.
  explicit FileWriter(std::string path);
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  ~FileWriter();
  void write(std::string_view text);
  void finish();

 private:
  void put(std::string_view text);

  std::string path_;
  std::string target_{};  // what path_ leads to
  std::string beside_{};  // "": written to directly
  std::string text_{};
  int file_ = -1;
};

// As FileWriter's constructor, for what is to be written after long work.
void require_output(const std::string& path);
void write_file(const std::string& path, std::string_view text);

// Data. A reader that is gone ends the command quietly, with exit code 0.
void write_stdout(std::string_view text);
// To the file, or to stdout if `path` is "".
void write_output(const std::string& path, std::string_view text);
// Talk; what cannot be written is lost.
void write_stderr(std::string_view text);

}  // namespace finwait::cli
