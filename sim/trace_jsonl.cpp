#include "sim/trace_jsonl.hpp"

#include <variant>

#include "sim/scenario.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

// What every record but the first and the last begins with.
void put_head(LineBuffer& line, std::string_view type, Time t, std::string_view whose, Side side) {
  line.put("{\"type\":\"");
  line.put(type);
  line.put("\",\"t\":");
  line.put_number(t);
  line.put(whose);
  line.put(name(side));
}

void put_record(LineBuffer& line, const StateRecord& r) {
  put_head(line, "state", r.t, ",\"at\":\"", r.at);
  line.put("\",\"old\":\"");
  line.put(name(r.from));
  line.put("\",\"new\":\"");
  line.put(name(r.to));
  line.put("\",\"cause\":\"");
  line.put(name(r.cause));
  line.put("\"}\n");
}

void put_fate(LineBuffer& line, const SegmentRecord& r) {
  line.put(",\"fate\":\"");
  line.put(name(r.fate));
  line.put('"');
  if (r.fate != Fate::Lost) {
    line.put(",\"rx\":");
    line.put_number(r.rx);
  }
  if (!r.by.empty()) {
    line.put(",\"by\":");
    put_json_string(line, r.by);
  }
  if (r.duplicate) line.put(",\"duplicate\":true");
}

void put_record(LineBuffer& line, const SegmentRecord& r) {
  put_head(line, "segment", r.t, ",\"from\":\"", r.from);
  line.put("\",\"flags\":\"");
  line.put(flag_letters(r.segment.flags));
  line.put("\",\"seq\":");
  line.put_number(r.seq);
  line.put(",\"ack\":");
  if (r.segment.flags.ack()) {
    line.put_number(r.ack);
  } else {
    line.put("null");
  }
  line.put(",\"len\":");
  line.put_number(r.segment.len);
  line.put(",\"wnd\":");
  line.put_number(r.segment.wnd);
  line.put(",\"copy\":");
  line.put_number(r.copy);
  line.put(",\"why\":\"");
  line.put(name(r.why));
  line.put("\",\"teardown\":");
  if (r.teardown != 0) {
    line.put_number(r.teardown);
  } else {
    line.put("null");
  }
  put_fate(line, r);
  line.put("}\n");
}

void put_record(LineBuffer& line, const TimerRecord& r) {
  put_head(line, "timer", r.t, ",\"at\":\"", r.at);
  line.put("\",\"timer\":\"");
  line.put(name(r.timer));
  line.put("\",\"event\":\"");
  line.put(name(r.event));
  line.put('"');
  if (r.event == TimerRecord::Event::Set) {
    line.put(",\"due\":");
    line.put_number(r.due);
  }
  // The RTO and its back-off mean something for the timer that they drive.
  if (r.timer == Timer::Retransmission && r.event != TimerRecord::Event::Stopped) {
    line.put(",\"rto\":");
    line.put_number(r.rto);
    if (r.backoffs != 0) {
      line.put(",\"backoffs\":");
      line.put_number(r.backoffs);
    }
    if (r.srtt != Duration{0}) {
      line.put(",\"srtt\":");
      line.put_number(r.srtt);
      line.put(",\"rttvar\":");
      line.put_number(r.rttvar);
    }
  }
  line.put("}\n");
}

void put_record(LineBuffer& line, const AppRecord& r) {
  put_head(line, "app", r.t, ",\"at\":\"", r.at);
  line.put("\",\"event\":\"");
  line.put(r.event);
  line.put('"');
  if (r.bytes != 0) {
    line.put(",\"bytes\":");
    line.put_number(r.bytes);
  }
  if (r.error != SocketError::None) {
    line.put(",\"error\":\"");
    line.put(name(r.error));
    line.put('"');
  }
  line.put("}\n");
}

void put_string_or_null(LineBuffer& line, std::string_view text) {
  if (text.empty()) {
    line.put("null");
  } else {
    put_json_string(line, text);
  }
}

void put_time_in(LineBuffer& line, const SideEnd& side) {
  line.put(",\"time_in\":{");
  bool first = true;
  for (std::size_t i = 0; i < kStateCount; ++i) {
    if (side.time_in[i] == Duration::zero()) continue;
    if (!first) line.put(',');
    first = false;
    line.put('"');
    line.put(name(static_cast<State>(i)));
    line.put("\":");
    line.put_number(side.time_in[i]);
  }
  line.put('}');
}

void put_side_end(LineBuffer& line, const SideEnd& side) {
  line.put("{\"state\":\"");
  line.put(name(side.state));
  line.put("\",\"since\":");
  line.put_number(side.since);
  line.put(",\"why\":");
  put_json_string(line, side.why);
  line.put(",\"decided_by\":");
  put_string_or_null(line, side.decided_by);
  put_time_in(line, side);
  line.put(",\"sent\":");
  line.put_number(side.sent);
  line.put(",\"lost\":");
  line.put_number(side.lost);
  line.put(",\"retransmissions\":");
  line.put_number(side.retransmissions);
  line.put(",\"error\":");
  put_string_or_null(line, name(side.error));
  line.put('}');
}

void put_record(LineBuffer& line, const EndRecord& r) {
  line.put("{\"type\":\"end\",");
  put_end_members(line, r);
  line.put("}\n");
}

}  // namespace

void put_run_members(LineBuffer& line, const RunRecord& run, std::string_view version) {
  line.put("\"schema\":\"");
  line.put(kTraceSchema);
  line.put("\",\"version\":");
  put_json_string(line, version);
  line.put(",\"scenario\":");
  put_json_string(line, run.scenario->name);
  line.put(",\"seed\":");
  line.put_number(run.seed);
}

void put_stack_members(LineBuffer& line, const RunRecord& run) {
  line.put("\"a\":");
  put_json_string(line, run.scenario->side(Side::A).profile.name);
  line.put(",\"b\":");
  put_json_string(line, run.scenario->side(Side::B).profile.name);
}

void put_end_members(LineBuffer& line, const EndRecord& end) {
  line.put("\"t\":");
  line.put_number(end.t);
  line.put(",\"reason\":\"");
  line.put(end.reason);
  line.put("\",\"a\":");
  put_side_end(line, end.sides[index(Side::A)]);
  line.put(",\"b\":");
  put_side_end(line, end.sides[index(Side::B)]);
}

void JsonlSink::write(const TraceRecord& record) {
  LineBuffer line(out_);
  if (const auto* run = std::get_if<RunRecord>(&record)) {
    line.put("{\"type\":\"run\",");
    put_run_members(line, *run, version_);
    line.put(',');
    put_stack_members(line, *run);
    line.put("}\n");
  } else if (const auto* state = std::get_if<StateRecord>(&record)) {
    put_record(line, *state);
  } else if (const auto* segment = std::get_if<SegmentRecord>(&record)) {
    put_record(line, *segment);
  } else if (const auto* timer = std::get_if<TimerRecord>(&record)) {
    put_record(line, *timer);
  } else if (const auto* app = std::get_if<AppRecord>(&record)) {
    put_record(line, *app);
  } else if (const auto* end = std::get_if<EndRecord>(&record)) {
    put_record(line, *end);
  }
}

}  // namespace finwait
