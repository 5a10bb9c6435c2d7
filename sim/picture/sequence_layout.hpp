// Where everything in a sequence diagram stands. Made of runs and a time axis; drawn by sequence_draw, which decides
// nothing. No two blocks of text touch: what finds no place of its own goes to a list or is counted as left out.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "sim/picture/sequence_model.hpp"
#include "sim/picture/sequence_svg.hpp"
#include "sim/picture/sequence_time.hpp"
#include "sim/picture/svg_block.hpp"

namespace finwait {

// One side's strip: from the life line outwards the state bar, the lanes of the timers, the notes.
struct SequenceStrip {
  Side side = Side::A;
  Px bar_left{};
  Px bar_right{};
  Px notes_near{};  // the notes' edge towards the bar
  Px notes_far{};
  std::size_t lanes = 0;

  bool left() const { return side == Side::A; }
  Px inner() const { return left() ? bar_right : bar_left; }  // where arrows begin and end
  Px outer() const { return left() ? bar_left : bar_right; }
  Px lane(std::size_t number) const;  // the middle of a timer's lane
};

struct SequenceColumns {
  std::array<SequenceStrip, 2> strips{};
  const SequenceStrip& strip(Side side) const { return strips[index(side)]; }
  Px left() const { return strips[0].notes_far; }
  Px right() const { return strips[1].notes_far; }
  Px middle() const { return (strips[0].inner() + strips[1].inner()) / 2; }
};

struct ArrowShape {
  const SequenceArrow* arrow = nullptr;
  std::size_t run = 0;
  Point from{};   // at the sender's life line
  Point to{};     // where it arrives, or would have
  Point begin{};  // of the line: at `from`, or on the way where nobody sent it
  Point stop{};   // of the line: at `to`, or on the way
  TextBlock label{};
  TextBlock fate{};
  bool listed = false;  // its label stands in a list
};

struct BarShape {
  const SequenceState* state = nullptr;
  Box box{};
};

struct TimerShape {
  const SequenceTimer* timer = nullptr;
  Px x{};
  Px top{};
  Px bottom{};
};

// Words beside a life line, with a line to what they are about.
struct NoteShape {
  enum class Kind : std::uint8_t { State, Timer, News };
  Kind kind = Kind::State;
  Time t = kStart;
  TextBlock text{};
  Point anchor{};  // what it is about
  Point turn{};    // where the line to it turns
  Point end{};     // at the text
  const SequenceNews* news = nullptr;
};

struct TimeMark {
  Px y{};
  TextBlock text{};
};

struct BreakShape {
  SequenceBreak gap{};
  Box band{};
  std::vector<TextBlock> texts{};  // one for each run
};

// Labels of segments that are too close to each other for a place of their own.
struct ListShape {
  TextBlock text{};
  Point from{};  // what it is about
};

struct SequencePicture {
  Px width{};
  Px height{};
  std::vector<TextBlock> headings{};
  std::vector<SequenceColumns> columns{};  // by run
  Box plot{};                              // what time runs down in
  Px axis{};
  std::vector<TimeMark> marks{};
  std::vector<BarShape> bars{};
  std::vector<TimerShape> timers{};
  std::vector<NoteShape> notes{};
  std::vector<ArrowShape> arrows{};
  std::vector<BreakShape> breaks{};
  std::vector<ListShape> lists{};
  std::vector<TextBlock> remarks{};  // below everything
  std::size_t unlabelled = 0;        // segments whose label found no place
  std::size_t poor = 0;              // labels that an arrow crosses or that are short of words
};

// `runs` must outlive the picture; those that are shown have their slots.
SequencePicture lay_out(std::span<const SequenceRun> runs, std::span<const SequenceFold> folds, TimeAxis axis);
// Every piece of text in it but the legend's.
std::vector<const TextBlock*> texts_of(const SequencePicture& picture);

// --- Its parts, in the order in which they are called ---

// 12.5 px: at least 11 px when the picture of two runs stands on a page 1000 px wide.
inline constexpr Px kFontSize = Px::from_tenths(125);
inline constexpr Px kLineHeight = Px::from_tenths(150);

// The notes of one side of a run, in order of time, without their places.
std::vector<NoteShape> notes_of(const SequenceRun& run, const SequenceStrip& strip);
// Puts them as near to their instants as they go without touching each other.
void place_notes(std::vector<NoteShape>& notes, const SequenceStrip& strip, const SequenceTimeMap& map, Px top);
// Gives every arrow its ends.
std::vector<ArrowShape> arrow_shapes(const SequenceRun& run, std::size_t number, const SequenceColumns& columns,
                                     const SequenceTimeMap& map);
// Gives every arrow its label if there is a place for it; `short_ones`: or at least its flags.
void label_arrows(SequencePicture& picture, bool short_ones);
// Gives those without a label a place in a list, if there is one.
void list_the_rest(SequencePicture& picture);

}  // namespace finwait
