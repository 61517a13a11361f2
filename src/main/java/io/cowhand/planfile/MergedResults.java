package io.cowhand.planfile;

import io.cowhand.fleet.ImageResult;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.SummaryJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The results of several files in one order: by the position of the image in the fleet where the files are shards of one,
 * otherwise file by file. One result of each file is in memory.
 */
final class MergedResults implements Closeable {

    /** A result and the number of its file. */
    record Each(ImageResult result, int file) {
        private long position() {
            return result.image().position().orElse(0);
        }
    }

    private final List<SavedResults> files = new ArrayList<>();
    private final PriorityQueue<Each> heads =
            new PriorityQueue<>(Comparator.comparingLong(Each::position).thenComparingInt(Each::file));

    /** Opens the files. */
    MergedResults(List<Path> paths) throws IOException {
        try {
            for (Path path : paths) {
                files.add(SavedResults.open(path));
                advance(files.size() - 1);
            }
        } catch (IOException error) {
            close();
            throw error;
        }
    }

    /** Returns the next result; nothing after the last one, once all files were checked. */
    Optional<Each> next() throws IOException {
        Each next = heads.poll();
        if (next == null) {
            return Optional.empty();
        }
        Each other = heads.peek();
        if (other != null && next.position() > 0 && next.position() == other.position()) {
            throw new MalformedJsonException(file(next) + " and " + file(other) + " both have image "
                    + next.position() + ": " + next.result().image().display() + ", "
                    + other.result().image().display());
        }
        advance(next.file());
        return Optional.of(next);
    }

    private Path file(Each each) {
        return files.get(each.file()).file();
    }

    private void advance(int file) throws IOException {
        files.get(file).next().ifPresent(result -> heads.add(new Each(result, file)));
    }

    /** Returns the summaries of the files, once {@link #next} has returned nothing. */
    List<SummaryJson.Written> summaries() {
        return files.stream().map(SavedResults::summary).toList();
    }

    @Override
    public void close() throws IOException {
        for (SavedResults file : files) {
            file.close();
        }
    }
}
