// An application: a script of user calls on one endpoint. It is asked to take one step at a time and says whether it
// took one or what it waits for. Knows no scheduler and no trace.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/action.hpp"
#include "core/endpoint.hpp"
#include "core/side.hpp"
#include "sim/scenario.hpp"
#include "sim/trace.hpp"

namespace finwait {

class Application {
 public:
  void restart(const std::vector<Step>& script, Side side);
  // The connection is ESTABLISHED: the script may start.
  void connected(Time now);
  bool started() const { return started_; }

  // What one call of step() did.
  struct Progress {
    bool acted = false;  // a call was made or a record is due: ask again
    Time wake = kNever;  // when not acted: ask again then at the latest (news from the endpoint come earlier)
    AppRecord record{};  // what to write to the trace, if its event is not empty
  };
  Progress step(Time now, Endpoint& endpoint, Actions& out);

  // For the checker: the stream as the application saw it.
  std::uint64_t bytes_sent() const { return bytes_sent_; }
  std::uint64_t bytes_read() const { return bytes_read_; }
  bool saw_eof() const { return saw_eof_; }
  bool stopped_reading() const { return stopped_reading_; }  // shutdown for reading
  SocketError last_error() const { return last_error_; }

 private:
  const Step& current() const { return (*script_)[next_]; }
  Progress wait(Time now, const Step& step);
  Progress wait_for_error(Time now, const Step& step, Endpoint& endpoint);
  Progress took(Time now, const Step& step, const Received& got);
  Progress read(Time now, const Step& step, Endpoint& endpoint, Actions& out);
  Progress send(Time now, const Step& step, Endpoint& endpoint, Actions& out);
  Progress exchange(Time now, const Step& step, Endpoint& endpoint, Actions& out);
  Progress close(Time now, const Step& step, Endpoint& endpoint, Actions& out);
  Progress call(Time now, const Step& step, Endpoint& endpoint, Actions& out);
  Progress done(Time now, const Step& step, SocketError error, std::uint32_t bytes = 0);
  void advance(Time now);

  const std::vector<Step>* script_ = nullptr;
  std::size_t next_ = 0;
  Side side_ = Side::A;
  bool started_ = false;
  Time step_began_ = kStart;
  std::uint64_t step_bytes_ = 0;  // read so far in this step or round
  std::uint32_t rounds_ = 0;      // of an exchange that are done
  bool spoke_ = false;            // in this round of an exchange
  bool lingering_ = false;
  std::uint64_t bytes_sent_ = 0;
  std::uint64_t bytes_read_ = 0;
  bool saw_eof_ = false;
  bool stopped_reading_ = false;
  SocketError last_error_ = SocketError::None;
};

}  // namespace finwait
