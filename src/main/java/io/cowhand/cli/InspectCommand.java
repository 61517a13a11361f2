package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import io.cowhand.image.ImageSearch;
import io.cowhand.os.FileTree;
import io.cowhand.report.InspectReport;
import io.cowhand.report.QueryMistakeText;
import io.cowhand.run.InspectQuery;
import io.cowhand.run.InspectQueryParsing;
import io.cowhand.run.InspectRun;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        },
        footerHeading = Cli.EXAMPLES,
        footer = {
            "  cowhand inspect vms/web-7.qcow2",
            "  cowhand inspect -r --summary --fail-on warning /srv/vms",
            "  cowhand inspect -r --where 'version < 3' --select 'path, backing_file' /srv/vms"
        })
final class InspectCommand implements Callable<Integer> {

    private static final Path HERE = Path.of("");

    private final Terminal terminal;

    @Mixin
    private InspectArguments form = new InspectArguments();

    @Mixin
    private TimeoutOptions timeout = new TimeoutOptions();

    @Mixin
    private AgainstOption against = new AgainstOption();

    @Option(
            names = {"-r", "--recursive"},
            description = "Inspect all images below each directory. Files that are not images are skipped,"
                    + " unless their names end in .qcow2.")
    private boolean recursive;

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "The images: paths, globs or file: URIs; '-' reads a list of paths from standard input,"
                    + " one per line or separated by NUL.")
    private List<String> names = new ArrayList<>();

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Optional<String> contradiction = form.contradiction();
        if (contradiction.isPresent()) {
            terminal.message(contradiction.get());
            return ExitCode.USAGE.code();
        }
        InspectQueryParsing parsing = form.query();
        if (parsing instanceof InspectQueryParsing.Wrong wrong) {
            wrong.mistakes().forEach(mistake -> QueryMistakeText.lines(mistake).forEach(terminal::message));
            return ExitCode.USAGE.code();
        }
        try (AgainstOption.Source source = against.open(terminal, List.of(HERE))) {
            if (source.code() != ExitCode.DONE) {
                return source.code().code();
            }
            ExitCode code = inspect(source.files(), (InspectQuery) parsing);
            source.explain(terminal, code);
            return code.code();
        }
    }

    private ExitCode inspect(FileTree files, InspectQuery query) throws IOException {
        InterruptedRuns.report(terminal, StateOptions.ofEnvironment());
        List<String> complaints = new ArrayList<>();
        List<InspectRun.Name> named = new ArrayList<>();
        for (String argument : names) {
            if (argument.equals(PathList.STANDARD_INPUT)) {
                readList(named, complaints);
            } else {
                named.add(new InspectRun.Name(argument, false));
            }
        }
        InspectRun run = new InspectRun(files, recursive, timeout.limit(), query);
        InspectRun.Search search = run.search(named);
        if (search instanceof InspectRun.NotFound none) {
            terminal.message(none.complaint());
            return code(none);
        }
        InspectRun.Found found = (InspectRun.Found) search;
        complaints.addAll(found.complaints());
        complaints.forEach(terminal::message);
        return form.run(
                terminal,
                query,
                found.images().size(),
                report -> run(run, found.images(), report, complaints.isEmpty()));
    }

    static ExitCode code(InspectRun.NotFound none) {
        return switch (none.cause()) {
            case MALFORMED -> ExitCode.USAGE;
            case NO_ANSWER -> ExitCode.INVALID_RECIPE;
        };
    }

    private static void readList(List<InspectRun.Name> named, List<String> complaints) throws IOException {
        List<String> names = PathList.read();
        if (names.isEmpty()) {
            complaints.add("the list on standard input names no image");
        }
        names.forEach(name -> named.add(new InspectRun.Name(name, true)));
    }

    private <T> ExitCode run(
            InspectRun run, List<ImageSearch.Found> images, InspectReport<T> report, boolean isComplete) {
        Cancellation cancellation = new Cancellation();
        Interruption interruption = new Interruption(cancellation, terminal, false);
        ExitCode code = ExitCode.BUG;
        try {
            InspectSummary summary = run.run(images, report::render, report::print, cancellation);
            report.end(summary);
            if (summary.images() + summary.notSelected() == 0 && summary.passedOver() > 0) {
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
        if (summary.failing() > 0) {
            return ExitCode.IMAGES_FAILED;
        }
        return isComplete && summary.images() + summary.notSelected() > 0 ? ExitCode.DONE : ExitCode.INVALID_RECIPE;
    }
}
