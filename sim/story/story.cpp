#include "sim/story/story.hpp"

#include <utility>

#include "sim/story/message_columns.hpp"
#include "sim/story/story_sections.hpp"

namespace finwait {
namespace {

constexpr std::size_t kNarrowest = 20;

StorySection in_words(Message heading, const Statements& statements, Language language) {
  StorySection section;
  section.heading = words(heading, language);
  for (const Statement& statement : statements) section.sentences.push_back(sentence(statement, language));
  return section;
}

}  // namespace

Story tell_story(const TraceLog& run, const TraceLog* textbook, Language language) {
  Story story;
  const StoryFacts facts(run);
  story.sections.push_back(in_words(Message::HeadingInShort, tell_in_short(facts), language));
  story.sections.push_back(in_words(Message::HeadingWhatHappened, tell_what_happened(facts), language));
  story.sections.push_back(in_words(Message::HeadingWhichRule, tell_which_rule(facts), language));
  story.sections.push_back(in_words(Message::HeadingHowLong, tell_how_long(facts), language));
  story.sections.push_back(in_words(Message::HeadingWhatWouldChange, tell_what_would_change(facts), language));
  if (textbook != nullptr) {
    const StoryFacts account(*textbook);
    story.sections.push_back(in_words(Message::HeadingTextbook, tell_textbook(facts, account), language));
  }
  return story;
}

StorySection tell_where_they_part(const TraceLog& one, const std::string& name, const TraceLog& two,
                                  const std::string& other_name, Language language) {
  const Statements told = tell_parting(StoryFacts(one), name, StoryFacts(two), other_name);
  StorySection section = in_words(Message::HeadingParting, told, language);
  section.heading = render(say(Message::HeadingParting, {name, other_name}), language);
  return section;
}

std::string story_text(const Story& story, std::size_t width) {
  constexpr std::string_view kMark = "- ";
  const std::size_t left = width > kNarrowest + kMark.size() ? width - kMark.size() : kNarrowest;
  std::string text;
  for (const StorySection& section : story.sections) {
    if (!text.empty()) text += '\n';
    for (const std::string& line : wrap_columns(section.heading, left)) text += line + '\n';
    for (const std::string& words : section.sentences) {
      std::string_view mark = kMark;
      for (const std::string& line : wrap_columns(words, left)) {
        text.append(mark).append(line).append("\n");
        mark = "  ";
      }
    }
  }
  return text;
}

}  // namespace finwait
