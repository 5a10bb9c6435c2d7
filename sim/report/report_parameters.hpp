// The parameters of both stacks as tables for the HTML report: what the scenario changed first, then every parameter
// of each stack, folded, with its value, its evidence and its source.
#pragma once

#include "sim/report/html_text.hpp"
#include "sim/scenario.hpp"
#include "sim/story/language.hpp"

namespace finwait {

void put_parameters(HtmlWriter& html, const Scenario& scenario, Language language);

}  // namespace finwait
