// Recordings in a scenario: values written down in it, or a text file that it names.
#include <utility>

#include "sim/loss_json.hpp"
#include "sim/text_files.hpp"

namespace finwait {
namespace {

constexpr std::string_view kAllowed = "\"0110\", a list of 0 and 1, or a list of durations";

std::optional<RecordedText> read_list(const JsonCursor& list) {
  RecordedText out;
  if (!list.array(1)) return std::nullopt;
  const std::size_t errors_before = list.errors().count();
  for (const JsonCursor& element : list.children()) {
    if (element.is(JsonType::Number)) {
      const auto bit = element.integer(0, 1);
      if (bit && !out.times.empty()) element.error("a number among durations", std::string(kAllowed));
      if (bit) out.bits.push_back(static_cast<std::uint8_t>(*bit));
    } else {
      const auto time = element.duration();
      if (time && !out.bits.empty()) element.error("a duration among 0 and 1", std::string(kAllowed));
      if (time) out.times.push_back(*time);
    }
  }
  if (list.errors().count() != errors_before) return std::nullopt;
  return out;
}

std::optional<RecordedText> read_file(const JsonCursor& file) {
  const std::optional<std::string> path = file.string();
  if (!path) return std::nullopt;
  if (file.texts() == nullptr) {
    file.error("files cannot be read here", "\"values\" in the scenario itself");
    return std::nullopt;
  }
  std::string why_not;
  const std::optional<std::string> text = file.texts()->read(*path, why_not);
  if (!text) {
    file.error("cannot read \"" + *path + "\": " + why_not, "a text file, by its path from the scenario's folder");
    return std::nullopt;
  }
  RecordedText out = parse_recorded_text(*text);
  if (!out.error.empty()) {
    file.error("\"" + *path + "\": " + out.error, "0 and 1, or durations; \"#\" begins a comment");
    return std::nullopt;
  }
  return out;
}

}  // namespace

std::optional<RecordedText> read_recording(const JsonCursor& object) {
  const auto values = object.member("values");
  const auto file = object.member("file");
  if (values && file) {
    file->error("\"values\" and \"file\" are both there", "one of them");
    return std::nullopt;
  }
  if (file) return read_file(*file);
  if (!values) {
    object.error("neither \"values\" nor \"file\" is there", std::string(kAllowed));
    return std::nullopt;
  }
  if (!values->is(JsonType::String)) return read_list(*values);
  RecordedText out = parse_recorded_text(values->text());
  if (out.error.empty() && !out.bits.empty()) return out;
  values->error(values->text().empty() ? "the recording is empty" : "not a recording", std::string(kAllowed));
  return std::nullopt;
}

}  // namespace finwait
