// The plan as a sweep file that stands alone, and its hash.
#include <algorithm>

#include "core/time_text.hpp"
#include "sim/recorded_text.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/json_text.hpp"
#include "tools/sweep/sweep_builder.hpp"
#include "tools/sweep/text_digest.hpp"

namespace finwait::cli {
namespace {

// What says nothing about a run.
bool is_commentary(std::string_view key) {
  return key == "$schema" || key == "name" || key == "about" || key == "stacks" || key == "expect" || key == "seed";
}

// "file" becomes "values", so that the text needs no other file.
void inline_recordings(JsonDocument& document, const TextFiles* texts) {
  const std::size_t count = document.nodes.size();
  for (std::size_t i = 1; texts != nullptr && i < count; ++i) {
    if (document.nodes[i].key != "file" || document.nodes[i].type != JsonType::String) continue;
    std::string why_not;
    const auto text = texts->read(document.nodes[i].text, why_not);
    if (!text) continue;
    const RecordedText recorded = parse_recorded_text(*text);
    if (!recorded.error.empty()) continue;
    const auto at = static_cast<std::uint32_t>(i);
    document.nodes[at].key = "values";
    if (!recorded.bits.empty()) {
      document.nodes[at].text.clear();
      for (const std::uint8_t bit : recorded.bits) document.nodes[at].text.push_back(bit != 0 ? '1' : '0');
      continue;
    }
    document.nodes[at].type = JsonType::Array;
    document.nodes[at].text.clear();
    for (const Duration time : recorded.times) {
      JsonNode value;
      value.type = JsonType::String;
      value.text = format_duration(time);
      document.append(at, std::move(value));
    }
  }
}

std::string scenario_text(const BaseScenario& base) {
  JsonDocument document = base.document;
  inline_recordings(document, base.recordings.get());
  // As append_json(), without the commentary.
  std::string out = "{";
  std::vector<std::uint32_t> children;
  for (std::uint32_t c = document.nodes[0].first_child; c != JsonNode::kNone; c = document.nodes[c].next) {
    if (!is_commentary(document.nodes[c].key)) children.push_back(c);
  }
  std::sort(children.begin(), children.end(),
            [&document](std::uint32_t x, std::uint32_t y) { return document.nodes[x].key < document.nodes[y].key; });
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (i > 0) out.push_back(',');
    out.append(json_quoted(document.nodes[children[i]].key)).push_back(':');
    append_json(out, document, children[i]);
  }
  return out.append("}");
}

void append_list(std::string& out, const std::vector<std::string>& items) {
  out.push_back('[');
  for (std::size_t i = 0; i < items.size(); ++i) out.append(i > 0 ? "," : "").append(items[i]);
  out.push_back(']');
}

void append_axis(std::string& out, const Axis& axis) {
  std::vector<std::string> targets;
  std::vector<std::string> values;
  for (const std::string& target : axis.targets) targets.push_back(json_quoted(target));
  for (const AxisValue& value : axis.values) values.push_back(json_value(value.text));
  out.append("  {\"name\":").append(json_quoted(axis.name)).append(",\"target\":");
  append_list(out, targets);
  if (axis.logarithmic) out.append(",\"scale\":\"log\"");
  out.append(",\"values\":");
  append_list(out, values);
  out.push_back('}');
}

std::string zip_text(const SweepDraft& draft) {
  std::vector<std::string> zips;
  for (const std::vector<Written>& zip : draft.zips) {
    std::vector<std::string> names;
    for (const Written& name : zip) names.push_back(json_quoted(name.text));
    std::sort(names.begin(), names.end());
    append_list(zips.emplace_back(), names);
  }
  std::sort(zips.begin(), zips.end());
  std::string out;
  append_list(out, zips);
  return out;
}

// What the hash is about.
std::string body(const SweepPlan& plan, const SweepDraft& draft) {
  std::string out =
      "\"seed\":" + std::to_string(plan.seed()) + ",\n\"repeats\":" + std::to_string(plan.repeats()) + ",\n\"axes\":[";
  for (std::size_t i = 0; i < plan.axes().size(); ++i) {
    out.append(i == 0 ? "\n" : ",\n");
    append_axis(out, plan.axes()[i]);
  }
  out.append("],\n");
  if (!draft.zips.empty()) out.append("\"zip\":").append(zip_text(draft)).append(",\n");
  if (!draft.where.text.empty()) out.append("\"where\":").append(json_quoted(draft.where.text)).append(",\n");
  std::vector<std::string> metrics;
  for (const Metric* metric : plan.metrics()) metrics.push_back(json_quoted(metric->name));
  out.append("\"metrics\":");
  append_list(out, metrics);
  return out.append(",\n\"scenario\":").append(scenario_text(draft.base)).append("\n}\n");
}

}  // namespace

std::string sweep_text(const SweepPlan& plan, const SweepDraft& draft) {
  std::string out = "{\n\"name\":" + json_quoted(plan.name()) + ",\n";
  if (!plan.about().empty()) out.append("\"about\":").append(json_quoted(plan.about())).append(",\n");
  if (plan.keep()) {
    out.append("\"keep\":").append(*plan.keep() == Keep::Rows ? "\"rows\"" : "\"aggregates\"").append(",\n");
  }
  return out + body(plan, draft);
}

std::string sweep_hash(std::string_view text) {
  // Neither the name nor what it is about nor what is kept makes another sweep of it. In a JSON string the quotes of
  // "seed" would be escaped.
  return hexadecimal(text_digest(text.substr(text.find("\"seed\":")), 0));
}

}  // namespace finwait::cli
