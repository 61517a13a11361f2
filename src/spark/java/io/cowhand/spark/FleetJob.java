package io.cowhand.spark;

import io.cowhand.cli.Cli;
import io.cowhand.cli.ExitCode;
import java.io.IOException;
import java.util.Arrays;

/** The entry point of the job: the commands of the program, for images on storage that a cluster shares. */
public final class FleetJob {

    private FleetJob() {}

    /** Runs a command and exits with its exit code, as the program does. */
    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        try {
            JobOptions options = JobOptions.parse(arguments);
            return run(options, options.commandLine());
        } catch (IllegalArgumentException wrong) {
            return fail(ExitCode.USAGE, wrong);
        } catch (IOException | UnreadableException unreadable) {
            return fail(ExitCode.UNREADABLE_RECIPE, unreadable);
        }
    }

    private static int run(JobOptions options, String... commandLine) throws IOException {
        return switch (commandLine.length == 0 ? "" : commandLine[0]) {
            case "plan", "apply" -> Cli.run(new SparkEngine(options), commandLine);
            case "show" -> show(commandLine);
            case "inspect" -> {
                String[] arguments = Arrays.copyOfRange(commandLine, 1, commandLine.length);
                yield new InspectJobRun(options, InspectOptions.parse(arguments))
                        .run()
                        .code();
            }
            default -> throw new IllegalArgumentException("the job has the commands plan, apply, show, inspect");
        };
    }

    private static int show(String... commandLine) throws IOException {
        try (LocalCopies saved = new LocalCopies()) {
            return Cli.run(saved.replaced(commandLine));
        }
    }

    private static int fail(ExitCode code, Exception why) {
        System.err.println("cowhand: " + why.getMessage());
        return code.code();
    }
}
