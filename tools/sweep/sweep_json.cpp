#include "tools/sweep/sweep_json.hpp"

#include <filesystem>
#include <utility>

#include "core/parameter.hpp"
#include "sim/json_cursor.hpp"
#include "sim/suggest.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/sweep/axis_values.hpp"
#include "tools/sweep/json_text.hpp"

namespace finwait::cli {
namespace {

// Where a value stands, without a message.
InputError place_of(const JsonCursor& c) {
  InputErrors one;
  JsonCursor(c.document(), c.node_index(), one).error("");
  return one.take().front();
}

// A value as --set takes it. A string that JSON would read as something else stays in its quotes.
std::string set_text(const JsonCursor& c) {
  if (!c.is(JsonType::String)) {
    std::string out;
    append_json(out, c.document(), c.node_index());
    return out;
  }
  const std::string text(c.text());
  const std::string as_value = json_value(text);
  return as_value == json_quoted(text) && !text.starts_with('"') ? text : json_quoted(text);
}

// {"parameter": "tcp_fin_timeout", "on": "both"}.
void read_parameter_target(const JsonCursor& c, AxisDraft& out) {
  if (!c.object({"parameter", "on"})) return;
  const auto parameter = c.required("parameter");
  const auto name = parameter ? parameter->string() : std::nullopt;
  if (!name) return;
  if (find_parameter(*name).parameter == nullptr) {
    const std::string meant = suggest(*name, parameter_names());
    parameter->error("no stack has a parameter \"" + *name + "\"", "the names that `finwait stacks` lists",
                     meant.empty() ? "" : json_quoted(meant));
    return;
  }
  const auto on = c.required("on");
  const auto which = on ? on->choice({"a", "b", "both"}) : std::nullopt;
  if (!which) return;
  if (*which != 1) out.targets.push_back("a." + *name);
  if (*which != 0) out.targets.push_back("b." + *name);
  if (out.name.empty() && *which == 2) out.name = *name;
}

void read_target(const JsonCursor& c, AxisDraft& out) {
  if (c.is(JsonType::Object)) return read_parameter_target(c, out);
  if (c.is(JsonType::String)) {
    out.targets.emplace_back(c.text());
    return;
  }
  c.wrong_type(
      "a target such as \"a.tcp_fin_timeout\", \"link.delay\" or \"/a/app/0/for\", "
      "{\"parameter\": \"tcp_fin_timeout\", \"on\": \"both\"}, or a list of them");
}

// An end or a step of a range: a string or a number.
bool read_end(const JsonCursor& axis, std::string_view key, std::string& out) {
  const auto c = axis.required(key);
  if (!c) return false;
  if (!c->is(JsonType::String) && !c->is(JsonType::Number)) {
    c->wrong_type("a duration such as \"5s\", or a number such as 0.3 or \"1/100\"");
    return false;
  }
  out = std::string(c->text());
  return true;
}

void read_range(const JsonCursor& c, AxisDraft& out) {
  AxisRange range;
  bool ok = read_end(c, "from", range.from);
  ok = read_end(c, "to", range.to) && ok;
  if (c.has("step") == c.has("count")) {
    c.error("the range needs one of \"step\" and \"count\"", "\"step\": \"5s\", or \"count\": 7");
    return;
  }
  if (c.has("step")) {
    if (out.logarithmic) c.member("scale")->error("a step is linear", "\"count\" with \"scale\": \"log\"");
    ok = read_end(c, "step", range.step) && ok;
  } else {
    range.by = out.logarithmic ? AxisRange::By::Logarithmic : AxisRange::By::Linear;
    ok = c.read("count", range.count, std::uint64_t{2}, kMostAxisValues) && ok;
  }
  if (!ok) return;
  std::vector<std::string> values;
  if (TextProblem problem = range_values(range, values)) {
    c.error(std::move(problem.why_not), std::move(problem.allowed), std::move(problem.did_you_mean));
    return;
  }
  out.values = std::move(values);
}

void read_axis(const JsonCursor& c, AxisDraft& out) {
  if (!c.object({"name", "target", "values", "from", "to", "step", "count", "scale"})) return;
  out.place = place_of(c);
  if (const auto name = c.member("name"); name && name->read(out.name) && out.name.empty()) {
    name->error("the axis's name is empty", "a name, or none: then it is the target's");
  }
  if (const auto target = c.required("target")) {
    if (target->is(JsonType::Array)) {
      if (target->array(1)) {
        for (const JsonCursor& one : target->children()) read_target(one, out);
      }
    } else {
      read_target(*target, out);
    }
  }
  if (const auto scale = c.member("scale")) out.logarithmic = scale->choice({"linear", "log"}).value_or(0) == 1;
  const auto values = c.member("values");
  const bool range = c.has("from") || c.has("to") || c.has("step") || c.has("count");
  if (values && range) return values->error("\"values\" beside a range", "one of the two");
  if (!values) {
    if (!range) return c.error("the axis has no values", "\"values\", or \"from\", \"to\" and \"step\" or \"count\"");
    return read_range(c, out);
  }
  if (!values->array(1)) return;
  for (const JsonCursor& value : values->children()) {
    out.values.push_back(set_text(value));
    out.places.push_back(place_of(value));
  }
}

void read_names(const JsonCursor& list, std::vector<Written>& out) {
  for (const JsonCursor& element : list.children()) {
    if (auto name = element.string()) out.push_back({std::move(*name), place_of(element)});
  }
}

// [["x", "y"], ...], or ["x", "y"] for one group.
void read_zips(const JsonCursor& c, SweepDraft& out) {
  if (!c.array(1)) return;
  const std::vector<JsonCursor> children = c.children();
  if (children.front().is(JsonType::String)) return read_names(c, out.zips.emplace_back());
  for (const JsonCursor& group : children) {
    if (group.array(2)) read_names(group, out.zips.emplace_back());
  }
}

void read_base(const JsonCursor& c, const std::string& path, SweepDraft& out) {
  if (c.is(JsonType::Object)) {
    out.base.document = part_of(c.document(), c.node_index());
    out.base.file = c.document().file;
    out.base.pointer = "/scenario";
    out.base.source = path + "#/scenario";
    out.base.recordings = std::make_shared<RecordingFiles>(path);
    return;
  }
  if (!c.is(JsonType::String)) return c.wrong_type("the path of a scenario, or a scenario");
  std::filesystem::path file{std::string(c.text())};
  if (file.is_relative() && path != "-") file = std::filesystem::path(path).parent_path() / file;
  try {
    load_base(file.lexically_normal().string(), out.base, c.errors());
  } catch (const CommandError& error) {
    c.error(error.what());
  }
}

}  // namespace

void load_base(const std::string& path, BaseScenario& out, InputErrors& errors) {
  out.file = input_name(path);
  out.source = path;
  out.recordings = std::make_shared<RecordingFiles>(path);
  (void)parse_json(read_input(path), out.file, out.document, errors);
}

void parse_sweep(std::string_view text, const std::string& path, SweepDraft& out, InputErrors& errors) {
  JsonDocument document;
  if (!parse_json(text, input_name(path), document, errors)) return;
  const JsonCursor root(document, 0, errors);
  const std::size_t before = errors.count();
  if (!root.object(
          {"$schema", "name", "about", "scenario", "seed", "repeats", "axes", "zip", "where", "metrics", "keep"}))
    return;
  // "axis" for "axes" is one mistake; that "axes" is missing would make it two.
  if (errors.count() > before && !(root.has("axes") && root.has("scenario"))) return;
  out.place = place_of(root);
  if (const auto schema = root.member("$schema")) (void)schema->string();
  root.read("about", out.about);
  if (!root.has("name")) {
    out.name = path == "-" ? "stdin" : std::filesystem::path(path).stem().string();
  } else if (root.read("name", out.name) && out.name.empty()) {
    root.member("name")->error("the sweep's name is empty", "a name, or none: then it is the file's");
  }
  if (const auto base = root.required("scenario")) read_base(*base, path, out);
  if (const auto seed = root.member("seed")) out.seed = seed->integer();
  root.read("repeats", out.repeats, std::uint64_t{1}, std::uint64_t{1} << 62U);
  if (const auto axes = root.required("axes"); axes && axes->array()) {
    for (const JsonCursor& axis : axes->children()) read_axis(axis, out.axes.emplace_back());
  }
  if (const auto zip = root.member("zip")) read_zips(*zip, out);
  if (const auto where = root.member("where")) {
    if (where->read(out.where.text)) out.where.place = place_of(*where);
    if (where->is(JsonType::String) && out.where.text.empty())
      where->error("the expression is empty", "a condition, or no \"where\"");
  }
  if (const auto metrics = root.member("metrics"); metrics && metrics->array(1)) read_names(*metrics, out.metrics);
  if (const auto keep = root.member("keep")) {
    if (const auto what = keep->choice({"rows", "aggregates"})) out.keep = *what == 0 ? Keep::Rows : Keep::Aggregates;
  }
}

}  // namespace finwait::cli
