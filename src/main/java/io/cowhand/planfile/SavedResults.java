package io.cowhand.planfile;

import io.cowhand.fleet.ImageResult;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.SummaryJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The results in a saved file, which are read once, in order. */
public interface SavedResults extends Closeable {

    /** Returns the file. */
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
     * Opens a file; its first line tells of which kind it is.
     *
     * @throws MalformedJsonException if the file holds anything else
     */
    static SavedResults open(Path file) throws IOException {
        SavedLines lines = SavedLines.open(file);
        try {
            JsonMembers first = first(lines);
            if (ResultsFile.beginsWith(first)) {
                return new ResultsFile(lines);
            }
            if (SavedPlan.beginsWith(first)) {
                lines.close();
                return new SavedPlan(file);
            }
            throw unknown(lines);
        } catch (IOException error) {
            lines.close();
            throw error;
        }
    }

    private static JsonMembers first(SavedLines lines) throws IOException {
        String first = lines.peek().orElse("");
        if (!first.startsWith("{")) {
            throw unknown(lines);
        }
        try {
            return JsonMembers.of(first);
        } catch (MalformedJsonException wrong) {
            throw lines.wrong(String.valueOf(wrong.getMessage()));
        }
    }

    private static MalformedJsonException unknown(SavedLines lines) {
        return lines.wrong("this is neither a saved plan, nor results that plan --json or apply --json has printed");
    }
}
