#include "sim/story/explanation.hpp"

#include <string>
#include <utility>

#include "core/parameter.hpp"
#include "core/time_text.hpp"
#include "sim/story/message.hpp"

namespace finwait {

namespace {

// A sentence that no parameter decided.
Explanation because(Message message, std::vector<Argument> arguments = {}) {
  Explanation e;
  e.why = say(message, std::move(arguments));
  return e;
}

Explanation decided_by_option(Explanation e, std::string_view option) {
  e.decided_by = say(Message::Verbatim, {std::string(option)});
  return e;
}

// "giveup_count (tcp_retries2)"
std::string names_of(const Parameter& parameter) {
  std::string names(parameter.name);
  const std::string_view kernel = kernel_name(parameter);
  if (kernel != parameter.name) names.append(" (").append(kernel).append(")");
  return names;
}

Explanation decided_by(Explanation e, const Endpoint& endpoint, std::string_view own_name) {
  const Parameter* parameter = find_parameter(own_name).parameter;
  if (parameter == nullptr) return decided_by_option(std::move(e), own_name);
  e.decided_by = say(Message::DecidedBy, {names_of(*parameter), parameter->format(endpoint.profile(), *parameter)});
  e.parameter = parameter->name;
  return e;
}

// The parameter behind a give-up at the retransmission limit.
Explanation decided_by_limit(Explanation e, const Endpoint& endpoint) {
  const StackProfile& profile = endpoint.profile();
  if (endpoint.last_cause() == Cause::GiveUp && !endpoint.fin_queued() && !endpoint.peer_fin_received() &&
      endpoint.tcb().snd.una == endpoint.tcb().snd.iss) {
    return decided_by(std::move(e), endpoint, endpoint.tcb().rcv.nxt == SeqNum{} ? "syn_retries" : "synack_retries");
  }
  switch (profile.giveup_mode) {
    case GiveUp::SinceFirstTransmission:
      return decided_by(std::move(e), endpoint, "giveup_time");
    case GiveUp::SinceFirstRetransmissionModel:
    case GiveUp::CountThenWait:
    case GiveUp::CountNow:
      break;
  }
  const bool orphan = endpoint.state() == State::Closed ? endpoint.closed_as_orphan() : endpoint.orphan();
  e = decided_by(std::move(e), endpoint, orphan ? "giveup_count_orphan" : "giveup_count");
  const bool zero =
      orphan && profile.giveup_mode == GiveUp::SinceFirstRetransmissionModel && profile.giveup_count_orphan == 0;
  if (!zero || !e.decided_by) return e;
  // tcp_orphan_retries(): 0 stands for another number only as long as the wait is below its ceiling.
  const bool persist = endpoint.last_cause() == Cause::PersistLimit;
  if ((persist ? endpoint.persist_wait() : endpoint.rto()) < profile.rto_max) {
    e.decided_by->message = Message::DecidedByZeroMeans;
    e.decided_by->arguments.emplace_back(std::to_string(profile.giveup_orphan_zero_means));
    return e;
  }
  const Parameter* ceiling = find_parameter("rto_max").parameter;
  e.decided_by->message = Message::DecidedByZeroAtCeiling;
  e.decided_by->arguments.emplace_back(names_of(*ceiling));
  e.decided_by->arguments.emplace_back(ceiling->format(profile, *ceiling));
  return e;
}

Explanation gave_up(const Endpoint& endpoint, const Circumstances& c) {
  const auto message = [&] {
    switch (endpoint.profile().giveup_mode) {
      case GiveUp::SinceFirstTransmission:
        return Message::GaveUpSinceFirst;
      case GiveUp::SinceFirstRetransmissionModel:
        return Message::GaveUpModel;
      case GiveUp::CountThenWait:
        return Message::GaveUpCountThenWait;
      case GiveUp::CountNow:
        break;
    }
    return Message::GaveUpCountNow;
  }();
  const Message told = endpoint.profile().giveup_rst ? Message::PeerSentRst : Message::PeerNotTold;
  return decided_by_limit(because(message, {Count{c.retransmissions}, part(say(told))}), endpoint);
}

// CLOSED: the last cause says it.
Explanation explain_closed(const Endpoint& endpoint, State before, const Circumstances& c) {
  switch (endpoint.last_cause()) {
    case Cause::AckOfFin:
      return because(Message::EndAckOfFin);
    case Cause::TimeWaitTimeout:
      return decided_by(because(Message::EndTimeWait), endpoint, "time_wait");
    case Cause::FinWait2Timeout: {
      Explanation e = because(Message::EndFinWait2, {format_duration(c.waited)});
      if (endpoint.linger2_given()) return decided_by_option(std::move(e), "TCP_LINGER2");
      return decided_by(std::move(e), endpoint, "finwait2_timeout");
    }
    case Cause::Rst:
      if (before == State::TimeWait) return decided_by(because(Message::EndRstInTimeWait), endpoint, "rfc1337");
      return because(Message::EndRst, {before});
    case Cause::Refused:
      return because(Message::EndRefused);
    case Cause::Abort:
    case Cause::AbortIntoTimeWait:
      return decided_by_option(because(Message::EndAbort), "SO_LINGER");
    case Cause::UnreadData:
      return decided_by(because(Message::EndUnreadData), endpoint, "rst_on_close_unread");
    case Cause::DataAfterClose:
      return decided_by(because(Message::EndDataAfterClose), endpoint, "rst_on_data_after_close");
    case Cause::Linger2:
      return decided_by_option(because(Message::EndLinger2), "TCP_LINGER2");
    case Cause::GiveUp:
      return gave_up(endpoint, c);
    case Cause::UserTimeout: {
      Explanation e = because(Message::EndUserTimeout);
      if (endpoint.user_timeout_given()) return decided_by_option(std::move(e), "TCP_USER_TIMEOUT");
      return decided_by(std::move(e), endpoint, "user_timeout");
    }
    case Cause::Keepalive:
      return decided_by(because(Message::EndKeepalive), endpoint, "keepalive_count");
    case Cause::PersistLimit:
      return decided_by_limit(because(Message::EndPersist), endpoint);
    case Cause::OutOfResources:
      return decided_by(because(Message::EndOrphans), endpoint, "max_orphans");
    case Cause::LastAckTimeout:
      return decided_by(because(Message::EndLastAckTimeout), endpoint, "last_ack_timeout");
    case Cause::TimeWaitOverflow:
      return decided_by(because(Message::EndTimeWaitOverflow), endpoint, "max_tw_buckets");
    case Cause::Close:
      return because(Message::EndClosedEarly);
    case Cause::Open:
    case Cause::Listen:
    case Cause::Syn:
    case Cause::SynAck:
    case Cause::AckOfSyn:
    case Cause::ReturnToListen:
    case Cause::Fin:
    case Cause::NewSyn:
      break;
  }
  return because(Message::EndNeverOpened);
}

Explanation explain_fin_wait_2(const Endpoint& endpoint, const Circumstances& c, const Argument& until) {
  if (c.time_was_up && endpoint.timers().pending(Timer::FinWait2)) {
    return decided_by(because(Message::HeldFinWait2Waiting), endpoint, "finwait2_timeout");
  }
  const bool never = endpoint.profile().finwait2_when == FinWait2When::Never;
  const Message message = never ? Message::HeldFinWait2NoLimit : Message::HeldFinWait2Descriptor;
  return decided_by(because(message, {until}), endpoint, "finwait2_when");
}

// A state that still holds when nothing can happen any more, or when the time of the run was up.
Explanation explain_held(const Endpoint& endpoint, const Circumstances& c) {
  const Argument until = part(say(c.time_was_up ? Message::RunEndedFirst : Message::HeldForEver));
  switch (endpoint.state()) {
    case State::FinWait2:
      return explain_fin_wait_2(endpoint, c, until);
    case State::CloseWait:
      return decided_by(because(Message::HeldCloseWait, {until}), endpoint, "keepalive");
    case State::Established:
      return decided_by(because(Message::HeldEstablished, {until}), endpoint, "keepalive");
    case State::TimeWait:
      return decided_by(because(Message::HeldTimeWait), endpoint, "time_wait");
    case State::FinWait1:
    case State::Closing:
    case State::LastAck:
      if (endpoint.has_unsent()) return because(Message::HeldWindow, {until});
      return decided_by_limit(because(Message::HeldRepeating), endpoint);
    case State::Listen:
      return because(Message::HeldListen);
    case State::SynSent:
    case State::SynReceived:
      return because(Message::HeldHandshake);
    case State::Closed:
      break;
  }
  return because(Message::EndNeverOpened);
}

}  // namespace

Explanation explain_end(const Endpoint& endpoint, State before_last, const Circumstances& circumstances) {
  return endpoint.state() == State::Closed ? explain_closed(endpoint, before_last, circumstances)
                                           : explain_held(endpoint, circumstances);
}

}  // namespace finwait
