#include "tools/man_page.hpp"

#include <string_view>

#include "tools/version.hpp"

namespace finwait::cli {
namespace {

// roff reads backslashes, and points and quotes at the beginning of a line; "-" alone would become a hyphen.
std::string roff(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    line_begins = c == '\n';
  }
  return out;
}

std::string option_heading(const OptionDescription& option) {
  std::string text;
  for (const std::string& name : option.names) text += (text.empty() ? "\\fB" : ", \\fB") + roff(name) + "\\fR";
  if (option.value.empty()) return text;
  return text + " \\fI" + roff(option.value) + "\\fR";
}

std::string synopsis(const CommandDescription& command) {
  std::string text = ".B finwait " + command.name + "\n";
  for (const OptionDescription& option : command.options) {
    if (!option.positional && option.required) text += option_heading(option) + "\n";
  }
  for (const OptionDescription& option : command.options) {
    if (!option.positional) continue;
    const std::string name = "\\fI" + roff(option.names.front()) + "\\fR";
    text += (option.required ? name : "[" + name + "]") + "\n";
  }
  return text + "[\\fIoptions\\fR]\n.br\n";
}

// Paragraphs as they are, and the lines below "Examples:" without filling.
std::string footer(std::string_view text) { return text.empty() ? "" : ".PP\n.nf\n" + roff(text) + "\n.fi\n"; }

std::string section(const CommandDescription& command) {
  std::string text = ".SS finwait " + command.name + "\n" + roff(command.help) + ".\n";
  for (const OptionDescription& option : command.options) {
    if (option.names.front() == "--help") continue;
    text += ".TP\n" + option_heading(option) + "\n" + roff(option.help) + ".\n";
  }
  return text + footer(command.footer);
}

constexpr std::string_view kAfterCommands =
    ".SH SCENARIOS\n"
    "A scenario is a JSON file: a link, two sides with their stacks and applications, faults, and what is expected.\n"
    "\\fBfinwait schema scenario\\fR prints its schema. Durations are strings with a unit (\"250us\", \"1.5s\", "
    "\"2min\",\n"
    "\"never\"); probabilities are exact (\"1/100\").\n"
    ".SH EXIT STATUS\n"
    ".TP\n.B 0\nAll is well.\n"
    ".TP\n.B 1\nAn expectation failed, or a golden trace differs.\n"
    ".TP\n.B 2\nThe command line or a scenario is wrong.\n"
    ".TP\n.B 3\nAn internal error of finwait.\n"
    ".TP\n.B 75\nInput or output failed; trying again may help.\n"
    ".SH ENVIRONMENT\n"
    ".TP\n.B NO_COLOR\nIf set, no colours, unless \\fB\\-\\-colour always\\fR asks for them.\n"
    ".TP\n.B COLUMNS\nThe width of the terminal.\n"
    ".TP\n.BR LC_ALL \", \" LC_CTYPE \", \" LANG\nLadders use line and arrow characters if the locale is one of "
    "UTF\\-8.\n"
    ".SH STANDARDS\n"
    "RFC 9293 (states, segments, user calls), RFC 6298 (retransmission timeout), RFC 8985 (loss probes).\n";

}  // namespace

std::string man_page(const CommandLine& line) {
  std::string text =
      ".\\\" Made by `finwait man`; do not edit.\n.TH FINWAIT 1 \"\" \"finwait " + std::string(version()) +
      "\" \"User Commands\"\n.SH NAME\nfinwait \\- how a TCP connection ends when segments are lost\n.SH SYNOPSIS\n";
  for (const CommandDescription& command : line.commands) text += command.has_commands ? "" : synopsis(command);
  text +=
      ".SH DESCRIPTION\nfinwait simulates two TCP endpoints and the link between them, from the handshake to the end "
      "of the\n"
      "connection, in virtual time. A run follows from its scenario and its seed alone.\n.SH COMMANDS\n";
  for (const CommandDescription& command : line.commands) text += section(command);
  return text + std::string(kAfterCommands);
}

}  // namespace finwait::cli
