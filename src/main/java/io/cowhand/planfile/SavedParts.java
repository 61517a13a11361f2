package io.cowhand.planfile;

import io.cowhand.fleet.FleetPart;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Shard;
import io.cowhand.result.Heading;
import io.cowhand.result.SummaryJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks that saved files are parts of one whole. */
final class SavedParts {

    /** Missing shards that are named. */
    private static final int NAMED = 10;

    private final List<Path> files;
    private final List<SummaryJson.Written> summaries;
    private final List<String> problems = new ArrayList<>();

    private SavedParts(List<Path> files, List<SummaryJson.Written> summaries) {
        this.files = files;
        this.summaries = summaries;
    }

    /** Returns why files cannot be shown together; nothing if they can. */
    static List<String> problems(List<Path> files, List<SummaryJson.Written> summaries) throws IOException {
        SavedParts parts = new SavedParts(files, summaries);
        parts.findSameFiles();
        parts.compare(written -> written.summary().dryRun() ? "a plan" : "a run");
        parts.compare(written -> written.heading()
                .map(heading -> "the recipe \"" + heading.recipe() + "\" with " + heading.steps()
                        + (heading.steps() == 1 ? " step" : " steps"))
                .orElse("no recipe"));
        parts.compare(written -> part(written)
                .map(part -> "one of " + part.shard().count() + " shards of " + part.images() + " images")
                .orElse("a whole fleet"));
        if (!parts.problems.isEmpty()) {
            return List.copyOf(parts.problems);
        }
        parts.findTwice(written ->
                part(written).map(part -> "shard " + part.shard()).stream().toList());
        parts.findTwice(written ->
                written.summary().runs().stream().map(run -> "run " + run).toList());
        if (parts.problems.isEmpty() && missing(summaries).isEmpty()) {
            parts.countImages();
        }
        return List.copyOf(parts.problems);
    }

    private static Optional<FleetPart> part(SummaryJson.Written written) {
        return written.heading().flatMap(Heading::part);
    }

    /** All files must be of the same kind. */
    private void compare(Function<SummaryJson.Written, String> kind) {
        String first = kind.apply(summaries.get(0));
        for (int i = 1; i < files.size(); i++) {
            String other = kind.apply(summaries.get(i));
            if (!other.equals(first)) {
                problems.add(files.get(0) + " is of " + first + ", but " + files.get(i) + " of " + other);
                return;
            }
        }
    }

    private void findSameFiles() throws IOException {
        Map<Path, Path> seen = new HashMap<>();
        for (Path file : files) {
            Path earlier = seen.putIfAbsent(file.toRealPath(), file);
            if (earlier != null) {
                problems.add(earlier.equals(file) ? file + " is named twice" : earlier + " is also " + file);
            }
        }
    }

    private void findTwice(Function<SummaryJson.Written, List<String>> names) {
        Map<String, Path> seen = new HashMap<>();
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            for (String name : names.apply(summaries.get(i))) {
                Path earlier = seen.putIfAbsent(name, file);
                if (earlier != null) {
                    problems.add(name + " is in both " + earlier + " and " + file);
                }
            }
        }
    }

    private void countImages() {
        long images = summaries.stream()
                .map(SummaryJson.Written::summary)
                .mapToLong(RunSummary::images)
                .sum();
        part(summaries.get(0))
                .filter(part -> part.images() != images)
                .ifPresent(part -> problems.add(
                        "the shards have " + images + " images together, but the fleet has " + part.images()));
    }

    /** Says which shards are missing; nothing if none is. */
    static Optional<String> missing(List<SummaryJson.Written> summaries) {
        List<Shard> there = summaries.stream()
                .flatMap(written -> part(written).stream())
                .map(FleetPart::shard)
                .toList();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        int count = there.get(0).count();
        long missing = count - there.stream().distinct().count();
        if (missing <= 0) {
            return Optional.empty();
        }
        Set<Shard> known = Set.copyOf(there);
        String names = IntStream.rangeClosed(1, count)
                .mapToObj(index -> new Shard(index, count))
                .filter(shard -> !known.contains(shard))
                .limit(NAMED)
                .map(Shard::toString)
                .collect(Collectors.joining(", "));
        return Optional.of(
                missing == 1
                        ? "shard " + names + " is missing"
                        : "shards " + names + (missing > NAMED ? ", …" : "") + " are missing");
    }
}
