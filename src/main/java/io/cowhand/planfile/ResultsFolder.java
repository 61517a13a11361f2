package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.NamedImage;
import io.cowhand.result.ResultJsonReader;
import io.cowhand.result.SummaryJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder with the results of a run that many machines have shared: files of lines, each with the images of a part of the
 * fleet, and a summary, which is written when all are complete. Each line has the position of its image and the digest of
 * the result.
 */
final class ResultsFolder implements SavedResults {

    private static final String POSITION = "position";

    private record Part(long position, Path file) {}

    private final Path folder;
    private final SummaryJson.Written summary;
    private final List<Part> left;
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private final FleetDigest digest = new FleetDigest();
    private long position;
    private InputStream in = InputStream.nullInputStream();
    private SavedLines lines = new SavedLines(in);
    private Path file;

    /**
     * Opens results.
     *
     * @throws MalformedJsonException if they are not complete, or not in JSON
     */
    ResultsFolder(Path folder) throws IOException {
        this.folder = folder;
        this.file = folder;
        Path written = folder.resolve(SummaryJson.FILE);
        try {
            summary = SummaryJson.read(JsonMembers.of(Files.readString(written).strip()));
        } catch (NoSuchFileException missing) {
            throw new MalformedJsonException(
                    folder + ": the folder has no complete results: " + SummaryJson.FILE + " is missing");
        } catch (MalformedJsonException wrong) {
            throw ofFile(written, wrong);
        }
        left = parts(folder);
    }

    /** Returns the parts in the order of their images. */
    private static List<Part> parts(Path folder) throws IOException {
        List<Part> parts = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "part-*")) {
            for (Path file : files) {
                if (file.toString().endsWith(".parquet")) {
                    throw new MalformedJsonException(
                            folder + ": the results are in Parquet, which only the job for Spark reads");
                }
                try (InputStream in = Compression.open(file)) {
                    Optional<Bytes> first = new SavedLines(in).next();
                    if (first.isPresent()) {
                        parts.add(new Part(JsonMembers.of(first.get()).unsigned(POSITION), file));
                    }
                } catch (MalformedJsonException wrong) {
                    throw ofFile(file, wrong);
                }
            }
        }
        parts.sort(Comparator.comparingLong(Part::position));
        return parts;
    }

    @Override
    public Path file() {
        return folder;
    }

    private static MalformedJsonException ofFile(Path file, MalformedJsonException wrong) {
        return new MalformedJsonException(file + ": " + wrong.getMessage());
    }

    @Override
    public Optional<ImageResult> next() throws IOException {
        Optional<ImageResult> next = read();
        if (next.isEmpty()) {
            check();
        }
        return next;
    }

    /** Returns the next result of this file or the files after it. */
    private Optional<ImageResult> read() throws IOException {
        try {
            while (true) {
                Optional<Bytes> line = lines.next();
                if (line.isPresent()) {
                    return Optional.of(read(line.get()));
                }
                in.close();
                if (left.isEmpty()) {
                    return Optional.empty();
                }
                file = left.remove(0).file();
                in = Compression.open(file);
                lines = new SavedLines(in);
            }
        } catch (MalformedJsonException wrong) {
            throw ofFile(file, wrong);
        }
    }

    private ImageResult read(Bytes line) throws MalformedJsonException {
        JsonMembers members = JsonMembers.of(line);
        long next = members.unsigned(POSITION);
        if (next <= position) {
            throw new MalformedJsonException("the positions of images are not in ascending order");
        }
        position = next;
        digest.add(Bytes.parseHex(members.text("digest"))
                .filter(bytes -> bytes.length() == Bytes.SHA256_LENGTH)
                .orElseThrow(() -> members.wrong("digest", "is not a digest")));
        ImageResult result = ResultJsonReader.read(members);
        counts.merge(result.status(), 1L, Long::sum);
        // The order is that of the files, as in the results of one machine.
        return result.named(NamedImage.of(result.image()));
    }

    private void check() throws MalformedJsonException {
        boolean isSame = summary.summary().counts().equals(counts)
                && summary.summary().digest().equals(Optional.of(digest.toString()));
        if (!isSame) {
            throw new MalformedJsonException(
                    folder + ": the results were edited or damaged: they do not match their summary");
        }
    }

    @Override
    public SummaryJson.Written summary() {
        return summary;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
