// The measurements of the loss models as a table and as JSON.
#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/time_text.hpp"
#include "tools/model_measure.hpp"
#include "tools/numbers.hpp"

namespace finwait::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string fixed(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

std::string z_text(const MeasuredValue& value) {
  if (!value.z) return value.refuted() ? "WRONG" : "exact";
  return (*value.z < 0 ? "" : "+") + fixed(*value.z, 2) + (value.refuted() ? " WRONG" : "");
}

using Row = std::array<std::string, 10>;

void add(Row& row, std::size_t at, const MeasuredValue& value, int digits) {
  row[at] = fixed(value.measured, digits);
  row[at + 1] = fixed(value.theory, digits);
  row[at + 2] = z_text(value);
}

Json json_of(const MeasuredValue& value) {
  Json json{{"measured", value.measured}, {"theory", value.theory}};
  json["z"] = value.z ? Json(*value.z) : Json(nullptr);
  json["refuted"] = value.refuted();
  return json;
}

std::string introduction(std::uint64_t draws, std::uint64_t seed) {
  return "Each model with the setting of its example (finwait models NAME), from a to b, on " +
         grouped(connections_of(draws)) + " connections\nwith the seeds from " + std::to_string(seed) +
         " on. Each sends " + std::to_string(kMeasuredSegments) + " segments, " + format_duration(kMeasuredGap) +
         " apart: " + std::to_string(kMeasuredSegments - kMeasuredFins) + " of 1500 octets from ESTABLISHED,\nthen " +
         std::to_string(kMeasuredFins) +
         " FINs of 52 octets from FIN-WAIT-1.\n"
         "  loss rate  share of segments lost\n"
         "  variance   of the number of segments lost on a connection\n"
         "  burst      mean number of segments lost in a row, over " +
         grouped(draws) +
         " segments of one connection\n"
         "  z          by how many standard deviations the measurement is off; exact: nothing is left to chance\n\n";
}

}  // namespace

std::string measured_text(const std::vector<MeasuredModel>& models, std::uint64_t draws, std::uint64_t seed) {
  std::vector<Row> rows{{"", "loss rate", "", "", "variance", "", "", "burst", "", ""},
                        {"model", "measured", "theory", "z", "measured", "theory", "z", "measured", "theory", "z"}};
  for (const MeasuredModel& model : models) {
    Row& row = rows.emplace_back();
    row[0] = model.model;
    add(row, 1, model.rate, 6);
    add(row, 4, model.variance, 4);
    if (model.burst) add(row, 7, *model.burst, 4);
  }
  std::string out = introduction(draws, seed);
  std::array<std::size_t, std::tuple_size_v<Row>> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const Row& row : rows) {
    std::string line = row[0] + std::string(widths[0] - row[0].size(), ' ');
    for (std::size_t i = 1; i < row.size(); ++i) {
      line += std::string((i % 3 == 1 ? 3 : 2) + widths[i] - row[i].size(), ' ') + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string measured_json(const std::vector<MeasuredModel>& models, std::uint64_t draws, std::uint64_t seed) {
  Json list = Json::array();
  for (const MeasuredModel& model : models) {
    Json json{{"model", model.model}, {"setting", Json::parse(model.setting)}};
    json["loss_rate"] = json_of(model.rate);
    json["variance"] = json_of(model.variance);
    json["mean_burst"] = model.burst ? json_of(*model.burst) : Json(nullptr);
    list.push_back(std::move(json));
  }
  return Json{{"draws", draws},
              {"seed", seed},
              {"connections", connections_of(draws)},
              {"segments", kMeasuredSegments},
              {"models", std::move(list)}}
             .dump(2) +
         "\n";
}

}  // namespace finwait::cli
