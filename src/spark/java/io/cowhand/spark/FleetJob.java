package io.cowhand.spark;

import io.cowhand.cli.Cli;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The entry point of the job: the commands of the program, for images on storage that a cluster shares. */
public final class FleetJob {

    private static final int USAGE = 64;
    private static final int UNREADABLE = 66;

    private static final List<String> COMMANDS = List.of("plan", "apply", "show", "inspect");

    private FleetJob() {}

    /** Runs a command and exits with its exit code, as the program does. */
    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        JobOptions options;
        try {
            options = JobOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            return fail(USAGE, String.valueOf(wrong.getMessage()));
        }
        String[] commandLine = options.commandLine();
        if (commandLine.length == 0 || !COMMANDS.contains(commandLine[0])) {
            return fail(USAGE, "the job has the commands " + String.join(", ", COMMANDS));
        }
        return switch (commandLine[0]) {
            case "inspect" -> inspect(options, commandLine);
            case "show" -> show(commandLine);
            default -> Cli.run(new SparkEngine(options), commandLine);
        };
    }

    private static int inspect(JobOptions options, String... commandLine) {
        try {
            String[] arguments = Arrays.copyOfRange(commandLine, 1, commandLine.length);
            return new InspectJobRun(options, InspectOptions.parse(arguments)).run();
        } catch (IllegalArgumentException wrong) {
            return fail(USAGE, String.valueOf(wrong.getMessage()));
        } catch (IOException | UnreadableException unreadable) {
            return fail(UNREADABLE, String.valueOf(unreadable.getMessage()));
        }
    }

    private static int show(String... commandLine) {
        try (SavedResults saved = new SavedResults()) {
            return Cli.run(saved.replaced(commandLine));
        } catch (IOException unreadable) {
            return fail(UNREADABLE, String.valueOf(unreadable.getMessage()));
        }
    }

    private static int fail(int code, String message) {
        System.err.println("cowhand: " + message);
        return code;
    }
}
