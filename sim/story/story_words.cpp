#include "sim/story/story_words.hpp"

#include <string>

namespace finwait {

SegmentNoun noun_of(const SegmentRecord& record) {
  const Flags flags = record.segment.flags;
  if (flags.rst()) return SegmentNoun::Rst;
  if (flags.syn()) return flags.ack() ? SegmentNoun::SynAck : SegmentNoun::Syn;
  if (flags.fin()) return SegmentNoun::Fin;
  if (record.segment.len > 0) return SegmentNoun::Data;
  if (record.why == Why::Keepalive || record.why == Why::WindowProbe) return SegmentNoun::Probe;
  if (record.why == Why::ChallengeAck) return SegmentNoun::Challenge;
  return record.teardown != 0 ? SegmentNoun::AckOfFin : SegmentNoun::Ack;
}

Statement plain_noun(const SegmentRecord& record) {
  const auto message = [&] {
    switch (noun_of(record)) {
      case SegmentNoun::Syn:
        return Message::NounSyn;
      case SegmentNoun::SynAck:
        return Message::NounSynAck;
      case SegmentNoun::Fin:
        return Message::NounFin;
      case SegmentNoun::Rst:
        return Message::NounRst;
      case SegmentNoun::Data:
        return Message::NounData;
      case SegmentNoun::AckOfFin:
        return Message::NounAckOfFin;
      case SegmentNoun::Ack:
        return Message::NounAck;
      case SegmentNoun::Challenge:
        return Message::NounChallenge;
      case SegmentNoun::Probe:
        break;
    }
    return Message::NounProbe;
  }();
  return say(message, {record.from});
}

Statement noun(const SegmentRecord& record) {
  const SegmentNoun kind = noun_of(record);
  if (kind != SegmentNoun::Fin && kind != SegmentNoun::AckOfFin) return plain_noun(record);
  if (record.teardown == 0) return plain_noun(record);
  return say(Message::NounWithTeardown, {part(plain_noun(record)), TeardownNumber{record.teardown}});
}

Statement blame(const SegmentRecord& record) {
  return say(record.fate == Fate::Corrupted ? Message::ByDamage : Message::ByRule, {std::string(record.by)});
}

Statement how_often(std::uint64_t times) {
  return times == 1 ? say(Message::Once) : say(Message::Times, {Count{times}});
}

}  // namespace finwait
