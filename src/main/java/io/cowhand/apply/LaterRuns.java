package io.cowhand.apply;

import io.cowhand.journal.Intent;
import io.cowhand.journal.JournalSummary;
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
    private final int most;
    private boolean isRead;
    private boolean isReadable = true;
    private boolean isFull;

    /**
     * Creates an index of the runs after a run; reads nothing yet.
     *
     * @param run the id of the run being rolled back
     * @param own the id of the rollback's own run, whose journal must not be opened here: closing it would drop its
     *     lock
     */
    public LaterRuns(StateDirectory state, String run, Optional<String> own) {
        this(state, run, own, Limits.IMAGES_OF_LATER_RUNS);
    }

    /** Creates an index that holds at most the given number of images. */
    LaterRuns(StateDirectory state, String run, Optional<String> own, int most) {
        this.most = most;
        this.state = state;
        this.run = run;
        this.own = own.orElse(null);
    }

    /** Returns the last run that wrote the image of an intent, identified by its file or else its URI. */
    synchronized Optional<String> writerOf(Intent intent) {
        read();
        String byItsFile = byFile.get(intent.file());
        return Optional.ofNullable(byItsFile == null ? byUri.get(intent.uri()) : byItsFile);
    }

    /** Returns a clause that names the program that wrote an intent's image after the run, as far as it is known. */
    synchronized String describeWriterOf(Intent intent) {
        return writerOf(intent).map(later -> "run " + later + " wrote it later").orElseGet(this::describeUnknownWriter);
    }

    private String describeUnknownWriter() {
        if (isFull) {
            return "another program or a later run wrote to it since; which one is unknown, because later runs wrote"
                    + " more than " + most + " images";
        }
        return isReadable
                ? "another program wrote to it since"
                : "another program or a later run whose journal cannot be read wrote to it since";
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
            isReadable = false;
        }
    }

    private void read(RecordedRun later) {
        try {
            JournalSummary summary = later.forEach((intent, outcome) -> {
                if (outcome.filter(known -> known.kind() == Outcome.Kind.WRITTEN)
                        .isPresent()) {
                    add(intent, later.id());
                }
            });
            isReadable &= summary.damage().isEmpty();
        } catch (IOException unreadable) {
            isReadable = false;
        }
    }

    private void add(Intent intent, String later) {
        FileId file = intent.file();
        if (byFile.size() < most || byFile.containsKey(file)) {
            byFile.put(file, later);
            byUri.put(intent.uri(), later);
        } else {
            isFull = true;
        }
    }
}
