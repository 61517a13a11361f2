package io.cowhand.cli;

import io.cowhand.image.ImageSearch;
import io.cowhand.image.SearchWatchdog;
import io.cowhand.os.LockTable;
import io.cowhand.problem.Problem;
import io.cowhand.report.InspectJson;
import io.cowhand.report.InspectText;
import io.cowhand.run.FleetJob;
import io.cowhand.run.FleetRun;
import io.cowhand.run.InspectJob;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import io.cowhand.run.Inspection.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows headers. */
@Command(
        mixinStandardHelpOptions = true,
        description = {
            "Show what is in the headers of images, whether QEMU would open them, and what is wrong with them.",
            "'cowhand rules' explains the problems."
        })
final class InspectCommand implements Callable<Integer> {

    /** Images that may wait in words for a slower one before them, for each thread; a line of JSON may be of megabytes. */
    private static final int AHEAD = 2;

    private final Terminal terminal;
    private final InspectJob job = new InspectJob(new LockTable());
    private final InspectSummary summary = new InspectSummary();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private TimeoutOptions timeout = new TimeoutOptions();

    @Option(
            names = {"-r", "--recursive"},
            description =
                    "A directory stands for all images below it; files that are no images are passed over, unless they"
                            + " are called .qcow2.")
    private boolean recursive;

    @Option(
            names = "--problems-only",
            description = "Leave out images without problems; as text, print of the others only the problems.")
    private boolean problemsOnly;

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            description =
                    "The images: paths, file: URIs, globs; '-' reads a list of paths from standard input, separated by"
                            + " line ends or NUL.")
    private List<String> arguments = new ArrayList<>();

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<String> complaints = new ArrayList<>();
        List<Named> named = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals(PathList.STANDARD_INPUT)) {
                readList(named, complaints);
            } else {
                named.add(new Named(argument, false));
            }
        }
        SearchWatchdog heartbeat = new SearchWatchdog();
        Optional<Search> search = heartbeat.watch(timeout.limit(), () -> search(named, complaints, heartbeat));
        if (search.isEmpty()) {
            terminal.message(heartbeat.describeStall(timeout.limit()));
            return ExitCode.INVALID_RECIPE.code();
        }
        Search found = search.get();
        if (found.malformed().isPresent()) {
            terminal.message(found.malformed().get());
            return ExitCode.USAGE.code();
        }
        found.complaints().forEach(terminal::message);
        return run(found.images(), found.complaints().isEmpty()).code();
    }

    /** A name that was given, as an argument or in a list. */
    private record Named(String text, boolean isListed) {}

    /**
     * What comes of the names.
     *
     * @param malformed an argument that is none
     * @param complaints what is wrong with other names
     */
    private record Search(List<ImageSearch.Found> images, Optional<String> malformed, List<String> complaints) {}

    private static void readList(List<Named> named, List<String> complaints) throws IOException {
        List<String> names = PathList.read();
        if (names.isEmpty()) {
            complaints.add("the list on standard input names no image");
        }
        names.forEach(name -> named.add(new Named(name, true)));
    }

    /** Looks for what is named. A name in a list that cannot be used does not hide the others. */
    private Search search(List<Named> named, List<String> before, SearchWatchdog heartbeat) {
        ImageSearch search = new ImageSearch(recursive, heartbeat);
        List<String> complaints = new ArrayList<>(before);
        for (Named name : named) {
            try {
                if (name.isListed()) {
                    search.addPath(name.text());
                } else {
                    search.add(name.text());
                }
            } catch (IllegalArgumentException malformed) {
                String complaint = "\"" + name.text() + "\": " + malformed.getMessage();
                if (!name.isListed()) {
                    return new Search(List.of(), Optional.of(complaint), List.of());
                }
                complaints.add(complaint);
            }
        }
        search.problems().forEach(problem -> complaints.add(problem.message()));
        return new Search(search.images(), Optional.empty(), complaints);
    }

    private ExitCode run(List<ImageSearch.Found> images, boolean isComplete) {
        int threads = Runtime.getRuntime().availableProcessors();
        FleetRun run = new FleetRun(threads, 1, threads * AHEAD, timeout.limit());
        Interruption interruption = new Interruption(run::stop, terminal, false);
        ExitCode code = ExitCode.BUG;
        try {
            run.run(images.iterator(), new Words(), this::show);
            if (output.json()) {
                terminal.result(InspectJson.summary(summary));
            } else if (images.size() > 1 && !output.quiet()) {
                terminal.text(text().summary(summary));
            }
            if (summary.images() == 0 && summary.passedOver() > 0) {
                terminal.message("none of " + summary.passedOver() + " files is an image");
            }
            code = code(isComplete);
            return code;
        } finally {
            interruption.close(code);
        }
    }

    private ExitCode code(boolean isComplete) {
        if (summary.count(Verdict.BUG) > 0) {
            return ExitCode.BUG;
        }
        if (summary.opening() < summary.images()) {
            return ExitCode.IMAGES_FAILED;
        }
        return isComplete && summary.images() > 0 ? ExitCode.DONE : ExitCode.INVALID_RECIPE;
    }

    /** What is kept of an image until its turn comes. */
    private record Shown(Inspection.Brief brief, boolean isPassedOver, List<String> lines) {}

    /** Inspects an image and puts it into words, so that no more than these wait for the images before it. */
    private final class Words implements FleetJob<ImageSearch.Found, Shown, Shown> {

        @Override
        public Shown prepare(ImageSearch.Found found) {
            Inspection inspection = job.run(found);
            try {
                return shown(inspection, found);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
                return shown(InspectJob.bug(found.image(), bug), found);
            }
        }

        @Override
        public Shown unanswered(ImageSearch.Found found, Problem why) {
            return shown(InspectJob.unanswered(found.image(), why), found);
        }

        @Override
        public List<Shown> complete(List<Shown> prepared) {
            return prepared;
        }
    }

    private Shown shown(Inspection inspection, ImageSearch.Found found) {
        boolean isNone =
                inspection.verdict() == Verdict.NOT_QCOW2 || found.trouble().isPresent();
        boolean isPassedOver = isNone && !found.wanted();
        boolean hasProblems = !inspection.problems().isEmpty();
        boolean isLeftOut = isPassedOver
                || problemsOnly && !hasProblems
                || output.quiet() && !output.json() && inspection.verdict().opens();
        return new Shown(inspection.brief(), isPassedOver, isLeftOut ? List.of() : lines(inspection));
    }

    private List<String> lines(Inspection inspection) {
        if (output.json()) {
            return List.of(InspectJson.inspection(inspection));
        }
        return problemsOnly || output.quiet() ? text().problems(inspection) : text().lines(inspection);
    }

    private InspectText text() {
        return new InspectText(output.style());
    }

    private void show(Shown shown) {
        if (shown.isPassedOver()) {
            summary.passOver();
        } else {
            summary.add(shown.brief());
        }
        shown.lines().forEach(output.json() ? terminal::result : terminal::text);
    }
}
