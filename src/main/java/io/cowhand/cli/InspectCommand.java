package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import io.cowhand.image.ImageSearch;
import io.cowhand.report.InspectJson;
import io.cowhand.report.InspectText;
import io.cowhand.run.InspectRun;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import io.cowhand.run.Inspection.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cowhand inspect}: shows headers. */
@Command(
        mixinStandardHelpOptions = true,
        description = {
            "Show the headers of images, whether QEMU would open the images, and every problem.",
            "'cowhand rules' explains the problems."
        })
final class InspectCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private TimeoutOptions timeout = new TimeoutOptions();

    @Option(
            names = {"-r", "--recursive"},
            description = "Inspect all images below each directory. Files that are not images are skipped,"
                    + " unless their names end in .qcow2.")
    private boolean recursive;

    @Option(
            names = "--problems-only",
            description = "Omit images without problems; in text, print only the problems of the others.")
    private boolean problemsOnly;

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "The images: paths, globs or file: URIs; '-' reads a list of paths from standard input,"
                    + " one per line or separated by NUL.")
    private List<String> arguments = new ArrayList<>();

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        InterruptedRuns.report(terminal, StateOptions.ofEnvironment());
        List<String> complaints = new ArrayList<>();
        List<InspectRun.Name> named = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals(PathList.STANDARD_INPUT)) {
                readList(named, complaints);
            } else {
                named.add(new InspectRun.Name(argument, false));
            }
        }
        InspectRun run = new InspectRun(recursive, timeout.limit());
        InspectRun.Search search = run.search(named);
        if (search instanceof InspectRun.NotFound none) {
            terminal.message(none.complaint());
            return switch (none.cause()) {
                case MALFORMED -> ExitCode.USAGE.code();
                case NO_ANSWER -> ExitCode.INVALID_RECIPE.code();
            };
        }
        InspectRun.Found found = (InspectRun.Found) search;
        complaints.addAll(found.complaints());
        complaints.forEach(terminal::message);
        return run(run, found.images(), complaints.isEmpty()).code();
    }

    private static void readList(List<InspectRun.Name> named, List<String> complaints) throws IOException {
        List<String> names = PathList.read();
        if (names.isEmpty()) {
            complaints.add("the list on standard input names no image");
        }
        names.forEach(name -> named.add(new InspectRun.Name(name, true)));
    }

    private ExitCode run(InspectRun run, List<ImageSearch.Found> images, boolean isComplete) {
        Cancellation cancellation = new Cancellation();
        Interruption interruption = new Interruption(cancellation, terminal, false);
        ExitCode code = ExitCode.BUG;
        try {
            InspectSummary summary = run.run(
                    images,
                    this::render,
                    lines -> lines.forEach(output.json() ? terminal::result : terminal::text),
                    cancellation);
            if (output.json()) {
                terminal.result(InspectJson.summary(summary));
            } else if (images.size() > 1 && !output.quiet()) {
                terminal.text(text().summary(summary));
            }
            if (summary.images() == 0 && summary.passedOver() > 0) {
                terminal.message(
                        summary.passedOver() == 1
                                ? "the only file is not an image"
                                : "none of the " + summary.passedOver() + " files is an image");
            }
            code = code(summary, isComplete);
            return code;
        } finally {
            interruption.close(code);
        }
    }

    private static ExitCode code(InspectSummary summary, boolean isComplete) {
        if (summary.count(Verdict.BUG) > 0) {
            return ExitCode.BUG;
        }
        if (summary.opening() < summary.images()) {
            return ExitCode.IMAGES_FAILED;
        }
        return isComplete && summary.images() > 0 ? ExitCode.DONE : ExitCode.INVALID_RECIPE;
    }

    /** Returns the output lines for an image; called from several threads. */
    private List<String> render(Inspection inspection) {
        boolean isLeftOut = problemsOnly && inspection.problems().isEmpty()
                || output.quiet() && !output.json() && inspection.verdict().opens();
        if (isLeftOut) {
            return List.of();
        }
        if (output.json()) {
            return List.of(InspectJson.inspection(inspection));
        }
        return problemsOnly || output.quiet() ? text().problems(inspection) : text().lines(inspection);
    }

    private InspectText text() {
        return new InspectText(output.style());
    }
}
