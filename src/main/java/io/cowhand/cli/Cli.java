package io.cowhand.cli;

import io.cowhand.recipe.PluginException;
import io.cowhand.report.Escaped;
import io.cowhand.run.FleetEngine;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses the command line and runs a command. */
public final class Cli {

    /** If this variable is set, a bug prints its stack trace. */
    private static final String DEBUG = "COWHAND_DEBUG";

    /** The types that no option has: setting up their converters takes 10 ms of a start. */
    private static final String UNUSED_CONVERTERS = "java[.](time|sql)[.].*";

    private static final String HELP = "help";

    /** The heading above the examples in a help. */
    static final String EXAMPLES = "%nExamples:%n";

    /** The commands, in the order in which the help shows them. */
    private static final List<String> COMMANDS = List.of(
            "validate",
            "plan",
            "apply",
            "show",
            "inspect",
            "graph",
            "capture",
            "recover",
            "rollback",
            "runs",
            "rules",
            "ops",
            "schema",
            "qcow2",
            "completion",
            HELP);

    private Cli() {}

    /** Runs a command line and returns the exit code. */
    public static int run(String... arguments) {
        HeadStart.begin(arguments);
        return run(FleetEngine.LOCAL, arguments);
    }

    /** Runs a command line, whose recipes an engine plans and applies, and returns the exit code. */
    public static int run(FleetEngine engine, String... arguments) {
        System.setProperty("picocli.converters.excludes", UNUSED_CONVERTERS);
        Terminal terminal = new Terminal();
        int code = execute(terminal, engine, arguments);
        Optional<String> lost = terminal.flush();
        if (lost.isEmpty() || code >= ExitCode.USAGE.code()) {
            return code;
        }
        terminal.message("the results could not be written: " + lost.get());
        return ExitCode.IMAGES_FAILED.code();
    }

    private static int execute(Terminal terminal, FleetEngine engine, String... arguments) {
        try {
            return commandLine(terminal, engine, arguments).execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError tooMuch) {
            terminal.message("out of memory: " + tooMuch);
            return ExitCode.BUG.code();
        } catch (LinkageError notLoaded) {
            return cannotStart(terminal, notLoaded);
        }
    }

    /** Native libraries are unpacked when the first of their functions is called, which is after the start of a command. */
    private static int cannotStart(Terminal terminal, LinkageError notLoaded) {
        Throwable why = Optional.ofNullable(notLoaded.getCause()).orElse(notLoaded);
        terminal.message("a part of the program cannot be loaded: "
                + Optional.ofNullable(why.getMessage()).orElse(why.toString())
                + "; native libraries are unpacked to " + System.getProperty("java.io.tmpdir")
                + ", which must exist, be writable, have space, and not be mounted with noexec");
        if (System.getenv(DEBUG) != null) {
            notLoaded.printStackTrace(terminal.messages());
        }
        return ExitCode.CANNOT_START.code();
    }

    /** Returns a command line with the command that is called, or with all commands if none is called. */
    static CommandLine commandLine(Terminal terminal, String... arguments) {
        return commandLine(terminal, FleetEngine.LOCAL, arguments);
    }

    private static CommandLine commandLine(Terminal terminal, FleetEngine engine, String... arguments) {
        CommandLine line = new CommandLine(new Root().spec());
        for (String name : named(arguments)) {
            line.addSubcommand(name, command(name, terminal, engine));
        }
        line.setOut(new PrintWriter(terminal.results(), true));
        line.setErr(new PrintWriter(terminal.messages(), true));
        line.setParameterExceptionHandler((wrong, given) -> usage(terminal, wrong));
        line.setExecutionExceptionHandler((bug, command, parsed) -> bug(terminal, bug));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // A file whose name begins with @ is an image, not a list of arguments.
        line.setExpandAtFiles(false);
        return line;
    }

    /** Returns the commands that a command line needs; creating one takes a few milliseconds. */
    private static List<String> named(String... arguments) {
        String first = arguments.length == 0 ? HELP : arguments[0];
        if (COMMANDS.contains(first) && !first.equals(HELP)) {
            return List.of(first);
        }
        return arguments.length == 1 && first.equals("--version") ? List.of() : COMMANDS;
    }

    private static CommandSpec command(String name, Terminal terminal, FleetEngine engine) {
        return switch (name) {
            case "validate" -> new ValidateCommand(terminal).spec();
            case "plan" -> new PlanCommand(terminal, engine).spec();
            case "apply" -> new ApplyCommand(terminal, engine).spec();
            case "show" -> new ShowCommand(terminal).spec();
            case "inspect" -> new InspectCommand(terminal).spec();
            case "graph" -> new GraphCommand(terminal).spec();
            case "capture" -> new CaptureCommand(terminal).spec();
            case "recover" -> new RecoverCommand(terminal).spec();
            case "rollback" -> new RollbackCommand(terminal).spec();
            case "runs" -> new RunsCommand(terminal).spec();
            case "rules" -> new RulesCommand(terminal).spec();
            case "ops" -> new OpsCommand(terminal).spec();
            case "schema" -> new SchemaCommand(terminal).spec();
            case "qcow2" -> new Qcow2Command(terminal).spec();
            case "completion" -> new CompletionCommand(terminal).spec();
            case HELP -> CommandSpec.forAnnotatedObject(new CommandLine.HelpCommand());
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Returns all commands, for descriptions of them. */
    public static CommandLine commands() {
        return commandLine(new Terminal());
    }

    /** Returns the complete command line with which a command was called. */
    static List<String> arguments(CommandSpec command) {
        return command.root().commandLine().getParseResult().originalArgs();
    }

    /** Returns the version from the jar's manifest; empty if the program is not packaged. */
    static Optional<String> version() {
        return Optional.ofNullable(Cli.class.getPackage().getImplementationVersion());
    }

    private static int usage(Terminal terminal, ParameterException wrong) {
        terminal.message(unmatched(wrong).map(Cli::unknown).orElseGet(() -> String.valueOf(wrong.getMessage())));
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        terminal.message("see '" + command + " --help'");
        return ExitCode.USAGE.code();
    }

    /** Returns what is unknown. An unknown option is to be corrected before a missing argument, which may follow from it. */
    private static Optional<UnmatchedArgumentException> unmatched(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return Optional.of(unmatched);
        }
        List<String> left = wrong.getCommandLine().getUnmatchedArguments();
        return wrong instanceof MissingParameterException && left.stream().anyMatch(Cli::isOption)
                ? Optional.of(new UnmatchedArgumentException(wrong.getCommandLine(), left))
                : Optional.empty();
    }

    /** Names only the option if one is unknown: the arguments after it may be valid. */
    private static String unknown(UnmatchedArgumentException unmatched) {
        Optional<String> option =
                unmatched.getUnmatched().stream().filter(Cli::isOption).findFirst();
        boolean isCommand = unmatched.getCommandLine().getParent() == null;
        String what = option.map(name -> "unknown option \"" + name + "\"")
                .orElse((isCommand ? "unknown command \"" : "unexpected argument \"")
                        + unmatched.getUnmatched().get(0) + "\"");
        return what + (option.isPresent() || isCommand ? didYouMean(unmatched.getSuggestions()) : "");
    }

    private static boolean isOption(String argument) {
        return argument.length() > 1 && argument.startsWith("-");
    }

    private static String didYouMean(List<String> suggestions) {
        return suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
    }

    private static int bug(Terminal terminal, Exception bug) {
        if (bug instanceof PluginException plugin) {
            terminal.message(String.valueOf(plugin.getMessage()));
            if (System.getenv(DEBUG) != null) {
                bug.printStackTrace(terminal.messages());
            }
            return ExitCode.USAGE.code();
        }
        terminal.message("this is a bug in Cowhand: " + bug);
        if (System.getenv(DEBUG) == null) {
            terminal.message("set " + DEBUG + "=1 in the environment to see where it happened");
        } else {
            bug.printStackTrace(terminal.messages());
        }
        return ExitCode.BUG.code();
    }

    /** The program without a command. */
    private static final class Root implements Command {
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void describe(CommandSpec command) {
            spec = command;
            command.name("cowhand")
                    .usageMessage()
                    .description("Edits the headers of qcow2 disk images, many at a time, from a recipe.")
                    .synopsisSubcommandLabel("COMMAND")
                    .exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(ExitCode.descriptions())
                    .footerHeading(EXAMPLES)
                    .footer(
                            "  cowhand plan relocate.yaml",
                            "  cowhand apply relocate.yaml --reason 'CHG-1234: new store'",
                            "  cowhand rollback --dry-run last");
        }

        @Override
        public List<Arguments> arguments() {
            return List.of();
        }

        @Override
        public Integer call() {
            throw new ParameterException(spec.commandLine(), "no command given");
        }
    }

    /** Provides the version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"cowhand " + version().map(Escaped::plain).orElse("(not packaged)")};
        }
    }
}
