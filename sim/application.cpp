#include "sim/application.hpp"

namespace finwait {

using Progress = Application::Progress;

void Application::restart(const std::vector<Step>& script, Side side) {
  *this = Application{};
  script_ = &script;
  side_ = side;
}

void Application::connected(Time now) {
  if (started_) return;  // a later incarnation has no application of its own
  started_ = true;
  step_began_ = now;
}

void Application::advance(Time now) {
  ++next_;
  step_began_ = now;
  step_bytes_ = 0;
  rounds_ = 0;
  spoke_ = false;
}

// The step is over; its record says with what error.
Progress Application::done(Time now, const Step& step, SocketError error, std::uint32_t bytes) {
  advance(now);
  Progress progress;
  progress.acted = true;
  progress.record = {now, side_, name(step.action), bytes, SocketError::None};
  if (error != SocketError::None) {
    last_error_ = error;
    progress.record.event = "error";
    progress.record.bytes = 0;
    progress.record.error = error;
  }
  return progress;
}

Progress Application::step(Time now, Endpoint& endpoint, Actions& out) {
  if (!started_ || next_ >= script_->size()) return {};
  const Step& step = current();
  switch (step.action) {
    case Step::Do::WaitFor:
    case Step::Do::WaitUntil:
      return wait(now, step);
    case Step::Do::WaitError:
      return wait_for_error(now, step, endpoint);
    case Step::Do::Read:
      return read(now, step, endpoint, out);
    case Step::Do::Send:
      return send(now, step, endpoint, out);
    case Step::Do::Exchange:
      return exchange(now, step, endpoint, out);
    case Step::Do::Close:
    case Step::Do::Exit:
      return close(now, step, endpoint, out);
    case Step::Do::Shutdown:
    case Step::Do::Abort:
    case Step::Do::Set:
      return call(now, step, endpoint, out);
  }
  return {};
}

Progress Application::wait(Time now, const Step& step) {
  const Time until = step.action == Step::Do::WaitUntil ? Time(step.duration) : later(step_began_, step.duration);
  if (now < until) return {false, until, {}};
  advance(now);
  return {true, kNever, {}};
}

Progress Application::wait_for_error(Time now, const Step& step, Endpoint& endpoint) {
  const SocketError error = endpoint.take_error();
  if (error != SocketError::None) return done(now, step, error);
  return wait(now, step);
}

// What a RECEIVE call found: an error or EOF ends the step, octets count.
Progress Application::took(Time now, const Step& step, const Received& got) {
  if (got.error != SocketError::None) return done(now, step, got.error);
  if (got.eof) {
    saw_eof_ = true;
    Progress progress = done(now, step, SocketError::None);
    progress.record.event = "eof";
    return progress;
  }
  if (got.bytes == 0) return {};
  bytes_read_ += got.bytes;
  step_bytes_ += got.bytes;
  return {true, kNever, {now, side_, "data", got.bytes, SocketError::None}};
}

Progress Application::read(Time now, const Step& step, Endpoint& endpoint, Actions& out) {
  std::uint32_t most = UINT32_MAX;
  if (!step.until_eof) most = step.bytes - static_cast<std::uint32_t>(step_bytes_);
  const Received got = endpoint.receive(now, most, out);
  const Progress progress = took(now, step, got);
  if (got.bytes > 0 && !step.until_eof && step_bytes_ >= step.bytes) advance(now);
  return progress;
}

Progress Application::send(Time now, const Step& step, Endpoint& endpoint, Actions& out) {
  const SocketError error = endpoint.send(now, step.bytes, step.more, out);
  if (error == SocketError::None) bytes_sent_ += step.bytes;
  return done(now, step, error, step.bytes);
}

// Request and response: a speaks first, each side reads a whole message before it answers.
Progress Application::exchange(Time now, const Step& step, Endpoint& endpoint, Actions& out) {
  if (rounds_ == step.rounds) {
    advance(now);
    return {true, kNever, {now, side_, name(step.action), 0, SocketError::None}};
  }
  const bool my_turn = side_ == Side::A ? !spoke_ : step_bytes_ == step.bytes;
  if (my_turn && !spoke_) {
    const SocketError error = endpoint.send(now, step.bytes, false, out);
    if (error != SocketError::None) return done(now, step, error);
    bytes_sent_ += step.bytes;
    spoke_ = true;
    if (side_ == Side::B) {
      ++rounds_;
      step_bytes_ = 0;
      spoke_ = false;
    }
    return {true, kNever, {now, side_, "send", step.bytes, SocketError::None}};
  }
  const Received got = endpoint.receive(now, step.bytes - static_cast<std::uint32_t>(step_bytes_), out);
  const Progress progress = took(now, step, got);
  if (got.bytes > 0 && side_ == Side::A && step_bytes_ == step.bytes) {
    ++rounds_;
    step_bytes_ = 0;
    spoke_ = false;
  }
  return progress;
}

// close() with SO_LINGER waits for the FIN's ACK before the descriptor is gone; at process exit nothing waits.
Progress Application::close(Time now, const Step& step, Endpoint& endpoint, Actions& out) {
  if (!lingering_) {
    const SocketError error = endpoint.begin_close(now, out);
    if (error != SocketError::None) return done(now, step, error);
    const bool waits = step.action == Step::Do::Close && endpoint.lingers() && endpoint.fin_queued() &&
                       !endpoint.our_fin_acked() && endpoint.state() != State::Closed;
    if (!waits) {
      endpoint.release(now, out);
      return done(now, step, SocketError::None);
    }
    lingering_ = true;
    Progress progress;
    progress.acted = true;
    progress.record = {now, side_, name(step.action), 0, SocketError::None};
    return progress;
  }
  const Time until = later(step_began_, endpoint.linger());
  const bool over = endpoint.our_fin_acked() || endpoint.state() == State::Closed || now >= until;
  if (!over) return {false, until, {}};
  lingering_ = false;
  endpoint.release(now, out);
  advance(now);
  return {true, kNever, {}};
}

Progress Application::call(Time now, const Step& step, Endpoint& endpoint, Actions& out) {
  SocketError error = SocketError::None;
  if (step.action == Step::Do::Set) {
    endpoint.set_options(now, step.options, out);
  } else if (step.action == Step::Do::Abort) {
    error = endpoint.abort(now, out);
    if (error == SocketError::None) endpoint.release(now, out);
  } else {
    if (step.how != ShutdownHow::Write) {
      stopped_reading_ = true;
      error = endpoint.shutdown_read(now, out);
    }
    if (step.how != ShutdownHow::Read) {
      const SocketError write_error = endpoint.shutdown_write(now, out);
      if (error == SocketError::None) error = write_error;
    }
  }
  return done(now, step, error);
}

}  // namespace finwait
