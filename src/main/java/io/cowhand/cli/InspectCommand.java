package io.cowhand.cli;

import io.cowhand.inspect.LockTable;
import io.cowhand.report.InspectText;
import io.cowhand.report.ResultJson;
import io.cowhand.run.FleetRun;
import io.cowhand.run.InspectJob;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import io.cowhand.run.Inspection.Verdict;
import io.cowhand.target.ImageSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows headers. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Show what is in the headers of images, whether QEMU would open them, and what is wrong with them.",
            "'cowhand rules' explains the problems."
        })
final class InspectCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final LockTable locks = new LockTable();
    private final InspectSummary summary = new InspectSummary();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = {"-r", "--recursive"},
            description = "A directory stands for all images below it; files that are no images are passed over.")
    private boolean recursive;

    @Option(
            names = "--problems-only",
            description = "Leave out images without problems; as text, print of the others only the problems.")
    private boolean problemsOnly;

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "The images: paths, file: URIs, globs; '-' reads a list of paths from standard input.")
    private List<String> arguments = new ArrayList<>();

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ImageSearch search = new ImageSearch(recursive);
        for (String argument : arguments) {
            try {
                if (argument.equals(PathList.STANDARD_INPUT)) {
                    PathList.read().forEach(search::addPath);
                } else {
                    search.add(argument);
                }
            } catch (IllegalArgumentException malformed) {
                terminal.message(argument + ": " + malformed.getMessage());
                return ExitCode.USAGE.code();
            }
        }
        List<ImageSearch.Found> images = search.images();
        search.problems().forEach(problem -> terminal.message(problem.message()));
        if (images.isEmpty() && search.problems().isEmpty()) {
            terminal.message("the list on standard input names no image");
            return ExitCode.USAGE.code();
        }
        return run(images, search.problems().isEmpty() ? ExitCode.DONE : ExitCode.INVALID_RECIPE)
                .code();
    }

    private ExitCode run(List<ImageSearch.Found> images, ExitCode found) {
        FleetRun run = new FleetRun(Runtime.getRuntime().availableProcessors());
        Interruption interruption = new Interruption(run::stop, terminal);
        ExitCode code = ExitCode.BUG;
        try {
            run.run(images, new Job(new InspectJob(locks))::run, this::show);
            if (output.json()) {
                terminal.result(ResultJson.summary(summary));
            } else if (images.size() > 1 && !output.quiet()) {
                terminal.result(text().summary(summary));
            }
            code = code(found);
            return code;
        } finally {
            interruption.close(code);
        }
    }

    private ExitCode code(ExitCode found) {
        if (summary.count(Verdict.BUG) > 0) {
            return ExitCode.BUG;
        }
        return summary.opening() < summary.images() ? ExitCode.IMAGES_FAILED : found;
    }

    /** What is kept of an image until its turn comes. */
    private record Shown(Verdict verdict, boolean hasProblems, boolean isPassedOver, List<String> lines) {}

    /** Inspects an image and puts it into words, so that no more than these wait for the images before it. */
    private final class Job {
        private final InspectJob job;

        Job(InspectJob job) {
            this.job = job;
        }

        Shown run(ImageSearch.Found found) {
            Inspection inspection = job.run(found.image());
            try {
                return shown(inspection, found.named());
            } catch (RuntimeException | OutOfMemoryError bug) {
                return shown(InspectJob.bug(found.image(), bug), found.named());
            }
        }

        private Shown shown(Inspection inspection, boolean isNamed) {
            boolean isPassedOver = inspection.verdict() == Verdict.NOT_QCOW2 && !isNamed;
            boolean hasProblems = !inspection.problems().isEmpty();
            boolean isLeftOut = isPassedOver
                    || problemsOnly && !hasProblems
                    || output.quiet() && !output.json() && inspection.verdict().opens();
            return new Shown(
                    inspection.verdict(), hasProblems, isPassedOver, isLeftOut ? List.of() : lines(inspection));
        }

        private List<String> lines(Inspection inspection) {
            if (output.json()) {
                return List.of(ResultJson.inspection(inspection));
            }
            return problemsOnly ? text().problems(inspection) : text().lines(inspection);
        }
    }

    private InspectText text() {
        return new InspectText(output.style(), locks::processName);
    }

    private void show(Shown shown) {
        if (shown.isPassedOver()) {
            summary.passOver();
        } else {
            summary.add(shown.verdict(), shown.hasProblems());
        }
        shown.lines().forEach(terminal::result);
    }
}
