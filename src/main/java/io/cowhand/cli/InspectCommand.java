package io.cowhand.cli;

import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.Reading;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.report.InspectText;
import io.cowhand.report.JsonLines;
import io.cowhand.report.ResultJson;
import io.cowhand.rule.HeaderRules;
import io.cowhand.run.FleetRun;
import io.cowhand.target.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows headers. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Show what is in the headers of images, and what is wrong with them.")
final class InspectCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "The images; '-' reads a list of them from standard input.")
    private List<String> images = new ArrayList<>();

    private long shown;
    private long bad;

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        List<ImageReference> references = new ArrayList<>();
        for (String image : PathList.expand(images)) {
            try {
                references.add(ImageReference.of(image));
            } catch (IllegalArgumentException malformed) {
                terminal.message(image + ": " + malformed.getMessage());
                return ExitCode.USAGE.code();
            }
        }
        if (references.isEmpty()) {
            terminal.message("the list on standard input names no image");
            return ExitCode.USAGE.code();
        }
        new FleetRun(Runtime.getRuntime().availableProcessors())
                .run(references, image -> new Inspected(image, HeaderReader.read(image)), this::show);
        if (output.json()) {
            terminal.result(JsonLines.line(json -> {
                json.writeObjectPropertyStart("summary");
                json.writeNumberProperty("images", shown);
                json.writeNumberProperty("bad", bad);
                json.writeEndObject();
            }));
        }
        return (bad > 0 ? ExitCode.IMAGES_FAILED : ExitCode.DONE).code();
    }

    private record Inspected(ImageReference image, Reading reading) {}

    private void show(Inspected inspected) {
        ImageReference image = inspected.image();
        shown++;
        if (inspected.reading() instanceof Reading.Readable readable) {
            show(image, readable.facts());
        } else if (inspected.reading() instanceof Reading.NotQcow2 not) {
            showUnreadable(image, not.problem());
        } else if (inspected.reading() instanceof Reading.Unreadable unreadable) {
            showUnreadable(image, unreadable.problem());
        }
    }

    private void show(ImageReference image, ImageFacts facts) {
        List<Problem> problems = HeaderRules.check(facts).stream()
                .map(HeaderRules.Violation::problem)
                .toList();
        boolean opens = problems.stream().noneMatch(problem -> problem.isError() && problem.origin() == Origin.QEMU);
        if (!opens) {
            bad++;
        }
        if (output.json()) {
            terminal.result(ResultJson.inspection(image, facts, opens, problems));
        } else if (!output.quiet() || !opens) {
            InspectText.lines(image, facts, problems, output.style()).forEach(terminal::result);
        }
    }

    private void showUnreadable(ImageReference image, Problem problem) {
        bad++;
        terminal.result(
                output.json()
                        ? ResultJson.inspection(image, problem)
                        : InspectText.unreadable(image, problem, output.style()));
    }
}
