package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import io.cowhand.image.ImageSearch;
import io.cowhand.inventory.StandardInput;
import io.cowhand.json.JsonLines;
import io.cowhand.os.IoErrors;
import io.cowhand.report.Count;
import io.cowhand.run.CaptureRun;
import io.cowhand.run.InspectRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand capture}: writes the headers of images to one file. */
final class CaptureCommand implements Command {

    private final Terminal terminal;

    private CommandSpec spec = CommandSpec.create();

    private final TimeoutOptions timeout = new TimeoutOptions();

    private final Argument<Optional<Path>> output = Argument.option("-o", "--output")
            .takes("FILE", Path.class)
            .description("The capture; an older one is replaced.")
            .optional();

    private final Argument<Boolean> recursive =
            Argument.flag("-r", "--recursive", "Capture all files below each directory.");

    private final Argument<List<String>> lists = Argument.option("--images-from")
            .takes("FILE", String.class)
            .description("An inventory of images: lines, or CSV or JSON Lines by the suffix; '-' reads lines from"
                    + " standard input; repeatable.")
            .repeatable();

    private final RestoreArguments restore = new RestoreArguments();

    private final Argument<List<String>> names = Argument.parameter("0..*")
            .takes("IMAGE", String.class)
            .description("The images, and files that their backing names lead to: paths, globs or file: URIs;"
                    + " '-' reads a list of paths from standard input, one per line or separated by NUL.")
            .repeatable();

    CaptureCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        spec = command;
        command.usageMessage()
                .description(
                        "Write the headers of images, and all else that Cowhand reads of them, to one file.",
                        "'plan', 'inspect' and 'graph' read the images from it with --against; --restore writes a header back.")
                .footerHeading(Cli.EXAMPLES)
                .footer(
                        "  cowhand capture -r -o monday.capture /srv/vms",
                        "  cowhand plan relocate.yaml --against monday.capture",
                        "  cowhand capture --restore vms/web-7.qcow2 --from monday.capture --dry-run");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(timeout, output, recursive, lists, restore, names);
    }

    @Override
    public Integer call() {
        boolean captures = output.value().isPresent()
                || !names.value().isEmpty()
                || !lists.value().isEmpty()
                || recursive.value();
        Optional<String> contradiction = restore.contradiction(captures);
        if (contradiction.isPresent()) {
            return usage(contradiction.get());
        }
        if (restore.isGiven()) {
            return restore.restore(terminal, Cli.arguments(spec)).code();
        }
        return output.value()
                .map(this::capture)
                .orElseGet(() -> usage("-o FILE is missing: the file to write the capture to"));
    }

    private int capture(Path file) {
        List<String> all = new ArrayList<>(lists.value());
        names.value().stream().filter(PathList.STANDARD_INPUT::equals).forEach(all::add);
        List<String> images = names.value().stream()
                .filter(name -> !name.equals(PathList.STANDARD_INPUT))
                .toList();
        if (all.isEmpty() && images.isEmpty()) {
            return usage("no image given");
        }
        if (Collections.frequency(all, PathList.STANDARD_INPUT) > 1) {
            return usage("standard input can be named only once");
        }
        CaptureRun run = new CaptureRun(recursive.value(), timeout.limit());
        InspectRun.Search search = run.search(images, all, StandardInput.of(System.in));
        if (search instanceof InspectRun.NotFound none) {
            terminal.message(none.complaint());
            return InspectCommand.code(none).code();
        }
        InspectRun.Found found = (InspectRun.Found) search;
        found.complaints().forEach(terminal::message);
        if (!found.complaints().isEmpty() || found.images().isEmpty()) {
            terminal.message("nothing was captured");
            return ExitCode.INVALID_RECIPE.code();
        }
        // A capture without images would take the place of one that is needed.
        if (found.images().stream()
                .noneMatch(each -> Files.isRegularFile(each.image().path()))) {
            terminal.message("nothing was captured: none of the names is that of a file; -r captures directories");
            return ExitCode.INVALID_RECIPE.code();
        }
        return capture(run, found.images(), file).code();
    }

    private boolean isQuiet() {
        return restore.report().output().quiet();
    }

    private int usage(String what) {
        terminal.message(what);
        terminal.message("see 'cowhand capture --help'");
        return ExitCode.USAGE.code();
    }

    private ExitCode capture(CaptureRun run, List<ImageSearch.Found> images, Path file) {
        Cancellation cancellation = new Cancellation();
        Interruption interruption = new Interruption(cancellation, terminal, false);
        ExitCode code = ExitCode.BUG;
        try {
            Progress progress = ReportOptions.progress(terminal, "capturing", images.size(), !isQuiet());
            List<String> given = Stream.concat(
                            names.value().stream(), lists.value().stream().map(list -> "--images-from " + list))
                    .toList();
            CaptureRun.Result result = run.run(images, file, given, terminal::message, progress::step, cancellation);
            terminal.clearStatus();
            code = result.unreadable() > 0 ? ExitCode.IMAGES_FAILED : ExitCode.DONE;
            if (result.isComplete() && restore.report().output().json()) {
                terminal.result(JsonLines.line(json -> {
                    json.writeStringProperty("capture", file.toString());
                    json.writeNumberProperty("files", result.files());
                    json.writeNumberProperty("unreadable", result.unreadable());
                }));
            } else if (result.isComplete() && !isQuiet()) {
                terminal.text("Captured " + Count.of(result.files(), "file") + " in " + file
                        + (result.unreadable() > 0 ? "; " + result.unreadable() + " could not be read" : "") + ".");
            }
            return code;
        } catch (IOException unwritable) {
            terminal.message(file + " cannot be written: " + IoErrors.describe(unwritable));
            code = ExitCode.IMAGES_FAILED;
            return code;
        } finally {
            interruption.close(code);
        }
    }
}
