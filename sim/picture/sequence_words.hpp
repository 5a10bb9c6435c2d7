// The words of a sequence diagram: short ones for labels, whole sentences for titles (shown by pointing at an element,
// read by screen readers). Durations and names are spelled as everywhere in traces.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/picture/sequence_model.hpp"

namespace finwait {

// "③ FIN,ACK seq=1 ack=2 · loss probe", in 1, 2 or 3 lines.
std::vector<std::string> arrow_lines(const SequenceArrow& arrow, std::size_t lines);
// What became of it where that is no arrival: "lost: faults[0]"; "" otherwise.
std::string fate_words(const SequenceArrow& arrow);
// "loss probe 300 ms", and in a second line what else there is to say.
std::vector<std::string> timer_lines(const SequenceTimer& timer);
// Where a state begins: its name, and why it was entered if the arrows do not show it.
std::vector<std::string> state_lines(const SequenceState& state);

std::string arrow_title(const SequenceArrow& arrow);
std::string state_title(const SequenceState& state);
std::string timer_title(const SequenceTimer& timer);
std::string news_title(const SequenceNews& news);
std::string fold_title(const SequenceFold& fold);
// "874 segments left out, 87 of them lost"
std::string fold_words(const SequenceFold& fold);

// "0.5 s", "61 s": a point in time as titles say it.
std::string instant_words(Time t);
// "1 segment", "2 segments"
std::string count_words(std::uint64_t count, std::string_view what);

// The name of the scenario, "finwait" if it has none.
std::string scenario_name(const TraceLog& log);
// "linux", or "linux and textbook" where the sides differ.
std::string stacks_words(const TraceLog& log);
// The whole picture in a few sentences, for those who do not see it.
std::string picture_description(std::span<const SequenceRun> runs);

}  // namespace finwait
