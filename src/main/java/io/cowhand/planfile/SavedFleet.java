package io.cowhand.planfile;

import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.Heading;
import io.cowhand.result.NamedImage;
import io.cowhand.result.SummaryJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The results in saved files, as if they were those of one plan or run. The files are read twice, and not held in memory. */
public final class SavedFleet {

    private final List<Path> files;
    private final Predicate<Image> wanted;
    private final List<SummaryJson.Written> summaries;
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private Optional<Image> example = Optional.empty();
    private Optional<String> stopsAt = Optional.empty();

    /**
     * Reads and checks files.
     *
     * @param wanted selects the images to show
     * @throws MalformedJsonException if a file is incomplete or was edited, or shards overlap
     */
    public SavedFleet(List<Path> files, Predicate<Image> wanted) throws IOException {
        this.files = List.copyOf(files);
        this.wanted = wanted;
        try (MergedResults all = new MergedResults(files)) {
            for (Optional<MergedResults.Each> next = all.next(); next.isPresent(); next = all.next()) {
                ImageResult result = next.get().result();
                example = example.isPresent() ? example : Optional.of(result.image());
                if (wanted.test(result.image())) {
                    counts.merge(result.status(), 1L, Long::sum);
                }
            }
            this.summaries = all.summaries();
        }
    }

    /** Returns why the files cannot be shown together; nothing if they can. */
    public List<String> problems() throws IOException {
        return SavedParts.problems(files, summaries);
    }

    /** Says which shards are missing; nothing if none is. */
    public Optional<String> missing() {
        return SavedParts.missing(summaries);
    }

    /** Returns an image that is not wanted, if none is. */
    public Optional<Image> unwanted() {
        return counts.isEmpty() ? example : Optional.empty();
    }

    /** Returns what the results are about. */
    public Optional<Heading> heading() {
        return summaries
                .get(0)
                .heading()
                .map(first -> new Heading(first.recipe(), first.steps(), images(), Optional.empty(), first.dryRun()));
    }

    private long images() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Reads the files again and passes on the results that are wanted. */
    public void show(Consumer<ImageResult> out) throws IOException {
        try (MergedResults all = new MergedResults(files)) {
            for (Optional<MergedResults.Each> next = all.next(); next.isPresent(); next = all.next()) {
                ImageResult result = next.get().result();
                Optional<String> stop =
                        summaries.get(next.get().file()).summary().stopsAt();
                String name = result.image().display();
                stopsAt = stopsAt.isPresent() ? stopsAt : stop.filter(name::equals);
                if (wanted.test(result.image())) {
                    out.accept(result.named(NamedImage.of(result.image())));
                }
            }
        }
    }

    /** Returns the summary of the results, once they were shown. */
    public RunSummary summary() {
        List<RunSummary> parts =
                summaries.stream().map(SummaryJson.Written::summary).toList();
        return new RunSummary(
                parts.get(0).dryRun(),
                parts.stream().flatMap(part -> part.runs().stream()).toList(),
                counts,
                false,
                true,
                stopsAt,
                digest(parts),
                // The waves of shards have nothing to do with each other.
                parts.size() == 1 ? parts.get(0).rollout() : RolloutSummary.NONE);
    }

    /** Returns the digest of all results; nothing unless all are shown. A part without images has none. */
    private Optional<String> digest(List<RunSummary> parts) {
        FleetDigest digest = new FleetDigest();
        long digested = 0;
        for (RunSummary part : parts) {
            if (part.digest().isPresent()) {
                digest.add(part.digest().get());
                digested += part.images();
            }
        }
        return digested > 0 && digested == images() ? Optional.of(digest.toString()) : Optional.empty();
    }
}
