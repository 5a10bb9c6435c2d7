#include <algorithm>

#include "sim/picture/sequence_layout.hpp"
#include "sim/picture/sequence_words.hpp"
#include "sim/picture/svg_text.hpp"

namespace finwait {
namespace {

constexpr Px kBetweenNotes = 2_px;
constexpr Px kLeaderGap = 3_px;  // between the leader and the text

TextBlock block_of(const std::vector<std::string>& words, const SequenceStrip& strip) {
  const Px width = strip.left() ? strip.notes_near - strip.notes_far : strip.notes_far - strip.notes_near;
  std::vector<std::string> lines;
  for (const std::string& part : words) {
    for (const std::string& line : wrap_text(part, kFontSize, width)) {
      lines.push_back(clip_text(line, kFontSize, width));
    }
  }
  TextBlock block = text_block(std::move(lines), kFontSize, kLineHeight);
  block.align = strip.left() ? TextAlign::End : TextAlign::Start;
  return block;
}

NoteShape state_note(const SequenceState& state, const SequenceStrip& strip) {
  NoteShape note{.kind = NoteShape::Kind::State, .t = state.from, .text = block_of(state_lines(state), strip)};
  note.text.first_class = "fw-state";
  note.text.css_class = "fw-why";
  note.anchor.x = strip.outer();
  return note;
}

NoteShape timer_note(const SequenceTimer& timer, const SequenceStrip& strip) {
  NoteShape note{.kind = NoteShape::Kind::Timer, .t = timer.from, .text = block_of(timer_lines(timer), strip)};
  note.text.css_class = "fw-timer-text";
  note.anchor.x = strip.lane(timer.lane);
  return note;
}

NoteShape news_note(const SequenceNews& news, const SequenceStrip& strip) {
  NoteShape note{.kind = NoteShape::Kind::News, .t = news.record->t, .text = block_of({news.words}, strip)};
  note.text.css_class = "fw-call";
  note.anchor.x = strip.outer();
  note.news = &news;
  return note;
}

// Notes that stand directly below each other, as one: together they are as near to their instants as they go.
struct Pool {
  std::int64_t sum = 0;  // of where the first note of the pool should stand, judged by each of its notes
  std::int64_t count = 0;
  Px height{};
  std::size_t first = 0;
  Px top(Px highest) const { return std::max(highest, Px::from_tenths(sum / count)); }
};

}  // namespace

std::vector<NoteShape> notes_of(const SequenceRun& run, const SequenceStrip& strip) {
  std::vector<NoteShape> notes;
  for (const SequenceNews& news : run.news) {
    if (news.record->at == strip.side && !news.hidden) notes.push_back(news_note(news, strip));
  }
  for (const SequenceState& state : run.states) {
    if (state.side == strip.side) notes.push_back(state_note(state, strip));
  }
  for (const SequenceTimer& timer : run.timers) {
    if (timer.side == strip.side) notes.push_back(timer_note(timer, strip));
  }
  // At one instant: what the application did, what state that led to, which timer that set.
  std::stable_sort(notes.begin(), notes.end(), [](const NoteShape& l, const NoteShape& r) { return l.t < r.t; });
  return notes;
}

void place_notes(std::vector<NoteShape>& notes, const SequenceStrip& strip, const SequenceTimeMap& map, Px top) {
  std::vector<Pool> pools;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    notes[i].anchor.y = map.at(notes[i].t);
    const Px wanted = notes[i].anchor.y - kLineHeight / 2;
    pools.push_back({wanted.tenths(), 1, notes[i].text.height + kBetweenNotes, i});
    while (pools.size() > 1) {
      Pool& above = pools[pools.size() - 2];
      const Pool& below = pools.back();
      if (above.top(top) + above.height <= below.top(top)) break;
      above.sum += below.sum - above.height.tenths() * below.count;
      above.count += below.count;
      above.height += below.height;
      pools.pop_back();
    }
  }
  const Px outermost = strip.lane(strip.lanes);
  for (std::size_t p = 0; p < pools.size(); ++p) {
    Px y = pools[p].top(top);
    const std::size_t after = p + 1 < pools.size() ? pools[p + 1].first : notes.size();
    for (std::size_t i = pools[p].first; i < after; ++i) {
      NoteShape& note = notes[i];
      note.text.corner = {strip.left() ? strip.notes_near - note.text.width : strip.notes_near, y};
      note.end = {strip.left() ? strip.notes_near + kLeaderGap : strip.notes_near - kLeaderGap, y + kLineHeight / 2};
      note.turn = {outermost, note.anchor.y};
      y += note.text.height + kBetweenNotes;
    }
  }
}

}  // namespace finwait
