#include "sim/trace_summary.hpp"

#include <cstddef>
#include <variant>

#include "sim/line_buffer.hpp"
#include "sim/trace_jsonl.hpp"

namespace finwait {
namespace {

void new_line(std::string& out, std::size_t depth) {
  out += '\n';
  out.append(2 * depth, ' ');
}

// The index after the string that starts at `begin`.
std::size_t end_of_string(std::string_view json, std::size_t begin) {
  std::size_t i = begin + 1;
  while (i < json.size() && json[i] != '"') i += json[i] == '\\' ? 2U : 1U;
  return i + 1;
}

}  // namespace

void append_indented(std::string& out, std::string_view compact) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < compact.size(); ++i) {
    const char c = compact[i];
    if (c == '"') {
      const std::size_t end = end_of_string(compact, i);
      out.append(compact.substr(i, end - i));
      i = end - 1;
    } else if (c == '{' || c == '[') {
      out += c;
      if (i + 1 < compact.size() && (compact[i + 1] == '}' || compact[i + 1] == ']')) {
        out += compact[++i];
      } else {
        new_line(out, ++depth);
      }
    } else if (c == '}' || c == ']') {
      new_line(out, --depth);
      out += c;
    } else if (c == ',') {
      out += c;
      new_line(out, depth);
    } else if (c == ':') {
      out += ": ";
    } else {
      out += c;
    }
  }
}

void SummarySink::write(const TraceRecord& record) {
  if (const auto* run = std::get_if<RunRecord>(&record)) {
    run_ = *run;
    return;
  }
  const auto* end = std::get_if<EndRecord>(&record);
  if (end == nullptr) return;
  std::string compact;
  {
    LineBuffer line(compact);
    line.put('{');
    put_run_members(line, run_, version_);
    line.put(",\"stacks\":{");
    put_stack_members(line, run_);
    line.put("},");
    put_end_members(line, *end);
    line.put('}');
  }
  append_indented(out_, compact);
  out_ += '\n';
}

}  // namespace finwait
