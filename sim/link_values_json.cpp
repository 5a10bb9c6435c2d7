#include "sim/link_values_json.hpp"

#include <string>
#include <utility>

#include "loss_models/uint128.hpp"
#include "sim/loss_json.hpp"
#include "sim/scenario_parts_json.hpp"

namespace finwait {
namespace {

std::optional<JitterSpec> parse_recorded_jitter(const JsonCursor& c, bool reorder) {
  if (const auto amount = c.member("amount")) {
    amount->error("a recorded jitter has no amount", "\"values\" or \"file\" alone");
    return std::nullopt;
  }
  const auto recording = read_recording(c);
  if (!recording) return std::nullopt;
  if (recording->times.empty()) {
    c.error("the recording holds no durations", "durations such as \"2ms\"");
    return std::nullopt;
  }
  return JitterSpec{JitterSpec::Distribution::Recorded, Duration(0), recording->times, reorder};
}

std::optional<JitterSpec> parse_jitter(const JsonCursor& c) {
  using Distribution = JitterSpec::Distribution;
  if (c.is(JsonType::String)) {
    const auto amount = c.duration();
    if (!amount) return std::nullopt;
    return JitterSpec{*amount == Duration(0) ? Distribution::None : Distribution::Uniform, *amount, {}, false};
  }
  if (!c.is(JsonType::Object)) {
    c.wrong_type("a duration such as \"2ms\" (uniform, plus or minus), or an object");
    return std::nullopt;
  }
  const std::size_t errors_before = c.errors().count();
  (void)c.object({"distribution", "amount", "values", "file", "reorder"});
  bool reorder = false;
  c.read("reorder", reorder);
  Distribution distribution = c.has("values") || c.has("file") ? Distribution::Recorded : Distribution::Uniform;
  if (const auto name = c.member("distribution")) {
    const auto i = name->choice({"uniform", "normal", "pareto", "recorded"});
    if (!i) return std::nullopt;
    const auto named = static_cast<Distribution>(*i + 1);
    if (distribution == Distribution::Recorded && named != distribution) {
      name->error("only a recorded jitter has values", "\"recorded\"");
      return std::nullopt;
    }
    distribution = named;
  }
  if (distribution == Distribution::Recorded) return parse_recorded_jitter(c, reorder);
  Duration amount{0};
  if (const auto member = c.required("amount")) member->read(amount);
  if (c.errors().count() != errors_before) return std::nullopt;
  return JitterSpec{amount == Duration(0) ? Distribution::None : distribution, amount, {}, reorder};
}

std::optional<ReorderSpec> parse_reorder(const JsonCursor& c) {
  ReorderSpec out;
  if (!c.is(JsonType::Object)) {
    const auto p = c.ratio();
    if (!p) return std::nullopt;
    out.probability = *p;
    return out;
  }
  const std::size_t errors_before = c.errors().count();
  (void)c.object({"probability", "gap", "nth", "by"});
  if (const auto p = c.member("probability")) out.probability = p->ratio().value_or(Ratio{});
  c.read("gap", out.gap, 1U);
  c.read("by", out.by);
  if (const auto nth = c.member("nth")) {
    if (c.has("probability") || c.has("gap")) {
      nth->error("contradicts \"probability\" and \"gap\"", "either \"nth\", or \"probability\" with \"gap\"");
    }
    parse_nth(*nth, out.nth);
    if (out.nth.empty()) out.nth.push_back(OccurrenceRange{});  // "all", which is no empty list here
  } else if (!c.has("probability")) {
    // netem: a gap alone means every gap-th.
    if (c.has("gap")) {
      out.probability = Ratio{1, 1};
    } else {
      c.error("says not which segments", "\"probability\" (with \"gap\"), \"gap\" or \"nth\"");
    }
  }
  if (c.errors().count() != errors_before) return std::nullopt;
  return out;
}

std::optional<DuplicateSpec> parse_duplicate(const JsonCursor& c) {
  DuplicateSpec out;
  if (!c.is(JsonType::Object)) {
    const auto p = c.ratio();
    if (!p) return std::nullopt;
    out.probability = *p;
    return out;
  }
  const std::size_t errors_before = c.errors().count();
  (void)c.object({"probability", "after"});
  if (const auto p = c.required("probability")) out.probability = p->ratio().value_or(Ratio{});
  c.read("after", out.after);
  if (c.errors().count() != errors_before) return std::nullopt;
  return out;
}

std::optional<Ratio> parse_corrupt(const JsonCursor& c) {
  if (!c.is(JsonType::Object)) return c.ratio();
  if (!c.object({"probability"})) return std::nullopt;
  const auto p = c.required("probability");
  return p ? p->ratio() : std::nullopt;
}

std::optional<std::uint64_t> parse_rate(const JsonCursor& c) {
  if (!c.is(JsonType::String)) {
    c.wrong_type("a rate in bits a second such as \"1Mbit\"");
    return std::nullopt;
  }
  std::uint64_t bits = 0;
  if (c.text() == "none") return bits;
  if (TextProblem problem = finwait::parse_rate(c.text(), bits)) {
    c.error(problem.why_not, problem.allowed);
    return std::nullopt;
  }
  return bits;
}

std::optional<QueueSpec> parse_queue(const JsonCursor& c) {
  if (c.is(JsonType::Number)) {
    const auto segments = c.integer(1);
    if (!segments) return std::nullopt;
    return QueueSpec{*segments, 0};
  }
  if (!c.is(JsonType::Object)) {
    c.wrong_type(R"(a number of segments, {"segments": 10} or {"octets": 15000})");
    return std::nullopt;
  }
  QueueSpec out;
  const std::size_t errors_before = c.errors().count();
  (void)c.object({"segments", "octets"});
  if (c.has("segments") == c.has("octets")) c.error("needs one limit", "\"segments\" or \"octets\", 1 or more");
  c.read("segments", out.segments, std::uint64_t{1});
  c.read("octets", out.octets, std::uint64_t{1});
  if (c.errors().count() != errors_before) return std::nullopt;
  return out;
}

template <class T>
void assign(T& out, const std::optional<T>& value) {
  if (value) out = *value;
}

}  // namespace

void LinkPatch::apply_to(LinkValues& values) const {
  assign(values.delay, delay);
  assign(values.loss, loss);
  assign(values.jitter, jitter);
  assign(values.reorder, reorder);
  assign(values.duplicate, duplicate);
  assign(values.corrupt, corrupt);
  assign(values.rate, rate);
  assign(values.queue, queue);
}

LinkPatch parse_link_values(const JsonCursor& object) {
  LinkPatch patch;
  if (const auto c = object.member("delay")) patch.delay = c->duration();
  if (const auto c = object.member("loss")) parse_loss(*c, patch.loss.emplace());
  if (const auto c = object.member("jitter")) patch.jitter = parse_jitter(*c);
  if (const auto c = object.member("reorder")) patch.reorder = parse_reorder(*c);
  if (const auto c = object.member("duplicate")) patch.duplicate = parse_duplicate(*c);
  if (const auto c = object.member("corrupt")) patch.corrupt = parse_corrupt(*c);
  if (const auto c = object.member("rate")) patch.rate = parse_rate(*c);
  if (const auto c = object.member("queue")) patch.queue = parse_queue(*c);
  return patch;
}

}  // namespace finwait
