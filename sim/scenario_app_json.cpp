// Reads "app": the steps of an application's script, each with exactly the keys that its `do` has.
#include <array>

#include "sim/scenario_parts_json.hpp"

namespace finwait {
namespace {

constexpr std::array<std::string_view, 9> kSteps{"wait",  "read",  "send", "exchange", "shutdown",
                                                 "close", "abort", "set",  "exit"};
enum class StepName : std::size_t { Wait, Read, Send, Exchange, Shutdown, Close, Abort, Set, Exit };

// Far below 2^31, where sequence numbers could no longer be compared, and enough for any ending.
constexpr std::uint32_t kMostBytes = 1'000'000'000;

void parse_wait(const JsonCursor& c, Step& out) {
  if (!c.object({"do", "for", "until", "at_most"})) return;
  const std::optional<JsonCursor> until = c.member("until");
  const std::optional<JsonCursor> length = c.member("for");
  const std::optional<JsonCursor> at_most = c.member("at_most");
  if (until && length) {
    until->error("a wait has either \"for\" or \"until\"",
                 "\"for\" counts from the end of the step before, \"until\" from the SYN");
  }
  if (!until && !length)
    c.error("the wait has no length", "\"for\": \"300ms\", \"never\" or \"error\"; or \"until\": \"2s\"");
  const bool for_error = length && length->is(JsonType::String) && length->text() == "error";
  if (at_most && !for_error) {
    at_most->error("\"at_most\" goes with \"for\": \"error\" only");
  } else if (at_most) {
    out.duration = kForever;
    at_most->read(out.duration, DurationRange{.never = true});
  }
  if (for_error) {
    out.action = Step::Do::WaitError;
    if (!at_most) out.duration = kForever;
  } else if (length) {
    out.action = Step::Do::WaitFor;
    length->read(out.duration, DurationRange{.never = true, .also = "\"error\""});
  } else if (until) {
    out.action = Step::Do::WaitUntil;
    until->read(out.duration);
  }
}

void parse_read(const JsonCursor& c, Step& out) {
  out.action = Step::Do::Read;
  if (!c.object({"do", "until"})) return;
  const std::optional<JsonCursor> until = c.required("until");
  if (!until) return;
  if (until->is(JsonType::Number)) {
    until->read(out.bytes, 1U, kMostBytes);
  } else if (until->is(JsonType::String) && until->text() == "eof") {
    out.until_eof = true;
  } else {
    const bool letters = until->is(JsonType::String) && (until->text() == "EOF" || until->text() == "end");
    until->error("this is neither \"eof\" nor a number of octets", "\"eof\", or a number of octets such as 100",
                 letters ? "\"eof\"" : "");
  }
}

void parse_send(const JsonCursor& c, Step& out) {
  out.action = Step::Do::Send;
  if (!c.object({"do", "bytes", "more"})) return;
  if (const auto bytes = c.required("bytes")) bytes->read(out.bytes, 1U, kMostBytes);
  c.read("more", out.more);
}

void parse_exchange(const JsonCursor& c, Step& out) {
  out.action = Step::Do::Exchange;
  if (!c.object({"do", "rounds", "bytes"})) return;
  if (const auto rounds = c.required("rounds")) rounds->read(out.rounds, 1U, 1'000'000U);
  if (const auto bytes = c.required("bytes")) bytes->read(out.bytes, 1U, kMostBytes);
}

void parse_shutdown(const JsonCursor& c, Step& out) {
  out.action = Step::Do::Shutdown;
  if (!c.object({"do", "how"})) return;
  const std::optional<JsonCursor> how = c.required("how");
  if (!how) return;
  if (const auto i = how->choice({"write", "read", "both"})) out.how = static_cast<ShutdownHow>(*i);
}

void parse_keepalive(const JsonCursor& c, SocketOptions& out) {
  if (c.is(JsonType::Boolean)) {
    out.keepalive = c.boolean();
    return;
  }
  if (!c.is(JsonType::Object)) {
    c.wrong_type("true, false, or an object with \"idle\", \"interval\" and \"count\"");
    return;
  }
  c.object({"idle", "interval", "count"});
  out.keepalive = true;
  const DurationRange some{.least = std::chrono::milliseconds(1)};
  if (const auto idle = c.member("idle")) out.keepalive_idle = idle->duration(some);
  if (const auto interval = c.member("interval")) out.keepalive_interval = interval->duration(some);
  if (const auto count = c.member("count")) {
    if (const auto n = count->integer(1, 255)) out.keepalive_count = static_cast<std::uint32_t>(*n);
  }
}

void parse_set(const JsonCursor& c, Step& out) {
  out.action = Step::Do::Set;
  if (!c.object({"do", "linger", "linger2", "user_timeout", "keepalive", "quickack", "receive_buffer"})) return;
  if (c.size() < 2) c.error("the step sets nothing", "\"linger\", \"linger2\", \"user_timeout\", \"keepalive\", ...");
  SocketOptions& o = out.options;
  if (const auto linger = c.member("linger")) o.linger = linger->duration();
  if (const auto linger2 = c.member("linger2")) {
    if (linger2->is(JsonType::String) && linger2->text() == "none") {
      o.linger2 = Duration(-1);
    } else {
      o.linger2 = linger2->duration({.also = "\"none\" for no FIN-WAIT-2 at all"});
    }
  }
  if (const auto timeout = c.member("user_timeout")) o.user_timeout = timeout->duration({.never = true});
  if (const auto keepalive = c.member("keepalive")) parse_keepalive(*keepalive, o);
  if (const auto quickack = c.member("quickack")) o.quickack = quickack->boolean();
  if (const auto buffer = c.member("receive_buffer")) {
    if (const auto n = buffer->integer(0, 1U << 30U)) o.receive_buffer = static_cast<std::uint32_t>(*n);
  }
}

// A step that is its name and nothing else.
void parse_bare(const JsonCursor& c, Step::Do action, Step& out) {
  c.object({"do"});
  out.action = action;
}

void parse_step(const JsonCursor& c, Step& out) {
  if (!c.is(JsonType::Object)) {
    const std::string word = c.is(JsonType::String) ? std::string(c.text()) : std::string();
    bool known = false;
    for (const std::string_view step : kSteps) known = known || step == word;
    c.error("this is " + std::string(name(c.type())), "an object with \"do\"",
            known ? "{\"do\": \"" + word + "\"}" : "");
    return;
  }
  const std::optional<JsonCursor> what = c.required("do");
  if (!what) return;
  const std::optional<std::size_t> i = what->choice(kSteps);
  if (!i) return;
  switch (static_cast<StepName>(*i)) {
    case StepName::Wait:
      return parse_wait(c, out);
    case StepName::Read:
      return parse_read(c, out);
    case StepName::Send:
      return parse_send(c, out);
    case StepName::Exchange:
      return parse_exchange(c, out);
    case StepName::Shutdown:
      return parse_shutdown(c, out);
    case StepName::Close:
      return parse_bare(c, Step::Do::Close, out);
    case StepName::Abort:
      return parse_bare(c, Step::Do::Abort, out);
    case StepName::Set:
      return parse_set(c, out);
    case StepName::Exit:
      return parse_bare(c, Step::Do::Exit, out);
  }
}

}  // namespace

void parse_app(const JsonCursor& list, std::vector<Step>& out) {
  if (!list.array()) return;
  out.clear();
  for (const JsonCursor& c : list.children()) parse_step(c, out.emplace_back());
}

}  // namespace finwait
