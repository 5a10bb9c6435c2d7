#include "sim/scenario_json.hpp"

#include <utility>

#include "core/parameter.hpp"
#include "core/time_text.hpp"
#include "sim/json_cursor.hpp"
#include "sim/json_document.hpp"
#include "sim/link_json.hpp"
#include "sim/scenario_parts_json.hpp"
#include "sim/suggest.hpp"

namespace finwait {
namespace {

// Folder and ".json" taken off; standard input, "-", is called so.
std::string name_from_file(std::string_view file) {
  if (const std::size_t slash = file.find_last_of("/\\"); slash != std::string_view::npos)
    file.remove_prefix(slash + 1);
  if (file.ends_with(".json")) file.remove_suffix(5);
  return file == "-" ? "stdin" : std::string(file);
}

void refuse_parameter_name(const JsonCursor& c) {
  std::string meant = suggest(c.key(), parameter_names());
  if (!meant.empty()) meant = "\"" + meant + "\"";
  c.error("no stack has a parameter \"" + std::string(c.key()) + "\"", "the names that `finwait stacks` lists",
          std::move(meant));
}

// One side's parameters. A parameter has several names; two of them in one file would be a riddle.
class ParameterReader {
 public:
  explicit ParameterReader(StackProfile& profile) : profile_(&profile) {}

  void read(const JsonCursor& c) {
    const ParameterMatch match = find_parameter(c.key());
    if (match.parameter == nullptr) return refuse_parameter_name(c);
    ParameterInput input{c.text(), c.is(JsonType::Number)};
    if (c.is(JsonType::Boolean)) input.text = *c.boolean() ? "true" : "false";
    if (c.is(JsonType::Object) || c.is(JsonType::Array) || c.is(JsonType::Null)) {
      const bool own = match.alias == nullptr || match.alias->range.empty();
      return c.wrong_type(own ? match.parameter->range : match.alias->range);
    }
    for (const JsonCursor& earlier : seen_) {
      // What the command line says counts, under whatever name the file says it.
      if (find_parameter(earlier.key()).parameter != match.parameter || c.from_option()) continue;
      c.error("\"" + std::string(c.key()) + "\" is the same parameter as \"" + std::string(earlier.key()) +
                  "\" on line " + std::to_string(earlier.line()),
              "one of the two");
    }
    seen_.push_back(c);
    std::string why_not = match.parameter->assign(*profile_, *match.parameter, match.alias, input);
    if (!why_not.empty()) c.error(std::move(why_not));
  }

 private:
  StackProfile* profile_;
  std::vector<JsonCursor> seen_{};
};

void parse_side(const JsonCursor& c, SideSpec& out) {
  if (!c.object({"stack", "set", "app", "reaction", "hz", "jiffies_at_start"})) return;
  if (const auto stack = c.member("stack")) {
    if (const StackProfile* profile = read_stack(*stack)) out.profile = *profile;
  }
  ParameterReader reader(out.profile);
  if (const auto set = c.member("set"); set && set->any_object()) {
    for (const JsonCursor& parameter : set->children()) reader.read(parameter);
  }
  if (const auto hz = c.member("hz")) reader.read(*hz);
  if (const auto jiffies = c.member("jiffies_at_start")) reader.read(*jiffies);
  c.read("reaction", out.reaction);
  if (const auto app = c.member("app")) parse_app(*app, out.app);
}

void refuse_short_run(const JsonCursor& root, const Scenario& scenario) {
  if (!scenario.ends_before_set_up()) return;
  const std::optional<JsonCursor> run_for = root.member("run_for");
  const std::string needed = format_duration(scenario.set_up().time_since_epoch());
  if (run_for) {
    run_for->error("the run ends before the connection is set up", "at least " + needed + ", the two one-way delays");
  } else {
    root.error("the link's delays are longer than the run", "\"run_for\" of at least " + needed);
  }
}

}  // namespace

void parse_scenario(const JsonCursor& root, Scenario& out) {
  if (!root.object({"$schema", "name", "about", "seed", "run_for", "link", "a", "b", "faults", "stacks", "expect"}))
    return;
  if (const auto schema = root.member("$schema")) (void)schema->string();
  root.read("name", out.name);
  root.read("about", out.about);
  root.read("seed", out.seed);
  const std::size_t errors_before = root.errors().count();
  root.read("run_for", out.run_for, DurationRange{.least = Duration(1)});
  if (const auto link = root.member("link")) parse_link(*link, out.link);
  if (root.errors().count() == errors_before) refuse_short_run(root, out);
  for (const Side s : kSides) {
    if (const StackProfile* standard = find_stack("rfc9293")) out.side(s).profile = *standard;
    if (const auto side = root.member(name(s))) parse_side(*side, out.side(s));
  }
  if (const auto faults = root.member("faults")) parse_faults(*faults, out.faults);
  if (const auto stacks = root.member("stacks")) read_stacks(*stacks, out.stacks);
  if (const auto expect = root.member("expect")) parse_expect(*expect, out.expect);
}

ScenarioResult read_scenario(std::string_view text, std::string_view file_name, std::span<const Override> overrides,
                             const TextFiles* texts) {
  InputErrors errors;
  JsonDocument document;
  if (parse_json(text, file_name, document, errors)) {
    return read_scenario(std::move(document), file_name, overrides, texts);
  }
  ScenarioResult result;
  result.errors = errors.take();
  return result;
}

ScenarioResult read_scenario(JsonDocument document, std::string_view file_name, std::span<const Override> overrides,
                             const TextFiles* texts) {
  InputErrors errors;
  Scenario scenario;
  scenario.name = name_from_file(file_name);
  document.texts = texts;
  apply_overrides(document, overrides, errors);
  parse_scenario(JsonCursor(document, 0, errors), scenario);
  ScenarioResult result;
  if (errors.empty()) result.scenario = std::move(scenario);
  result.errors = errors.take();
  return result;
}

}  // namespace finwait
