// What a ladder is drawn with: styled text that knows its width in columns, the characters for each kind of terminal,
// and the division of the width into columns. Every character of a ladder is one column wide.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace finwait {

enum class Style : unsigned char { Plain, Dim, Bold, Lost, State, Note };

// The characters of the drawing, in UTF-8 or plain ASCII.
struct Glyphs {
  std::string_view bar, gap_bar, line, dashed, head_right, head_left, cross, dot, rule, ellipsis;
  std::string_view teardown[4];
};
const Glyphs& glyphs(bool unicode);

// Columns that UTF-8 text takes, if each character takes one.
std::size_t columns(std::string_view text);
// The first `width` columns of it.
std::string_view clip(std::string_view text, std::size_t width);
// Breaks text into lines of at most `width` columns, at spaces; a longer word is cut.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

// One line of output. Styles are written only when colour is on.
class StyledLine {
 public:
  StyledLine(std::string& out, bool colour) : out_(out), colour_(colour) {}
  void put(std::string_view text, Style style = Style::Plain);
  void repeat(std::string_view glyph, std::size_t times, Style style = Style::Plain);
  void pad_to(std::size_t column);
  std::size_t column() const { return column_; }
  // Ends the line, without trailing spaces.
  void end();

 private:
  std::string& out_;
  bool colour_;
  std::size_t column_ = 0;
  std::size_t spaces_ = 0;  // put, but not yet written: a line must not end in them
};

struct LadderLayout {
  std::size_t time = 0;    // width of the time column
  std::size_t state = 12;  // width of each state column; 0: states stand between the bars
  std::size_t lane = 0;    // columns between the bars

  LadderLayout(int width, std::size_t time_width);
  std::size_t left_bar() const { return time + (state == 0 ? 1 : state + 2); }
  std::size_t right_bar() const { return left_bar() + 1 + lane; }
  std::size_t total() const { return right_bar() + 1 + (state == 0 ? 0 : state + 1); }
};

}  // namespace finwait
