#include "sim/trace_csv.hpp"

#include <array>
#include <cstddef>
#include <variant>
#include <vector>

#include "sim/csv_text.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr std::string_view kEnd = "\r\n";

struct Stay {
  Side side = Side::A;
  std::uint32_t number = 0;  // of the move that led here; 0: it was here when the run began
  State state = State::Closed;
  Time from = kStart;
  Time to = kNever;
  std::string_view entered_by{};
  std::string_view left_by{};
};

void put_flags(LineBuffer& line, Flags flags) { line.put(csv_field(flag_letters(flags))); }

void put_segment(LineBuffer& line, const SegmentRecord& r) {
  put_seconds(line, r.t);
  line.put(',');
  line.put(name(r.from));
  line.put(',');
  put_flags(line, r.segment.flags);
  line.put(',');
  line.put_number(r.seq);
  line.put(',');
  if (r.segment.flags.ack()) line.put_number(r.ack);
  line.put(',');
  line.put_number(r.segment.len);
  line.put(',');
  line.put_number(r.segment.wnd);
  line.put(',');
  line.put_number(r.copy);
  line.put(',');
  line.put(name(r.why));
  line.put(',');
  if (r.teardown != 0) line.put_number(r.teardown);
  line.put(',');
  line.put(name(r.fate));
  line.put(',');
  if (r.fate != Fate::Lost) put_seconds(line, r.rx);
  line.put(',');
  line.put(csv_field(r.by));
  line.put(r.duplicate ? ",true," : ",false,");
  line.put_number(r.id);
  line.put(kEnd);
}

void put_segments(LineBuffer& line, const TraceLog& run) {
  line.put("time_s,from,flags,seq,ack,len,wnd,copy,why,teardown,fate,rx_s,by,duplicate,id");
  line.put(kEnd);
  for (const TraceRecord& record : run.records()) {
    if (const auto* segment = std::get_if<SegmentRecord>(&record)) put_segment(line, *segment);
  }
}

Stay first_stay(Side side, State state) {
  Stay stay;
  stay.side = side;
  stay.state = state;
  return stay;
}

// In the order of entering; where a side was at the beginning comes first.
std::vector<Stay> stays_of(const TraceLog& run) {
  std::vector<Stay> stays{first_stay(Side::A, run.end().sides[index(Side::A)].state),
                          first_stay(Side::B, run.end().sides[index(Side::B)].state)};
  std::array<std::size_t, 2> current{0, 1};
  for (const TraceRecord& record : run.records()) {
    const auto* r = std::get_if<StateRecord>(&record);
    if (r == nullptr) continue;
    std::size_t& now = current[index(r->at)];
    // Only the first move tells where a side began.
    if (stays[now].number == 0) stays[now].state = r->from;
    stays[now].to = r->t;
    stays[now].left_by = name(r->cause);
    Stay next = first_stay(r->at, r->to);
    next.number = stays[now].number + 1;
    next.from = r->t;
    next.entered_by = name(r->cause);
    now = stays.size();
    stays.push_back(next);
  }
  return stays;
}

void put_states(LineBuffer& line, const TraceLog& run) {
  line.put("side,number,state,from_s,to_s,duration_s,entered_by,left_by");
  line.put(kEnd);
  for (const Stay& stay : stays_of(run)) {
    line.put(name(stay.side));
    line.put(',');
    line.put_number(stay.number);
    line.put(',');
    line.put(name(stay.state));
    line.put(',');
    put_seconds(line, stay.from);
    line.put(',');
    if (stay.to != kNever) put_seconds(line, stay.to);
    line.put(',');
    if (stay.to != kNever) put_seconds(line, kStart + (stay.to - stay.from));
    line.put(',');
    line.put(stay.entered_by);
    line.put(',');
    line.put(stay.left_by);
    line.put(kEnd);
  }
}

}  // namespace

std::string csv_field(std::string_view text) {
  if (text.empty()) return "";
  std::string field;
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x20 || std::string_view("=+-@").find(text.front()) != std::string_view::npos) field += '\'';
  return csv_quoted(field += text);
}

std::string trace_csv(const TraceLog& run, CsvTable table) {
  std::string out;
  {
    LineBuffer line(out);
    switch (table) {
      case CsvTable::Segments:
        put_segments(line, run);
        break;
      case CsvTable::States:
        put_states(line, run);
        break;
    }
  }
  return out;
}

}  // namespace finwait
