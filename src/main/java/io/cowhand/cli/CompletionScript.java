package io.cowhand.cli;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.problem.Severity;
import io.cowhand.rule.BackingRule;
import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Makes completion scripts from the commands with their options and values. What is none of these is completed as the name
 * of a file.
 */
final class CompletionScript {

    /** Bash splits a command line at = as well, zsh does not. */
    private static final String SCRIPT = """
            _cowhand() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
                local command=cowhand prefix= words= i
                if [[ $current == --*=* ]]; then
                    previous=${current%%=*}
                    current=${current#*=}
                    prefix=$previous=
                elif [[ $current == "=" ]]; then
                    current=
                elif [[ $previous == "=" ]]; then
                    previous=${COMP_WORDS[COMP_CWORD-2]}
                fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case $command/${COMP_WORDS[i]} in
                        COMMANDS) command=$command/${COMP_WORDS[i]} ;;
                    esac
                done
                case $command:$previous in
            VALUES
                    *)
                        case $command:$current in
            ARGUMENTS
                        esac
                        ;;
                esac
                COMPREPLY=()
                if [[ -n $words ]]; then
                    COMPREPLY=($(compgen -P "$prefix" -W "$words" -- "$current"))
                fi
            }
            complete -o bashdefault -o default -F _cowhand cowhand
            """;

    /** Zsh runs scripts for bash once two functions of its own are loaded. */
    private static final String ZSH = """
            whence compdef >/dev/null || { autoload -Uz compinit && compinit; }
            whence complete >/dev/null || { autoload -Uz bashcompinit && bashcompinit; }
            """;

    private final CommandLine root;
    /** The values of arguments by their labels, or by the command and the label where that has others. */
    private final Map<String, List<String>> values;

    CompletionScript(CommandLine root) {
        this.root = root;
        List<String> codes = HeaderRules.all().stream().map(HeaderRule::code).toList();
        List<String> severities =
                Arrays.stream(Severity.values()).map(Severity::label).toList();
        this.values = Map.of(
                "OP",
                        OperationCatalog.load().handlers().stream()
                                .map(OperationHandler::name)
                                .toList(),
                "CODE", codes,
                "CODE|SEVERITY",
                        Stream.concat(severities.stream(), codes.stream()).toList(),
                "cowhand/graph:CODE|SEVERITY",
                        Stream.concat(severities.stream(), BackingRule.codes().stream())
                                .toList(),
                "COMMAND", List.copyOf(root.getSubcommands().keySet()),
                "RUN", List.of("last"));
    }

    /** Returns the script for bash. */
    String bash() {
        Map<String, CommandSpec> commands = new LinkedHashMap<>();
        add("cowhand", root.getCommandSpec(), commands);
        String names = commands.keySet().stream()
                .filter(path -> path.contains("/"))
                .collect(Collectors.joining(" | \\\n            "));
        Map<List<String>, List<String>> options = new LinkedHashMap<>();
        List<String> arguments = new ArrayList<>();
        commands.forEach((path, command) -> {
            for (OptionSpec option : shown(command)) {
                if (option.arity().max() > 0) {
                    for (String name : option.names()) {
                        options.computeIfAbsent(words(path, option), none -> new ArrayList<>())
                                .add(path + ":" + name);
                    }
                }
            }
            arguments.add(entry(12, path + ":-*", options(command)));
            arguments.add(entry(12, path + ":*", positional(path, command)));
        });
        return SCRIPT.replace("COMMANDS", names)
                .replace(
                        "VALUES",
                        options.entrySet().stream()
                                .map(each -> entry(8, String.join(" | \\\n        ", each.getValue()), each.getKey()))
                                .collect(Collectors.joining("\n")))
                .replace("ARGUMENTS", String.join("\n", arguments));
    }

    /** Returns the script for zsh. */
    String zsh() {
        return ZSH + bash();
    }

    private static String entry(int indent, String pattern, Collection<String> words) {
        String line = " ".repeat(indent) + pattern + ") ";
        return line + (words.isEmpty() ? "" : "words='" + String.join(" ", words) + "' ") + ";;";
    }

    private static void add(String path, CommandSpec command, Map<String, CommandSpec> commands) {
        commands.put(path, command);
        new TreeMap<>(command.subcommands())
                .forEach((name, line) -> add(path + "/" + name, line.getCommandSpec(), commands));
    }

    private static List<OptionSpec> shown(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    private static List<String> options(CommandSpec command) {
        return shown(command).stream()
                .flatMap(option -> Arrays.stream(option.names()))
                .sorted()
                .toList();
    }

    /** Returns the words that may come where no option does: subcommands, or the values of the first argument. */
    private List<String> positional(String path, CommandSpec command) {
        return Stream.concat(
                        command.subcommands().keySet().stream().sorted(),
                        command.positionalParameters().stream().limit(1).flatMap(each -> words(path, each).stream()))
                .toList();
    }

    /** Returns the values of an argument, as far as they are known. */
    private List<String> words(String path, ArgSpec argument) {
        return Stream.of(path + ":" + argument.paramLabel(), argument.paramLabel())
                .filter(values::containsKey)
                .findFirst()
                .map(values::get)
                .orElseGet(() -> Arrays.stream(argument.typeInfo().getAuxiliaryTypes())
                        .filter(Class::isEnum)
                        .flatMap(type -> Arrays.stream(type.getEnumConstants()))
                        .map(Object::toString)
                        .toList());
    }
}
