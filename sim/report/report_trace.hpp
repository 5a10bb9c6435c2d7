// The trace as a table for the HTML report, with the filter above it. One row a record; of a long run the first and the
// last rows. States, timers, causes and parameters keep the names that the trace gives them.
#pragma once

#include "sim/report/html_text.hpp"
#include "sim/story/language.hpp"
#include "sim/trace_log.hpp"

namespace finwait {

// More records than both together are not shown: the page would grow past what a browser lays out at once.
inline constexpr std::size_t kReportFirstRows = 2000;
inline constexpr std::size_t kReportLastRows = 1000;

void put_trace_filter(HtmlWriter& html, Language language);
void put_trace_table(HtmlWriter& html, const TraceLog& run, Language language);

}  // namespace finwait
