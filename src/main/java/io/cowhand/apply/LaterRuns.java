package io.cowhand.apply;

import io.cowhand.journal.Intent;
import io.cowhand.journal.Outcome;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.FileId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runs after the one being rolled back, and the images that they wrote. Their journals are read at the first
 * conflict only.
 */
public final class LaterRuns {

    private final StateDirectory state;
    private final String run;
    private final @Nullable String own;
    private final Map<FileId, String> byFile = new HashMap<>();
    private final Map<String, String> byUri = new HashMap<>();
    private boolean isRead;
    private boolean isComplete = true;

    /**
     * Creates an index of the runs after a run; reads nothing yet.
     *
     * @param run the id of the run being rolled back
     * @param own the id of the rollback's own run, whose journal must not be opened here: closing it would drop its
     *     lock
     */
    public LaterRuns(StateDirectory state, String run, Optional<String> own) {
        this.state = state;
        this.run = run;
        this.own = own.orElse(null);
    }

    /** Returns the last run that wrote the image of an intent, identified by its file or else its URI. */
    synchronized Optional<String> writerOf(Intent intent) {
        read();
        String byItsFile = byFile.get(new FileId(intent.device(), intent.inode()));
        return Optional.ofNullable(byItsFile == null ? byUri.get(intent.uri()) : byItsFile);
    }

    /** Returns a clause that names the program that wrote an intent's image after the run, as far as it is known. */
    synchronized String describeWriterOf(Intent intent) {
        return writerOf(intent)
                .map(later -> "run " + later + " wrote it later")
                .orElse(
                        isComplete
                                ? "another program wrote to it since"
                                : "another program or a later run whose journal cannot be read wrote to it since");
    }

    private void read() {
        if (isRead) {
            return;
        }
        isRead = true;
        try {
            for (RecordedRun later : state.runs()) {
                // Ids begin with the time, so they sort by it.
                if (later.id().compareTo(run) > 0 && !later.id().equals(own)) {
                    read(later);
                }
            }
        } catch (IOException unreadable) {
            isComplete = false;
        }
    }

    private void read(RecordedRun later) {
        try {
            isComplete &= later.summary().damage().isEmpty();
            later.forEach((intent, outcome) -> {
                if (outcome.filter(known -> known.kind() == Outcome.Kind.WRITTEN)
                        .isPresent()) {
                    add(intent, later.id());
                }
            });
        } catch (IOException unreadable) {
            isComplete = false;
        }
    }

    private void add(Intent intent, String later) {
        FileId file = new FileId(intent.device(), intent.inode());
        if (byFile.size() < Limits.IMAGES_OF_LATER_RUNS || byFile.containsKey(file)) {
            byFile.put(file, later);
            byUri.put(intent.uri(), later);
        } else {
            isComplete = false;
        }
    }
}
