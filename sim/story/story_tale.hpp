// What happened, collected in any order and told in the order of the trace. The tellers, one a subject, find their
// events in the facts; none knows of another, and each tells what repeats itself once.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "sim/story/message_statement.hpp"
#include "sim/story/story_facts.hpp"
#include "sim/story/story_sections.hpp"

namespace finwait {

class Tale {
 public:
  // `position`: of the record in the log that the statement is about.
  void tell(std::size_t position, Statement statement) { events_.emplace_back(position, std::move(statement)); }
  // By position; of a very long tale the beginning and the end, and how much is left out between.
  Statements in_order();

 private:
  std::vector<std::pair<std::size_t, Statement>> events_{};
};

void tell_opening(const StoryFacts& facts, Tale& tale);    // the handshake
void tell_calls(const StoryFacts& facts, Tale& tale);      // what the applications did, and were told
void tell_arrivals(const StoryFacts& facts, Tale& tale);   // FINs and their ACKs that moved a state
void tell_fins(const StoryFacts& facts, Tale& tale);       // FINs that were lost and sent again
void tell_acks(const StoryFacts& facts, Tale& tale);       // the ACKs of FINs
void tell_data(const StoryFacts& facts, Tale& tale);       // data, and what else was lost
void tell_resets(const StoryFacts& facts, Tale& tale);     // RSTs and challenge ACKs
void tell_time_wait(const StoryFacts& facts, Tale& tale);  // what restarted TIME-WAIT
void tell_leaving(const StoryFacts& facts, Tale& tale);    // limits that ended a state
void tell_probes(const StoryFacts& facts, Tale& tale);     // keepalive and window probes
void tell_path(const StoryFacts& facts, Tale& tale);       // injected, delayed and duplicated segments

}  // namespace finwait
