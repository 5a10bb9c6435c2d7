#include "tools/completion.hpp"

#include <algorithm>

namespace finwait::cli {
namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between = " ") {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string(between)) + word;
  return text;
}

std::string option_words(const CommandDescription& command) {
  std::vector<std::string> words;
  for (const OptionDescription& option : command.options) {
    if (!option.positional) words.insert(words.end(), option.names.begin(), option.names.end());
  }
  return joined(words);
}

// Those at the top, or those below the command `group`, by their own names.
std::vector<CommandDescription> commands_below(const CommandLine& line, const std::string& group = "") {
  const std::string before = group.empty() ? "" : group + " ";
  std::vector<CommandDescription> commands;
  for (CommandDescription command : line.commands) {
    if (!command.name.starts_with(before)) continue;
    command.name.erase(0, before.size());
    if (command.name.find(' ') == std::string::npos) commands.push_back(std::move(command));
  }
  return commands;
}

std::string command_words(const CommandLine& line, const std::string& group = "") {
  std::vector<std::string> words;
  for (const CommandDescription& command : commands_below(line, group)) words.push_back(command.name);
  return joined(words);
}

// As a pattern of a shell's `case`.
std::string pattern(const CommandDescription& command) {
  std::string out;
  for (const char c : command.name) out += c == ' ' ? "\\ " : std::string(1, c);
  return out;
}

// The words of the first positional argument, if it is a choice.
std::vector<std::string> positional_choices(const CommandDescription& command) {
  for (const OptionDescription& option : command.options) {
    if (option.positional) return option.choices();
  }
  return {};
}

// Text inside single quotes of a shell; zsh also reads brackets and colons.
std::string shell_quoted(std::string_view text, std::string_view escape = "") {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      if (escape.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out + "'";
}

void bash_values(std::string& out, const CommandDescription& command) {
  for (const OptionDescription& option : command.options) {
    if (option.positional || option.value.empty()) continue;
    const std::vector<std::string> choices = option.choices();
    out += "        " + pattern(command) + "," + joined(option.names, "|" + pattern(command) + ",") + ") ";
    out += choices.empty() ? "COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n"
                           : "COMPREPLY=($(compgen -W \"" + joined(choices) + "\" -- \"$cur\")); return ;;\n";
  }
}

std::string zsh_option(const OptionDescription& option) {
  const std::string help = "[" + option.help + "]";
  const std::vector<std::string> choices = option.choices();
  const std::string value = option.value.empty() ? ""
                            : choices.empty()    ? ":" + option.value + ":_files"
                                                 : ":value:(" + joined(choices) + ")";
  std::string text;
  for (const std::string& name : option.names) {
    std::string escaped = shell_quoted(help, ":");
    text.append("        ").append(shell_quoted("*" + name)).append(escaped);
    if (!value.empty()) text += shell_quoted(value);
    text += " \\\n";
  }
  return text;
}

std::string zsh_group(const CommandLine& line, const std::string& group) {
  std::string out = "    if [[ $command == " + group + " ]]; then\n        commands=(\n";
  for (const CommandDescription& command : commands_below(line, group)) {
    out += "            " + shell_quoted(command.name + ":" + command.help) + "\n";
  }
  return out +
         "        )\n        if (( CURRENT == 2 )); then\n            _describe command commands\n            return\n"
         "        fi\n        command=\"$command $words[2]\"\n        shift words\n        (( CURRENT-- ))\n    fi\n";
}

// The condition under which fish offers a command's options: `run` is seen in `sweep run` too.
std::string fish_condition(const CommandLine& line, const CommandDescription& command) {
  const std::string seen = "__fish_seen_subcommand_from ";
  const std::size_t space = command.name.find(' ');
  if (space != std::string::npos) {
    return "'" + seen + command.name.substr(0, space) + "; and " + seen + command.name.substr(space + 1) + "'";
  }
  std::string condition = seen + command.name;
  for (const CommandDescription& group : line.commands) {
    if (group.has_commands && group.name != command.name) condition += "; and not " + seen + group.name;
  }
  return "'" + condition + "'";
}

}  // namespace

std::string bash_completion(const CommandLine& line) {
  std::string out =
      "# bash completion of finwait; made by `finwait completion bash`\n"
      "_finwait() {\n"
      "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
      "    COMPREPLY=()\n"
      "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "        COMPREPLY=($(compgen -W \"" +
      command_words(line) + " " + option_words(line.program) +
      "\" -- \"$cur\"))\n"
      "        return\n"
      "    fi\n";
  for (const CommandDescription& command : line.commands) {
    if (!command.has_commands) continue;
    out += "    if [ \"$command\" = " + command.name +
           " ]; then\n"
           "        if [ \"$COMP_CWORD\" -eq 2 ]; then\n"
           "            COMPREPLY=($(compgen -W \"" +
           command_words(line, command.name) +
           "\" -- \"$cur\"))\n            return\n        fi\n        command=\"$command ${COMP_WORDS[2]}\"\n    fi\n";
  }
  out += "    case $command,$prev in\n";
  for (const CommandDescription& command : line.commands) bash_values(out, command);
  out += "    esac\n    case $command in\n";
  for (const CommandDescription& command : line.commands) {
    const std::vector<std::string> words = positional_choices(command);
    out += "        " + pattern(command) + ") case $cur in\n            -*) COMPREPLY=($(compgen -W \"" +
           option_words(command) + "\" -- \"$cur\")) ;;\n            *) COMPREPLY=($(compgen " +
           (words.empty() ? "-f" : "-W \"" + joined(words) + "\"") + " -- \"$cur\")) ;;\n            esac ;;\n";
  }
  out += "    esac\n}\ncomplete -o filenames -F _finwait finwait\n";
  return out;
}

std::string zsh_completion(const CommandLine& line) {
  std::string out =
      "#compdef finwait\n# zsh completion of finwait; made by `finwait completion zsh`\n_finwait() {\n    local -a "
      "commands\n    commands=(\n";
  for (const CommandDescription& command : commands_below(line)) {
    out += "        " + shell_quoted(command.name + ":" + command.help) + "\n";
  }
  out += "    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n        return\n    fi\n";
  out += "    local command=$words[2]\n    shift words\n    (( CURRENT-- ))\n";
  for (const CommandDescription& group : line.commands) {
    if (group.has_commands) out += zsh_group(line, group.name);
  }
  out += "    case $command in\n";
  for (const CommandDescription& command : line.commands) {
    if (command.has_commands) continue;
    out += "    " + pattern(command) + ")\n        _arguments \\\n";
    for (const OptionDescription& option : command.options) {
      if (!option.positional) out += zsh_option(option);
    }
    const std::vector<std::string> words = positional_choices(command);
    out += "        " + shell_quoted(words.empty() ? "*:file:_files" : "1:value:(" + joined(words) + ")") + " ;;\n";
  }
  return out + "    esac\n}\n_finwait \"$@\"\n";
}

std::string fish_completion(const CommandLine& line) {
  std::string out = "# fish completion of finwait; made by `finwait completion fish`\n";
  for (const CommandDescription& command : commands_below(line)) {
    out += "complete -c finwait -n __fish_use_subcommand -f -a " + command.name + " -d " + shell_quoted(command.help) +
           "\n";
  }
  for (const CommandDescription& group : line.commands) {
    if (!group.has_commands) continue;
    const std::string when = "'__fish_seen_subcommand_from " + group.name + "; and not __fish_seen_subcommand_from " +
                             command_words(line, group.name) + "'";
    for (const CommandDescription& command : commands_below(line, group.name)) {
      out += "complete -c finwait -n " + when + " -f -a " + command.name + " -d " + shell_quoted(command.help) + "\n";
    }
  }
  for (const CommandDescription& command : line.commands) {
    const std::string when = "complete -c finwait -n " + fish_condition(line, command);
    for (const OptionDescription& option : command.options) {
      if (option.positional) continue;
      out += when;
      for (const std::string& name : option.names) {
        out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      const std::vector<std::string> choices = option.choices();
      if (!choices.empty()) out += " -x -a " + shell_quoted(joined(choices));
      if (choices.empty() && !option.value.empty()) out += " -r";
      out += " -d " + shell_quoted(option.help) + "\n";
    }
    const std::vector<std::string> words = positional_choices(command);
    if (!words.empty()) out += when + " -f -a " + shell_quoted(joined(words)) + "\n";
  }
  return out;
}

}  // namespace finwait::cli
