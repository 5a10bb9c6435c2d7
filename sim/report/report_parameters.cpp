#include "sim/report/report_parameters.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/parameter.hpp"
#include "sim/story/message.hpp"
#include "sim/story/message_statement.hpp"

namespace finwait {
namespace {

// One side's parameter, or that of both where they are alike.
struct ParameterRow {
  const Parameter* parameter = nullptr;
  std::string value{};
  std::string stack_value{};  // as the stack comes
  Provenance source{};
  bool changed() const { return value != stack_value; }
};

struct ParameterList {
  std::string_view sides{};  // "A", "B", or both in words
  std::string_view stack{};
  std::vector<ParameterRow> rows{};  // the changed ones first
};

ParameterList list_of(std::string_view sides, const StackProfile& profile) {
  ParameterList list{sides, profile.name, {}};
  const StackProfile* stack = find_stack(profile.name);
  for (const Parameter& parameter : parameters()) {
    const std::string value = parameter.format(profile, parameter);
    list.rows.push_back({&parameter, value, stack == nullptr ? value : parameter.format(*stack, parameter),
                         provenance(profile.name, parameter.name)});
  }
  std::stable_partition(list.rows.begin(), list.rows.end(), [](const ParameterRow& row) { return row.changed(); });
  return list;
}

std::vector<ParameterList> lists_of(const Scenario& scenario, Language language) {
  const StackProfile& a = scenario.side(Side::A).profile;
  const StackProfile& b = scenario.side(Side::B).profile;
  if (a == b) return {list_of(words(Message::ReportBothSides, language), a)};
  return {list_of("A", a), list_of("B", b)};
}

class ParameterTables {
 public:
  ParameterTables(HtmlWriter& html, Language language) : html_(html), language_(language) {}

  void put_changed(const std::vector<ParameterList>& lists) {
    begin_table(word(Message::ReportChangedCaption),
                {Message::ReportColumnSide, Message::ReportColumnParameter, Message::ReportColumnKernelName,
                 Message::ReportColumnValue, Message::ReportColumnStackValue, Message::ReportColumnEvidence,
                 Message::ReportColumnSource});
    for (const ParameterList& list : lists) {
      for (const ParameterRow& row : list.rows) {
        if (!row.changed()) continue;
        html_.open("tr", {{"class", "changed"}}).element("td", list.sides);
        put_names(row);
        html_.open("td").open("strong").element("code", row.value).close().close();
        html_.open("td").element("code", row.stack_value).close();
        put_source(row);
        html_.close_line();
      }
    }
    end_table();
  }

  void put_all(const ParameterList& list) {
    html_.open("details");
    html_.element("summary", filled(Message::ReportAllParameters,
                                    {Count{list.rows.size()}, std::string(list.sides), std::string(list.stack)}));
    html_.end_line();
    begin_table(filled(Message::ReportAllParametersCaption, {std::string(list.sides), std::string(list.stack)}),
                {Message::ReportColumnParameter, Message::ReportColumnKernelName, Message::ReportColumnValue,
                 Message::ReportColumnEvidence, Message::ReportColumnSource});
    for (const ParameterRow& row : list.rows) {
      if (row.changed()) {
        html_.open("tr", {{"class", "changed"}});
      } else {
        html_.open("tr");
      }
      put_names(row);
      html_.open("td").element("code", row.value);
      if (row.changed()) {
        html_.text(" ").element("span", filled(Message::ReportChangedMark, {row.stack_value}));
      }
      html_.close();
      put_source(row);
      html_.close_line();
    }
    end_table();
    html_.close_line();
  }

 private:
  std::string_view word(Message m) const { return words(m, language_); }
  std::string filled(Message m, std::vector<Argument> arguments) const {
    return render(say(m, std::move(arguments)), language_);
  }

  void begin_table(std::string_view caption, std::initializer_list<Message> columns) {
    html_.open("div", {{"class", "scroll parameters"}, {"role", "group"}, {"aria-label", caption}, {"tabindex", "0"}});
    html_.open("table").element("caption", caption).open("thead").open("tr");
    for (const Message column : columns) html_.element("th", {{"scope", "col"}}, word(column));
    html_.close().close_line().open("tbody").end_line();
  }
  void end_table() { html_.close().close().close_line(); }

  // The registry of parameters speaks English only; a screen reader is told so.
  void put_names(const ParameterRow& row) {
    html_.open("th", {{"scope", "row"}}).element("span", {{"class", "id"}}, row.parameter->name);
    html_.element("span", {{"class", "help"}, {"lang", "en"}}, row.parameter->help).close();
    html_.open("td");
    const std::string_view kernel = kernel_name(*row.parameter);
    if (kernel != row.parameter->name) html_.element("code", kernel);
    html_.close();
  }

  void put_source(const ParameterRow& row) {
    html_.element("td", evidence_word(row.source.evidence));
    html_.element("td", {{"lang", "en"}}, row.source.source);
  }

  std::string_view evidence_word(Evidence evidence) const {
    switch (evidence) {
      case Evidence::Verified:
        return word(Message::ReportEvidenceVerified);
      case Evidence::Documented:
        return word(Message::ReportEvidenceDocumented);
      case Evidence::Assumed:
        return word(Message::ReportEvidenceAssumed);
    }
    return {};
  }

  HtmlWriter& html_;
  Language language_;
};

}  // namespace

void put_parameters(HtmlWriter& html, const Scenario& scenario, Language language) {
  const std::vector<ParameterList> lists = lists_of(scenario, language);
  ParameterTables tables(html, language);
  const bool any_changed = std::any_of(lists.begin(), lists.end(), [](const ParameterList& list) {
    return !list.rows.empty() && list.rows.front().changed();
  });
  if (any_changed) {
    tables.put_changed(lists);
  } else {
    html.element("p", words(Message::ReportNothingChanged, language)).end_line();
  }
  for (const ParameterList& list : lists) tables.put_all(list);
  html.element("p", {{"class", "faint"}}, words(Message::ReportEvidenceNote, language)).end_line();
}

}  // namespace finwait
