#include "sim/explanation.hpp"

#include "core/parameter.hpp"
#include "core/time_text.hpp"

namespace finwait {

namespace {

std::string decided_by(const Endpoint& endpoint, std::string_view own_name) {
  const Parameter* parameter = find_parameter(own_name).parameter;
  std::string text(own_name);
  if (parameter == nullptr) return text;
  const std::string_view kernel = kernel_name(*parameter);
  if (kernel != own_name) text += " (" + std::string(kernel) + ")";
  return text + " = " + parameter->format(endpoint.profile(), *parameter);
}

std::string times(std::uint32_t n, std::string_view what) {
  return std::to_string(n) + " " + std::string(what) + (n == 1 ? "" : "s");
}

// The parameter behind a give-up at the retransmission limit.
std::string limit_parameter(const Endpoint& endpoint) {
  const StackProfile& profile = endpoint.profile();
  if (endpoint.last_cause() == Cause::GiveUp && !endpoint.fin_queued() && !endpoint.peer_fin_received() &&
      endpoint.tcb().snd.una == endpoint.tcb().snd.iss) {
    return decided_by(endpoint, endpoint.tcb().rcv.nxt == SeqNum{} ? "syn_retries" : "synack_retries");
  }
  switch (profile.giveup_mode) {
    case GiveUp::SinceFirstTransmission:
      return decided_by(endpoint, "giveup_time");
    case GiveUp::SinceFirstRetransmissionModel:
    case GiveUp::CountThenWait:
    case GiveUp::CountNow:
      break;
  }
  const bool orphan = endpoint.state() == State::Closed ? endpoint.closed_as_orphan() : endpoint.orphan();
  if (!orphan) return decided_by(endpoint, "giveup_count");
  std::string text = decided_by(endpoint, "giveup_count_orphan");
  const bool zero = profile.giveup_mode == GiveUp::SinceFirstRetransmissionModel && profile.giveup_count_orphan == 0;
  if (zero) text += ", which means " + std::to_string(profile.giveup_orphan_zero_means);
  return text;
}

Explanation gave_up(const Endpoint& endpoint, const Circumstances& c) {
  Explanation e;
  e.decided_by = limit_parameter(endpoint);
  const std::string repeats = times(c.retransmissions, "retransmission");
  switch (endpoint.profile().giveup_mode) {
    case GiveUp::SinceFirstTransmission:
      e.why = "no acknowledgment came: after " + repeats + " the time since the first transmission was over the limit";
      break;
    case GiveUp::SinceFirstRetransmissionModel:
      e.why = "no acknowledgment came: after " + repeats +
              " the time since the first timeout-driven one was over the budget that the limit stands for";
      break;
    case GiveUp::CountThenWait:
      e.why = "no acknowledgment came: after " + repeats + " and one more wait it gave up";
      break;
    case GiveUp::CountNow:
      e.why = "no acknowledgment came: it gave up right after " + repeats;
      break;
  }
  e.why += endpoint.profile().giveup_rst ? "; the peer was sent a RST" : "; the peer is not told";
  return e;
}

// CLOSED: the last cause says it.
Explanation explain_closed(const Endpoint& endpoint, State before, const Circumstances& c) {
  switch (endpoint.last_cause()) {
    case Cause::AckOfFin:
      return {"its FIN was acknowledged in LAST-ACK: the normal end of the passive side", ""};
    case Cause::TimeWaitTimeout:
      return {"TIME-WAIT lasted its time: the normal end of the active side", decided_by(endpoint, "time_wait")};
    case Cause::FinWait2Timeout: {
      const bool linger2 = endpoint.linger2_given();
      return {"the peer's FIN did not come while FIN-WAIT-2 was allowed to last, " + format_duration(c.waited),
              linger2 ? "TCP_LINGER2" : decided_by(endpoint, "finwait2_timeout")};
    }
    case Cause::Rst:
      if (before == State::TimeWait) {
        return {"a RST with exactly the next sequence number ended TIME-WAIT early", decided_by(endpoint, "rfc1337")};
      }
      return {"the peer's RST ended it in " + std::string(name(before)), ""};
    case Cause::Refused:
      return {"the peer refused the connection with a RST", ""};
    case Cause::Abort:
    case Cause::AbortIntoTimeWait:
      return {"the application aborted: a RST instead of a FIN", "SO_LINGER"};
    case Cause::UnreadData:
      return {"close() found data that the application had not read: a RST instead of a FIN",
              decided_by(endpoint, "rst_on_close_unread")};
    case Cause::DataAfterClose:
      return {"data came that nobody can read any more: it was answered with a RST",
              decided_by(endpoint, "rst_on_data_after_close")};
    case Cause::Linger2:
      return {"TCP_LINGER2 below 0 allows no FIN-WAIT-2: a RST as soon as the FIN was acknowledged", "TCP_LINGER2"};
    case Cause::GiveUp:
      return gave_up(endpoint, c);
    case Cause::UserTimeout:
      return {"data or FIN stayed unacknowledged for the user timeout",
              endpoint.user_timeout_given() ? "TCP_USER_TIMEOUT" : decided_by(endpoint, "user_timeout")};
    case Cause::Keepalive:
      return {"the keepalive probes went unanswered", decided_by(endpoint, "keepalive_count")};
    case Cause::PersistLimit:
      return {"the peer's window stayed closed: the FIN was never sent, and the probes reached their limit",
              limit_parameter(endpoint)};
    case Cause::OutOfResources:
      return {"there were more orphans than allowed", decided_by(endpoint, "max_orphans")};
    case Cause::LastAckTimeout:
      return {"LAST-ACK lasted as long as it may", decided_by(endpoint, "last_ack_timeout")};
    case Cause::TimeWaitOverflow:
      return {"there was no room for a TIME-WAIT socket", decided_by(endpoint, "max_tw_buckets")};
    case Cause::Close:
      return {"closed before the connection was established", ""};
    case Cause::Open:
    case Cause::Listen:
    case Cause::Syn:
    case Cause::SynAck:
    case Cause::AckOfSyn:
    case Cause::ReturnToListen:
    case Cause::Fin:
    case Cause::NewSyn:
      return {"it was never opened", ""};
  }
  return {};
}

// A state that still holds when nothing can happen any more, or when the time of the run was up.
Explanation explain_held(const Endpoint& endpoint, const Circumstances& c) {
  const std::string until = c.time_was_up ? "the run ended first" : "for ever";
  switch (endpoint.state()) {
    case State::FinWait2:
      if (c.time_was_up && endpoint.timers().pending(Timer::FinWait2)) {
        return {"it was still waiting for the peer's FIN when the run ended", decided_by(endpoint, "finwait2_timeout")};
      }
      if (endpoint.profile().finwait2_when == FinWait2When::Never) {
        return {"the peer's FIN never came and this stack sets FIN-WAIT-2 no limit: " + until,
                decided_by(endpoint, "finwait2_when")};
      }
      return {"the application still holds the descriptor, so FIN-WAIT-2 has no limit: " + until,
              decided_by(endpoint, "finwait2_when")};
    case State::CloseWait:
      return {"the application never closes: CLOSE-WAIT has no timer, " + until, decided_by(endpoint, "keepalive")};
    case State::Established:
      return {"it never heard of the other side's end: ESTABLISHED has no timer but keepalive, " + until,
              decided_by(endpoint, "keepalive")};
    case State::TimeWait:
      return {"TIME-WAIT was still running when the run ended", decided_by(endpoint, "time_wait")};
    case State::FinWait1:
    case State::Closing:
    case State::LastAck:
      if (endpoint.has_unsent()) {
        return {"the peer's window is closed, so the FIN could not be sent: " + until, ""};
      }
      return {"it was still repeating its FIN when the run ended", limit_parameter(endpoint)};
    case State::Listen:
      return {"no connection was made", ""};
    case State::SynSent:
    case State::SynReceived:
      return {"the handshake was not complete when the run ended", ""};
    case State::Closed:
      break;
  }
  return {};
}

}  // namespace

Explanation explain_end(const Endpoint& endpoint, State before_last, const Circumstances& circumstances) {
  return endpoint.state() == State::Closed ? explain_closed(endpoint, before_last, circumstances)
                                           : explain_held(endpoint, circumstances);
}

}  // namespace finwait
