#include "sim/capture/trace_pcapng.hpp"

#include <algorithm>
#include <variant>

#include "core/wire.hpp"
#include "sim/capture/pcapng_blocks.hpp"
#include "sim/scenario.hpp"

namespace finwait {
namespace {

// Far from the identifications of what the hosts send, which begin at 1.
constexpr std::uint32_t kFirstInjected = 0xF000;

std::string_view stack_of(const RunRecord& run, Side side) { return run.scenario->side(side).profile.name; }

std::string title(const RunRecord& run, std::string_view version) {
  std::string text("finwait ");
  text.append(version).append(": scenario ").append(run.scenario->name);
  text.append(", seed ").append(std::to_string(run.seed));
  for (const Side side : kSides) text.append(", ").append(name(side)).append(" ").append(stack_of(run, side));
  return text.append(". Time 0 is when the first SYN is sent.");
}

std::string how_to_read(const std::optional<Side>& only) {
  if (only) return std::string("What host ").append(name(*only)).append(" sees: what it sends and what reaches it.");
  return "A segment that arrives is here twice: on its sender's interface when it leaves, on the other when it "
         "arrives. "
         "One that is lost is on its sender's only. Let Wireshark ignore duplicate frames (Preferences, Protocols), or "
         "its analysis calls every arrival a retransmission.";
}

// One bit changes: of the payload's first octet, or without payload of the checksum itself, so that everything else is
// shown as it was sent.
void corrupt(std::string& octets, const Segment& segment) {
  constexpr std::size_t kChecksumLowOctet = 37;
  const std::size_t at = segment.len > 0 ? octets.size() - segment.len : kChecksumLowOctet;
  octets[at] = static_cast<char>(static_cast<std::uint8_t>(octets[at]) ^ 0x20U);
}

}  // namespace

void PcapngSink::write(const TraceRecord& record) {
  if (const auto* run = std::get_if<RunRecord>(&record)) {
    run_ = *run;
  } else if (const auto* timer = std::get_if<TimerRecord>(&record)) {
    comments_.take(*timer);
  } else if (const auto* segment = std::get_if<SegmentRecord>(&record)) {
    take(*segment);
  } else if (const auto* end = std::get_if<EndRecord>(&record)) {
    write_file(end->t);
  }
}

// Scaled only after both SYNs have offered it (RFC 7323 2.2). An injected SYN is not the side's own.
std::uint8_t PcapngSink::window_shift(const SegmentRecord& record) {
  std::int8_t& offer = offered_[index(record.from)];
  if (record.segment.flags.syn() && record.why != Why::Injected) offer = record.segment.options.window_scale;
  const bool agreed = offer >= 0 && offered_[index(other(record.from))] >= 0;
  return agreed ? static_cast<std::uint8_t>(offer) : 0;
}

void PcapngSink::take(const SegmentRecord& record) {
  const bool injected = record.why == Why::Injected;
  Sending sending;
  if (record.duplicate && !sendings_.empty()) {
    sending = sendings_.back();  // the copies follow the original
  } else {
    sending.packet_id = record.id;
    sending.identification =
        static_cast<std::uint16_t>(injected ? kFirstInjected + injected_++ : ++sent_[index(record.from)]);
    sending.reason = comments_.reason(record);
    sending.window_shift = window_shift(record);
  }
  sending.record = record;
  const auto number = static_cast<std::uint32_t>(sendings_.size());
  sendings_.push_back(std::move(sending));
  if (shown(record.from) && !injected && !record.duplicate) sights_.push_back({record.t, number, false});
  if (shown(other(record.from)) && record.fate != Fate::Lost) sights_.push_back({record.rx, number, true});
}

// At one instant what arrives was sent earlier, so it stands before what is sent in answer.
void PcapngSink::write_file(Time end) {
  PcapngWriter writer(out_);
  const std::array<std::string, 3> comments{title(run_, version_), run_.scenario->about, how_to_read(only_)};
  writer.section(std::string("finwait ").append(version_), comments);
  for (const Side side : kSides) {
    if (!shown(side)) continue;
    std::string description("host ");
    description.append(name(side)).append(", stack ").append(stack_of(run_, side));
    writer.interface(name(side), description, kAddresses[index(side)]);
  }
  const std::array<PcapngName, 2> names{{{kAddresses[0], name(Side::A)}, {kAddresses[1], name(Side::B)}}};
  writer.names(names);
  std::stable_sort(sights_.begin(), sights_.end(), [](const Sight& a, const Sight& b) { return a.t < b.t; });
  for (const Sight& sight : sights_) {
    if (sight.t <= end) write_sight(writer, sight, end);
  }
}

void PcapngSink::write_sight(PcapngWriter& writer, const Sight& sight, Time end) const {
  const Sending& sending = sendings_[sight.sending];
  const SegmentRecord& record = sending.record;
  const Side from = record.from;
  const Side to = other(from);
  const Side at = sight.arrival ? to : from;
  const WireContext context{kAddresses[index(from)], kAddresses[index(to)],  kPorts[index(from)],
                            kPorts[index(to)],       sending.identification, sending.window_shift};
  std::string octets;
  write_segment(record.segment, context, octets);
  if (sight.arrival && record.fate == Fate::Corrupted) corrupt(octets, record.segment);
  std::string comment = sight.arrival ? arrival_comment(record) : sending.reason;
  const std::string rest = sight.arrival ? sending.reason : fate_comment(record, end);
  if (!comment.empty()) comment += ' ';
  comment += rest;
  const std::uint32_t interface = only_ ? 0 : static_cast<std::uint32_t>(index(at));
  writer.packet({interface, sight.t, sight.arrival, sending.packet_id, comment, octets});
}

}  // namespace finwait
