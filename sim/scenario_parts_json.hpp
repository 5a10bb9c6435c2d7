// The parts of a scenario that scenario_json reads, one function each, and the vocabulary they share: states, kinds of
// segments, sides, references to an instant. Internal to the reading of scenarios.
#pragma once

#include <optional>
#include <vector>

#include "sim/expectation.hpp"
#include "sim/json_cursor.hpp"
#include "sim/scenario.hpp"

namespace finwait {

// Shared vocabulary; an error is reported and nothing returned if the value is none of them.
std::optional<Side> read_side(const JsonCursor& c);
std::optional<State> read_state(const JsonCursor& c);
std::optional<SegmentKind> read_kind(const JsonCursor& c);
// The name of a stack ("linux"); the view lasts as long as the program.
const StackProfile* read_stack(const JsonCursor& c);
// A stack's name or a list of them.
void read_stacks(const JsonCursor& c, std::vector<std::string>& out);

// "nth": which occurrences: 1, [1, 3], "2..", "1..3", "all".
void parse_nth(const JsonCursor& c, Occurrences& out);

// "app": a list of steps.
void parse_app(const JsonCursor& list, std::vector<Step>& out);
// "faults": a list of rules, with the contradictions within and between them.
void parse_faults(const JsonCursor& list, std::vector<FaultRule>& out);
// "expect": a list of expectations.
void parse_expect(const JsonCursor& list, std::vector<Expectation>& out);

// Reports the rules of `rules` that can never match or never decide; elements[i] is where rules[i] stands.
void refuse_contradictions(const std::vector<FaultRule>& rules, const std::vector<JsonCursor>& elements);

}  // namespace finwait
