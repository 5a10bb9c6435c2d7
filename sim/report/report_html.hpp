// The report of one run as one HTML file: the pictures, the story, the trace with a filter, the parameters with their
// sources, and the command that runs it again. It works from a disk without a network, for screens, paper, keyboards
// and screen readers. It draws and tells nothing itself, and knows no file and no command line.
#pragma once

#include <string>
#include <string_view>

#include "sim/picture/sequence_svg.hpp"
#include "sim/story/language.hpp"
#include "sim/trace_log.hpp"

namespace finwait {

struct ReportOptions {
  Language language = Language::English;
  const TraceLog* textbook = nullptr;  // as in tell_story()
  std::string command{};               // the command line that makes the same run again
  std::string_view version{};          // finwait's
  TimeAxis axis = TimeAxis::Compressed;
};

// The whole file. `run` must hold a run and its end. The same trace and options give the same bytes.
std::string html_report(const TraceLog& run, const ReportOptions& options);

}  // namespace finwait
