package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.ImageResult;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.SummaryJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The results in a saved file or folder, which are read once, in order. */
interface SavedResults extends Closeable {

    /** Returns the file or folder. */
    Path file();

    /**
     * Returns the next result; nothing after the last one, once the whole file was checked.
     *
     * @throws MalformedJsonException if the file is incomplete or was edited
     */
    Optional<ImageResult> next() throws IOException;

    /** Returns the summary, once {@link #next} has returned nothing. */
    SummaryJson.Written summary();

    /**
     * Opens a folder, or a file, whose first line tells of which kind it is.
     *
     * @throws MalformedJsonException if the file holds anything else
     */
    static SavedResults open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return new ResultsFolder(file);
        }
        JsonMembers first = first(file);
        if (ResultsFile.beginsWith(first)) {
            return new ResultsFile(file);
        }
        if (PlanFile.beginsWith(first)) {
            return new SavedPlan(file);
        }
        throw unknown(file);
    }

    private static JsonMembers first(Path file) throws IOException {
        try (InputStream in = Compression.open(file)) {
            String first = SavedLines.text(new SavedLines(in).next().orElse(Bytes.EMPTY));
            if (first.startsWith("{")) {
                return JsonMembers.of(first);
            }
        } catch (MalformedJsonException wrong) {
            throw new MalformedJsonException(file + ":1: " + wrong.getMessage());
        }
        throw unknown(file);
    }

    private static MalformedJsonException unknown(Path file) {
        return new MalformedJsonException(
                file + ":1: this is neither a saved plan nor the output of plan --json or apply --json");
    }
}
