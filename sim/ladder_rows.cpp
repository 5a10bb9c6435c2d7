#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

#include "sim/ladder_row.hpp"
#include "sim/ladder_words.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

// Whether a row between an arrow's two ends would make a reader think that the segment had arrived before it.
bool misleads(const LadderRow& between, const LadderRow& arrow) {
  if (between.side != arrow.side || between.kind == LadderRow::Kind::States) return true;
  return between.t > arrow.t;
}

bool is_limit(Timer timer) { return timer == Timer::FinWait2 || timer == Timer::TimeWait || timer == Timer::LastAck; }

// RACK's timer says nothing that the segment it releases does not say.
bool silent(Timer timer) { return timer == Timer::Reorder; }

// Says on a timeout's row what became of the RTO.
void add_rto(LadderRow& fired, Duration before, Duration now) {
  if (before <= Duration::zero()) return;
  const std::string_view change = now == 2 * before ? "doubled to " : now == before ? "stays " : "now ";
  fired.note += "; RTO " + std::string(change) + duration_words(now);
  fired.brief += "; RTO " + std::string(change) + duration_words(now);
}

}  // namespace

LadderRowMaker::RunningTimer& LadderRowMaker::timer_of(Side side, Timer timer) {
  return timers_[index(side)][static_cast<std::size_t>(timer)];
}

bool LadderRowMaker::last_row_is(Time t, Side side) const {
  return !rows_.empty() && rows_.back().t == t && rows_.back().side == side &&
         rows_.back().kind != LadderRow::Kind::States;
}

// A row takes along the states that are entered at its instant.
LadderRow& LadderRowMaker::add(LadderRow row) {
  for (const Side side : kSides) {
    row.entered[index(side)] = std::exchange(pending_states_[index(side)], {});
    std::string& cause = pending_causes_[index(side)];
    if (cause.empty()) continue;
    if (row.note.empty() && row.kind == LadderRow::Kind::States) {
      row.kind = LadderRow::Kind::Note;
      row.topic = LadderRow::Topic::Cause;
      row.side = side;
      row.note = std::move(cause);
    }
    cause.clear();
  }
  rows_.push_back(std::move(row));
  return rows_.back();
}

// States that no other row has taken get one of their own, both sides' together; a cause gets its own words.
void LadderRowMaker::flush_states() {
  while (!pending_states_[0].empty() || !pending_states_[1].empty()) {
    LadderRow row;
    row.t = now_;
    row.side = pending_states_[0].empty() ? Side::B : Side::A;
    if (!pending_causes_[0].empty() && !pending_causes_[1].empty()) {
      const std::string_view state_of_b = std::exchange(pending_states_[1], {});
      std::string cause_of_b = std::exchange(pending_causes_[1], {});
      add(row);
      pending_states_[1] = state_of_b;
      pending_causes_[1] = std::move(cause_of_b);
      continue;
    }
    add(row);
  }
}

// A cause ("RST received") must not vanish on a row that has its own words.
void LadderRowMaker::flush_causes() {
  if (!pending_causes_[0].empty() || !pending_causes_[1].empty()) flush_states();
}

void LadderRowMaker::land(const InFlight& arrival) {
  LadderRow& arrow = rows_[arrival.row];
  const auto first_after = rows_.begin() + static_cast<std::ptrdiff_t>(arrival.row) + 1;
  const bool crossed = std::any_of(first_after, rows_.end(), [&](const LadderRow& between) {
    return between.t < arrival.segment.rx && misleads(between, arrow);
  });
  if (!crossed) return;
  arrow.in_flight = true;
  LadderRow row;
  row.kind = LadderRow::Kind::Arrival;
  row.t = arrival.segment.rx;
  row.side = other(arrival.segment.from);
  row.segment = arrival.segment;
  add(std::move(row));
}

void LadderRowMaker::advance(Time t) {
  while (!in_flight_.empty() && in_flight_.front().segment.rx <= t) {
    const InFlight arrival = in_flight_.front();
    in_flight_.erase(in_flight_.begin());
    if (arrival.segment.rx > now_) {
      flush_states();
      now_ = arrival.segment.rx;
      fired_row_ = {kNoRow, kNoRow};
    }
    land(arrival);
  }
  if (t == now_) return;
  flush_states();
  now_ = t;
  fired_row_ = {kNoRow, kNoRow};
}

void LadderRowMaker::add_note(Time t, Side side, LadderRow::Topic topic, Timer timer, std::string note) {
  flush_causes();
  LadderRow row;
  row.kind = LadderRow::Kind::Note;
  row.topic = topic;
  row.t = t;
  row.side = side;
  row.timer = timer;
  row.note = std::move(note);
  // The runner records timers after the segments of the same instant; a reader wants the reason first.
  const bool after_arrow =
      topic != LadderRow::Topic::Application && last_row_is(t, side) && rows_.back().kind == LadderRow::Kind::Segment;
  if (!after_arrow) {
    add(std::move(row));
    return;
  }
  row.entered = std::exchange(rows_.back().entered, {});
  const std::size_t place = rows_.size() - 1;
  rows_.insert(rows_.end() - 1, std::move(row));
  for (InFlight& flying : in_flight_) {
    if (flying.row >= place) ++flying.row;
  }
}

void LadderRowMaker::take_state(const StateRecord& r) {
  advance(r.t);
  const std::size_t side = index(r.at);
  const std::string_view cause = cause_words(r.cause);
  if (fired_row_[side] != kNoRow && !cause.empty()) {
    LadderRow& fired = rows_[fired_row_[side]];
    // "FIN-WAIT-2 timer, 60 s" needs no second sentence; a give-up does.
    if (!is_limit(fired.timer)) {
      fired.note += ": " + std::string(cause);
      fired.brief += (fired.brief.empty() ? "" : ": ") + std::string(cause);
    }
    if (fired.entered[side].empty()) {
      fired.entered[side] = name(r.to);
      return;
    }
  } else if (!cause.empty() && last_row_is(r.t, r.at) && rows_.back().entered[side].empty() &&
             rows_.back().kind == LadderRow::Kind::Segment) {
    // The reason stands above the segment that it brought about ("data for a closed socket", then the RST).
    rows_.back().entered[side] = name(r.to);
    add_note(r.t, r.at, LadderRow::Topic::Cause, Timer::Retransmission, std::string(cause));
    return;
  } else if (!cause.empty()) {
    if (!pending_states_[side].empty()) flush_states();
    pending_states_[side] = name(r.to);
    pending_causes_[side] = cause;
    return;
  }
  if (pending_states_[side].empty() && last_row_is(r.t, r.at) && rows_.back().entered[side].empty()) {
    rows_.back().entered[side] = name(r.to);
    return;
  }
  if (!pending_states_[side].empty()) flush_states();
  pending_states_[side] = name(r.to);
}

void LadderRowMaker::take_segment(const SegmentRecord& r) {
  advance(r.t);
  flush_causes();
  LadderRow row;
  row.kind = LadderRow::Kind::Segment;
  row.t = r.t;
  row.side = r.from;
  row.segment = r;
  add(std::move(row));
  if (r.fate == Fate::Lost) return;
  const auto later = std::find_if(in_flight_.begin(), in_flight_.end(),
                                  [&](const InFlight& flying) { return flying.segment.rx > r.rx; });
  in_flight_.insert(later, InFlight{r, rows_.size() - 1});
}

void LadderRowMaker::timer_fired(const TimerRecord& r, const RunningTimer& timer) {
  if (silent(r.timer)) return;
  const std::string ran = timer.running ? duration_words(r.t - timer.set_at) : "";
  std::string note(timer_words(r.timer));
  std::string brief;
  if (is_limit(r.timer)) {
    note += " has run out" + (ran.empty() ? "" : " (" + ran + ")");
  } else if (!ran.empty()) {
    note += " " + ran;
    if (r.timer == Timer::Retransmission) brief = "timeout " + ran;
  }
  rto_before_[index(r.at)] = timer_of(r.at, Timer::Retransmission).rto;
  add_note(r.t, r.at, LadderRow::Topic::TimerFired, r.timer, std::move(note));
  const bool swapped = rows_.back().kind == LadderRow::Kind::Segment;
  fired_row_[index(r.at)] = rows_.size() - (swapped ? 2 : 1);
  rows_[fired_row_[index(r.at)]].brief = std::move(brief);
}

void LadderRowMaker::timer_set(const TimerRecord& r, RunningTimer& timer) {
  const std::size_t side = index(r.at);
  if (r.timer == Timer::Retransmission && fired_row_[side] != kNoRow &&
      rows_[fired_row_[side]].timer == Timer::Retransmission) {
    add_rto(rows_[fired_row_[side]], rto_before_[side], r.rto);
  }
  if (!is_limit(r.timer) || r.due == kNever) return;
  const bool again = timer.running || timer.stopped_at == r.t;
  std::string note(timer_words(r.timer));
  note += (again ? " starts again: " : ": ") + duration_words(r.due - r.t);
  const auto topic = again ? LadderRow::Topic::TimerRestarts : LadderRow::Topic::TimerStarts;
  add_note(r.t, r.at, topic, r.timer, std::move(note));
}

void LadderRowMaker::take_timer(const TimerRecord& r) {
  advance(r.t);
  RunningTimer& timer = timer_of(r.at, r.timer);
  switch (r.event) {
    case TimerRecord::Event::Set:
      timer_set(r, timer);
      timer.running = true;
      timer.set_at = r.t;
      timer.due = r.due;
      if (r.timer == Timer::Retransmission) timer.rto = r.rto;
      break;
    case TimerRecord::Event::Fired:
      timer_fired(r, timer);
      timer.running = false;
      break;
    case TimerRecord::Event::Stopped:
      timer.running = false;
      timer.stopped_at = r.t;
      break;
  }
}

void LadderRowMaker::take_app(const AppRecord& r) {
  advance(r.t);
  std::string words = app_words(r);
  if (!words.empty()) add_note(r.t, r.at, LadderRow::Topic::Application, Timer::Retransmission, std::move(words));
}

void LadderRowMaker::take(const TraceRecord& record) {
  if (const auto* state = std::get_if<StateRecord>(&record)) {
    take_state(*state);
  } else if (const auto* segment = std::get_if<SegmentRecord>(&record)) {
    take_segment(*segment);
  } else if (const auto* timer = std::get_if<TimerRecord>(&record)) {
    take_timer(*timer);
  } else if (const auto* app = std::get_if<AppRecord>(&record)) {
    take_app(*app);
  } else if (const auto* end = std::get_if<EndRecord>(&record)) {
    advance(end->t);
  }
}

LadderRows LadderRowMaker::finish() {
  flush_states();
  return std::move(rows_);
}

}  // namespace finwait
