#include "tools/stories.hpp"

#include <memory>

#include "sim/runner.hpp"
#include "sim/story/message.hpp"
#include "sim/story/message_columns.hpp"
#include "sim/story/message_statement.hpp"
#include "sim/story/story.hpp"
#include "tools/context.hpp"
#include "tools/render.hpp"

namespace finwait::cli {
namespace {

// A run that is kept: its log points into its scenario.
struct Told {
  explicit Told(Scenario read) : scenario(std::move(read)) { require_sound(Runner().run(scenario, &log)); }

  Scenario scenario;
  TraceLog log{};
};

std::string underlined(const std::string& heading) {
  return heading + "\n" + std::string(columns_of(heading), '=') + "\n\n";
}

}  // namespace

std::string stories(const ScenarioInput& input, const std::vector<std::string>& stacks, Language language,
                    std::size_t width) {
  const auto textbook = std::make_unique<Told>(input.scenario("textbook", "the textbook's account"));
  if (stacks.empty()) {
    const Told run(input.scenario());
    return story_text(tell_story(run.log, &textbook->log, language), width);
  }
  std::vector<std::unique_ptr<Told>> runs;
  std::string text;
  for (const std::string& stack : stacks) {
    const Told& run = *runs.emplace_back(std::make_unique<Told>(input.scenario(stack, "--stacks " + stack)));
    if (!text.empty()) text += '\n';
    text += underlined(render(say(Message::HeadingStack, {stack}), language));
    text += story_text(tell_story(run.log, &textbook->log, language), width);
  }
  Story parting;
  for (std::size_t i = 1; i < runs.size(); ++i) {
    parting.sections.push_back(tell_where_they_part(runs[0]->log, stacks[0], runs[i]->log, stacks[i], language));
  }
  if (!parting.sections.empty()) text += '\n' + story_text(parting, width);
  return text;
}

}  // namespace finwait::cli
