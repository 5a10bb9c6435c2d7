#include "sim/link_json.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "sim/link_values_json.hpp"

namespace finwait {
namespace {

struct PatchAt {
  Time at = kStart;
  LinkPatch patch{};
};

std::vector<std::string_view> value_keys_and(std::initializer_list<std::string_view> more) {
  std::vector<std::string_view> keys(kLinkValueKeys.begin(), kLinkValueKeys.end());
  keys.insert(keys.end(), more);
  return keys;
}

std::vector<PatchAt> parse_changes(const JsonCursor& list) {
  std::vector<PatchAt> out;
  if (!list.array(1)) return out;
  for (const JsonCursor& element : list.children()) {
    if (!element.object(value_keys_and({"at"}))) continue;
    PatchAt change;
    if (const auto at = element.required("at")) {
      change.at = later(kStart, at->duration().value_or(Duration(0)));
      if (!out.empty() && change.at <= out.back().at) at->error("times go back", "later than the change before it");
    }
    if (element.size() == 1 && element.has("at")) element.error("changes nothing", "at least one new value");
    change.patch = parse_link_values(element);
    out.push_back(std::move(change));
  }
  return out;
}

void fill(DirectionSpec& out, const LinkPatch& link, const LinkPatch& own, const std::vector<PatchAt>& changes) {
  link.apply_to(out);
  own.apply_to(out);
  out.changes.clear();
  LinkValues values = static_cast<const LinkValues&>(out);
  for (const PatchAt& change : changes) {
    change.patch.apply_to(values);
    out.changes.push_back({change.at, values});
  }
}

bool ever_has_rate(const DirectionSpec& d) {
  return d.rate != 0 ||
         std::any_of(d.changes.begin(), d.changes.end(), [](const LinkChange& c) { return c.values.rate != 0; });
}

void refuse_idle_queue(const JsonCursor& object, bool has_rate) {
  const auto queue = object.member("queue");
  if (queue && !has_rate) queue->error("nothing ever waits in it: there is no rate", "a \"rate\" beside the queue");
}

}  // namespace

void parse_link(const JsonCursor& link, LinkSpec& out) {
  const std::size_t errors_before = link.errors().count();
  if (!link.object(value_keys_and({"changes", "a_to_b", "b_to_a"}))) return;
  const LinkPatch shared = parse_link_values(link);
  std::vector<PatchAt> shared_changes;
  if (const auto changes = link.member("changes")) shared_changes = parse_changes(*changes);
  bool any_rate = false;
  for (const Side side : kSides) {
    DirectionSpec& direction = out.directions[index(side)];
    const auto object = link.member(side == Side::A ? "a_to_b" : "b_to_a");
    if (!object || !object->object(value_keys_and({"changes"}))) {
      fill(direction, shared, {}, shared_changes);
    } else {
      const LinkPatch own = parse_link_values(*object);
      const auto changes = object->member("changes");
      fill(direction, shared, own, changes ? parse_changes(*changes) : shared_changes);
      if (link.errors().count() == errors_before) refuse_idle_queue(*object, ever_has_rate(direction));
    }
    any_rate = any_rate || ever_has_rate(direction);
  }
  if (link.errors().count() == errors_before) refuse_idle_queue(link, any_rate);
}

}  // namespace finwait
