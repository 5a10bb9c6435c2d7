// The time axis of a sequence diagram: which height an instant has. Never upwards: a later instant is never higher.
// Compressed, idle time is a break of fixed height, and instants at which much happens at once get room.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/picture/sequence_model.hpp"
#include "sim/picture/sequence_svg.hpp"
#include "sim/picture/svg_length.hpp"

namespace finwait {

// An instant at which something is drawn. What one side sends at one instant leaves at different heights, and so does
// what arrives: `bottom` is where the last of it stands.
struct SequenceInstant {
  Time t = kStart;
  Px top{};
  Px bottom{};
};

// Idle time, or time of which nothing is shown.
struct SequenceBreak {
  Time from = kStart;
  Time to = kStart;
  Px top{};
  Px bottom{};
  SequenceFold fold{};  // what was left out in it; no segments: idle
  bool cut = false;     // shorter than the scale would have it
};

class SequenceTimeMap {
 public:
  // Where what happens at `t` stands; slots only where the axis made room for them.
  Px at(Time t, std::size_t slot = 0) const;
  Px top() const { return instants_.front().top; }
  Px bottom() const { return instants_.back().bottom; }

  void shift(Px down);

  const std::vector<SequenceInstant>& instants() const { return instants_; }
  const std::vector<SequenceBreak>& breaks() const { return breaks_; }
  Duration unit() const { return unit_; }        // this much time ...
  Px unit_height() const { return height_; }     // ... is this high where time is to scale
  bool stretched() const { return stretched_; }  // some of it is higher

 private:
  friend class SequenceTimeMapMaker;
  std::vector<SequenceInstant> instants_{};
  std::vector<SequenceBreak> breaks_{};
  Duration unit_{1};
  Px height_{};
  Px slot_{};
  bool stretched_ = false;
};

// A note beside a life line, as far as the axis must know it.
struct SequenceNoteRoom {
  Time t = kStart;
  Px height{};
};

// What the map has to make room for.
struct SequenceRoom {
  Px arrow{};                                          // between two arrows that leave the same side
  std::vector<std::vector<SequenceNoteRoom>> notes{};  // each column's, by time
};

SequenceTimeMap time_map(std::span<const SequenceRun> runs, std::span<const SequenceFold> folds, TimeAxis axis,
                         const SequenceRoom& room);

}  // namespace finwait
