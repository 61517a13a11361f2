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
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand inspect}: shows headers. */
final class InspectCommand implements Command {

    private static final Path HERE = Path.of("");

    private final Terminal terminal;

    private final InspectArguments form = new InspectArguments();

    private final TimeoutOptions timeout = new TimeoutOptions();

    private final AgainstOption against = new AgainstOption();

    private final Argument<Boolean> recursive = Argument.flag(
            "-r",
            "--recursive",
            "Inspect all images below each directory. Files that are not images are skipped,"
                    + " unless their names end in .qcow2.");

    private final Argument<List<String>> names = Argument.parameter("1..*")
            .takes("IMAGE", String.class)
            .description("The images: paths, globs or file: URIs; '-' reads a list of paths from standard input,"
                    + " one per line or separated by NUL.")
            .repeatable();

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description(
                        "Show the headers of images, whether QEMU would open the images, and every problem.",
                        "'cowhand rules' explains the problems.")
                .footerHeading(Cli.EXAMPLES)
                .footer(
                        "  cowhand inspect vms/web-7.qcow2",
                        "  cowhand inspect -r --summary --fail-on warning /srv/vms",
                        "  cowhand inspect -r --where 'version < 3' --select 'path, backing_file' /srv/vms");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(form, timeout, against, recursive, names);
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
        InterruptedRuns.report(terminal, new StateOptions());
        List<String> complaints = new ArrayList<>();
        List<InspectRun.Name> named = new ArrayList<>();
        for (String argument : names.value()) {
            if (argument.equals(PathList.STANDARD_INPUT)) {
                readList(named, complaints);
            } else {
                named.add(new InspectRun.Name(argument, false));
            }
        }
        InspectRun run = new InspectRun(files, recursive.value(), timeout.limit(), query);
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
