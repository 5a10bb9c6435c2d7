// The parameters of both stacks as tables for the HTML report: what the scenario changed first, then every parameter
// of each stack, folded, with its value, its evidence and its source.
#pragma once

#include "sim/html_text.hpp"
#include "sim/language.hpp"
#include "sim/scenario.hpp"

namespace finwait {

void put_parameters(HtmlWriter& html, const Scenario& scenario, Language language);

}  // namespace finwait
