package io.cowhand.planfile;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.LinesHash;
import io.cowhand.result.ResultJsonReader;
import io.cowhand.result.SummaryJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What {@code --json} has printed: a line for each image, and the summary as the last one. */
public final class ResultsFile implements SavedResults {

    private final SavedLines lines;
    private final LinesHash hash = new LinesHash();
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private Optional<SummaryJson.Written> summary = Optional.empty();
    private OptionalLong position = OptionalLong.empty();

    /** Reads results from lines, of which none has been read. */
    public ResultsFile(SavedLines lines) {
        this.lines = lines;
    }

    /** Returns whether a file that begins with a line holds results. */
    static boolean beginsWith(JsonMembers line) {
        return line.has("status") || SummaryJson.isSummary(line);
    }

    @Override
    public Path file() {
        return lines.file();
    }

    @Override
    public Optional<ImageResult> next() throws IOException {
        if (summary.isPresent()) {
            return Optional.empty();
        }
        Optional<String> line = lines.next();
        if (line.isEmpty()) {
            throw new MalformedJsonException(
                    file() + ": the results are not complete: the summary, which is the last line, is missing");
        }
        try {
            JsonMembers members = JsonMembers.of(line.get());
            if (SummaryJson.isSummary(members)) {
                summary = Optional.of(SummaryJson.read(members));
            } else {
                ImageResult result = ResultJsonReader.read(members);
                add(result);
                hash.add(line.get());
                return Optional.of(result);
            }
        } catch (MalformedJsonException wrong) {
            throw lines.wrong(String.valueOf(wrong.getMessage()));
        }
        check(summary.get());
        return Optional.empty();
    }

    private void add(ImageResult result) throws MalformedJsonException {
        OptionalLong next = result.image().position();
        boolean isFirst = counts.isEmpty();
        boolean isInOrder =
                next.isPresent() == position.isPresent() && (next.isEmpty() || next.getAsLong() > position.getAsLong());
        if (!isFirst && !isInOrder) {
            throw new MalformedJsonException("the positions of images are not in ascending order");
        }
        position = next;
        counts.merge(result.status(), 1L, Long::sum);
    }

    private void check(SummaryJson.Written written) throws IOException {
        boolean hasMore = lines.next().isPresent();
        if (hasMore) {
            throw lines.wrong("there is more after the summary, which must be the last line");
        }
        boolean isShard = written.heading().flatMap(heading -> heading.part()).isPresent();
        boolean fits = written.summary().counts().equals(counts)
                && written.sha256().equals(hash.hex())
                && (counts.isEmpty() || isShard == position.isPresent());
        if (!fits) {
            throw new MalformedJsonException(
                    file() + ": the results are not as they were written: they do not agree with their summary");
        }
    }

    @Override
    public SummaryJson.Written summary() {
        return summary.orElseThrow();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
