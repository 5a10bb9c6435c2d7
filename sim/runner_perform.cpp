// The runner's actions: a segment goes over the link, a state change is recorded, the application hears news.
#include <algorithm>

#include "core/wire.hpp"
#include "sim/runner_impl.hpp"

namespace finwait {

std::uint32_t Runner::Impl::keep(const Segment& segment) {
  if (free_slots_.empty()) {
    kept_.push_back(segment);
    return static_cast<std::uint32_t>(kept_.size() - 1);
  }
  const std::uint32_t slot = free_slots_.back();
  free_slots_.pop_back();
  kept_[slot] = segment;
  return slot;
}

// Judged when sent: first the fault rules, then the link.
void Runner::Impl::send(Time now, Side side, const Send& sending) {
  const Segment& segment = sending.segment;
  Account& account = accounts_[index(side)];
  checker_.sends(now, side, sending, endpoints_[index(side)]);
  ++account.sent;
  account.rsts += segment.flags.rst() ? 1U : 0U;
  if (sending.copy > 1) {
    ++account.retransmissions;
    ++account.by_reason[static_cast<std::size_t>(sending.why)];
  } else if (sending.why == Why::Keepalive || sending.why == Why::WindowProbe) {
    ++account.by_reason[static_cast<std::size_t>(sending.why)];
  }
  const Teardown::Place place = teardown_.place(side, segment);
  if (sink_ != nullptr) record_ = segment_record(now, side, segment, sending.why, sending.copy, place.number);
  FaultVerdict fault;
  if (has_faults_) {
    fault = faults_.judge({now, side, &segment, place.number, place.covers_peer_fin});
    schedule_due_injections(now);
    if (fault && fault.action != FaultAction::Duplicate) record_.by = faults_.name_of(fault.rule);
    if (fault && fault.action == FaultAction::Drop) {
      lose(account);
      return;
    }
  }
  const Transmission transmission{now, endpoints_[index(side)].state(), wire_size(segment)};
  const LinkVerdict verdict = links_[index(side)].transmit(now, segment, transmission);
  if (verdict.fate == Fate::Lost) {
    record_.by = verdict.by;
    lose(account);
    return;
  }
  if (record_.by.empty()) record_.by = verdict.by;  // a rule that delays or corrupts counts before the link
  const bool corrupt = verdict.fate == Fate::Corrupted || (fault && fault.action == FaultAction::Corrupt);
  const Fate fate = corrupt ? Fate::Corrupted : Fate::Delivered;
  if (corrupt) ++account.lost;
  const Time rx = later(verdict.rx, fault.delay);
  deliver(now, side, segment, rx, fate);
  record_.duplicate = true;
  for (const LinkCopy& copy : verdict.copies) {
    record_.by = copy.by;
    deliver(now, side, segment, later(copy.rx, fault.delay), fate);
  }
  if (fault && fault.action == FaultAction::Duplicate) {
    record_.by = faults_.name_of(fault.rule);
    for (const Duration d : fault.copies) deliver(now, side, segment, later(rx, d), fate);
  }
}

void Runner::Impl::lose(Account& account) {
  ++account.lost;
  record_.fate = Fate::Lost;
  trace_segment(record_);
}

// A corrupted segment arrives and its checksum fails: no endpoint ever sees it (RFC 9293 3.1).
void Runner::Impl::deliver(Time now, Side from, const Segment& segment, Time rx, Fate fate) {
  record_.fate = fate;
  record_.rx = rx;
  trace_segment(record_);
  if (fate != Fate::Delivered) return;
  scheduler_.schedule(std::max(rx, now), Event::Rank::SegmentArrival, other(from), keep(segment));
}

void Runner::Impl::transition(Time now, Side side, const Transition& moving) {
  checker_.transition(now, side, moving);
  Account& account = accounts_[index(side)];
  account.last_stay = now - account.since;
  account.time_in[static_cast<std::size_t>(account.state)] += account.last_stay;
  account.before = moving.from;
  account.cause = moving.cause;
  account.state = moving.to;
  account.since = now;
  if (sink_ != nullptr) sink_->write(StateRecord{now, side, moving.from, moving.to, moving.cause});
  if (has_faults_) {
    faults_.state_entered(side, moving.to, now);
    schedule_due_injections(now);
  }
}

void Runner::Impl::notify(Time now, Side side, const Notify& news) {
  Application& application = applications_[index(side)];
  if (news.event == Notify::Event::Connected) {
    application.connected(now);
    if (sink_ != nullptr) sink_->write(AppRecord{now, side, "connected", 0, SocketError::None});
  }
  if (application.started()) application_ready_[index(side)] = true;
}

}  // namespace finwait
