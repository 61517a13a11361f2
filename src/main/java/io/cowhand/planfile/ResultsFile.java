package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.Heading;
import io.cowhand.result.LinesHash;
import io.cowhand.result.ResultJsonReader;
import io.cowhand.result.SummaryJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What {@code --json} has printed: a line for each image, and the summary as the last one. */
final class ResultsFile implements SavedResults {

    private final Path file;
    private final InputStream in;
    private final SavedLines lines;
    private final LinesHash hash = new LinesHash();
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private Optional<SummaryJson.Written> summary = Optional.empty();
    private OptionalLong position = OptionalLong.empty();

    /**
     * Opens results.
     *
     * @throws MalformedJsonException if the file is compressed and damaged
     */
    ResultsFile(Path file) throws IOException {
        this.file = file;
        this.in = Compression.open(file);
        this.lines = new SavedLines(in);
    }

    /** Returns whether a file that begins with a line holds results. */
    static boolean beginsWith(JsonMembers line) {
        return line.has("status") || SummaryJson.isSummary(line);
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public Optional<ImageResult> next() throws IOException {
        if (summary.isPresent()) {
            return Optional.empty();
        }
        Optional<Bytes> line;
        Optional<ImageResult> result;
        try {
            line = lines.next();
            result = line.isPresent() ? read(line.get()) : Optional.empty();
            if (summary.isPresent() && lines.next().isPresent()) {
                throw new MalformedJsonException("there is more after the summary, which must be the last line");
            }
        } catch (MalformedJsonException wrong) {
            throw new MalformedJsonException(file + ":" + lines.number() + ": " + wrong.getMessage());
        }
        if (line.isEmpty()) {
            throw new MalformedJsonException(
                    file + ": the results are not complete: the summary, which is the last line, is missing");
        }
        if (summary.isPresent() && !fits(summary.get())) {
            throw new MalformedJsonException(
                    file + ": the results were edited or damaged: they do not match their summary");
        }
        return result;
    }

    /** Reads a line; returns nothing if it is the summary. */
    private Optional<ImageResult> read(Bytes line) throws MalformedJsonException {
        JsonMembers members = JsonMembers.of(line);
        if (SummaryJson.isSummary(members)) {
            summary = Optional.of(SummaryJson.read(members));
            return Optional.empty();
        }
        ImageResult result = ResultJsonReader.read(members);
        add(result);
        hash.add(line);
        return Optional.of(result);
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

    private boolean fits(SummaryJson.Written written) {
        boolean isShard = written.heading().flatMap(Heading::part).isPresent();
        return written.summary().counts().equals(counts)
                && written.sha256().equals(hash.hex())
                && (counts.isEmpty() || isShard == position.isPresent());
    }

    @Override
    public SummaryJson.Written summary() {
        return summary.orElseThrow();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
