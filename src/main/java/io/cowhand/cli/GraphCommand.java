package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import io.cowhand.graph.ImageGraph;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.FileTree;
import io.cowhand.os.PathBytes;
import io.cowhand.problem.CommonCode;
import io.cowhand.report.QueryMistakeText;
import io.cowhand.rule.BackingRule;
import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import io.cowhand.run.FailOn;
import io.cowhand.run.FailOnParser;
import io.cowhand.run.GraphRun;
import io.cowhand.run.InspectQueryParsing.Mistake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand graph}: shows which image backs which. */
final class GraphCommand implements Command {

    private static final String GLOB_CHARACTERS = "*?[{\\";

    private static final Path HERE = Path.of("");

    private final Terminal terminal;

    private final GraphArguments form = new GraphArguments();

    private final TimeoutOptions timeout = new TimeoutOptions();

    private final AgainstOption against = new AgainstOption();

    private final Argument<Boolean> recursive = Argument.flag(
            "-r", "--recursive", "Take all images below each directory, and all other files there that back them.");

    private final Argument<List<String>> bases = Argument.option("--bases")
            .takes("GLOB", String.class)
            .description("Files that back images, of any format: a path or glob; repeatable. A base that backs none of"
                    + " the images is reported.")
            .repeatable();

    private final Argument<List<String>> lists = Argument.option("--images-from")
            .takes("FILE", String.class)
            .description("An inventory of images: lines, or CSV or JSON Lines by the suffix; '-' reads lines from"
                    + " standard input; repeatable.")
            .repeatable();

    private final Argument<Integer> maxDepth = Argument.option("--max-depth")
            .takes("N", Integer.class)
            .description("Report images that more files than this back. Default: 200.")
            .orElse(ImageGraph.MAX_DEPTH);

    private final Argument<List<String>> failOn = Argument.option("--fail-on")
            .takes("CODE|SEVERITY", String.class)
            .description(
                    "Exit with 1 if an image has a problem of this code, or of this severity or a worse one: error,"
                            + " warning or notice; repeatable. Errors always do this.")
            .repeatable();

    private final Argument<List<String>> names = Argument.parameter("0..*")
            .takes("IMAGE", String.class)
            .description("The images: paths, globs or file: URIs; '-' reads a list of paths from standard input,"
                    + " one per line or separated by NUL.")
            .repeatable();

    GraphCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description(
                        "Show which image backs which, and what is wrong between them.",
                        "Only the files named are opened: of a backing file that is none of them, the graph says just that.")
                .footerHeading(Cli.EXAMPLES)
                .footer(
                        "  cowhand graph -r /srv/vms --bases '/srv/base/*'",
                        "  cowhand graph -r /srv/vms --quiet --fail-on warning",
                        "  cowhand graph -r /srv/vms --svg > fleet.svg");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(form, timeout, against, recursive, bases, lists, maxDepth, failOn, names);
    }

    /** Returns the codes of the problems that a graph shows. */
    private static List<String> codes() {
        return Stream.of(
                        BackingRule.codes().stream(),
                        HeaderRules.PREVENTING_OPENING.stream().map(HeaderRule::code),
                        Stream.of(CommonCode.UNREADABLE))
                .flatMap(codes -> codes)
                .toList();
    }

    @Override
    public Integer call() throws IOException {
        List<String> all = new ArrayList<>(lists.value());
        names.value().stream().filter(PathList.STANDARD_INPUT::equals).forEach(all::add);
        List<Mistake> mistakes = new ArrayList<>();
        FailOn fails = FailOnParser.parse(failOn.value(), codes(), mistakes::add);
        Optional<String> wrong = contradiction(all);
        if (wrong.isPresent() || !mistakes.isEmpty()) {
            wrong.ifPresent(terminal::message);
            mistakes.forEach(mistake -> QueryMistakeText.lines(mistake).forEach(terminal::message));
            return ExitCode.USAGE.code();
        }
        try (AgainstOption.Source source = against.open(terminal, List.of(HERE))) {
            if (source.code() != ExitCode.DONE) {
                return source.code().code();
            }
            ExitCode code = graph(source.files(), all, fails);
            source.explain(terminal, code);
            return code.code();
        }
    }

    private Optional<String> contradiction(List<String> all) {
        if (names.value().isEmpty() && lists.value().isEmpty()) {
            return Optional.of("no image given; see 'cowhand graph --help'");
        }
        if (Collections.frequency(all, PathList.STANDARD_INPUT) > 1) {
            return Optional.of("standard input can be named only once");
        }
        if (maxDepth.value() < 0) {
            return Optional.of("--max-depth must not be negative");
        }
        return form.contradiction();
    }

    /** Returns whether a name stands for itself: it is neither a glob nor a URI. */
    private static boolean isPath(String name) {
        return !PathBytes.isUri(name) && name.chars().noneMatch(each -> GLOB_CHARACTERS.indexOf(each) >= 0);
    }

    private ExitCode graph(FileTree files, List<String> all, FailOn fails) {
        GraphRun run = new GraphRun(files, recursive.value(), timeout.limit());
        List<String> images = names.value().stream()
                .filter(name -> !name.equals(PathList.STANDARD_INPUT))
                .toList();
        Optional<String> picture = images.stream()
                .filter(name -> GraphFormat.isPicture(name) && isPath(name) && !files.exists(Path.of(name)))
                .findFirst();
        if (picture.isPresent()) {
            String name = picture.get();
            terminal.message(name + ": no such file; to write the graph to it, give --report " + name
                    + " (--svg and --dot take no file: they print the graph)");
            return ExitCode.USAGE;
        }
        GraphRun.Search search = run.search(images, all, StandardInput.of(System.in), bases.value());
        if (search instanceof GraphRun.NotFound none) {
            terminal.message(none.cause().complaint());
            return InspectCommand.code(none.cause());
        }
        GraphRun.Found found = (GraphRun.Found) search;
        found.complaints().forEach(terminal::message);
        Cancellation cancellation = new Cancellation();
        Interruption interruption = new Interruption(cancellation, terminal, false);
        ExitCode code = ExitCode.BUG;
        try {
            code = form.print(
                    terminal,
                    () -> run.run(found, maxDepth.value(), cancellation),
                    graph -> code(graph, fails, found.complaints().isEmpty()));
            return code;
        } finally {
            interruption.close(code);
        }
    }

    private static ExitCode code(ImageGraph graph, FailOn fails, boolean isComplete) {
        boolean isFailing = IntStream.range(0, graph.size())
                .mapToObj(graph::problems)
                .flatMap(List::stream)
                .anyMatch(problem -> problem.isError() || fails.matches(problem));
        if (isFailing) {
            return ExitCode.IMAGES_FAILED;
        }
        return isComplete && graph.size() > 0 ? ExitCode.DONE : ExitCode.INVALID_RECIPE;
    }
}
