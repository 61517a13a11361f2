package io.cowhand.run;

import io.cowhand.apply.Recovery;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Journal;
import io.cowhand.journal.JournalException;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.StateDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gives up unresolved images, or whole interrupted runs, that cannot be recovered. */
public final class ForgetRun {

    private final StateDirectory state;
    private final List<String> messages = new ArrayList<>();

    /** The result of giving up a run or an image. */
    public enum Result {
        /** It is given up. */
        DONE,
        /** The run is in progress. */
        LIVE,
        /** No run or unresolved image has the name, or several images have it. */
        NOT_FOUND,
        /** The journal is damaged. */
        DAMAGED
    }

    /** Creates a use case for a state directory. */
    public ForgetRun(StateDirectory state) {
        this.state = state;
    }

    /** Returns messages about what was given up and what is wrong. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /**
     * Gives up a run, named by its full id, or else an image, named by its path as the run showed it or by its URI. What
     * is given up cannot be recovered, so a prefix of an id, which could also be the name of an image, does not name a run.
     *
     * @throws IOException if a journal cannot be read or written
     */
    public Result forget(String name) throws IOException {
        Optional<RecordedRun> run = state.find(name);
        return run.isPresent() ? forgetRun(run.get()) : forgetImage(name);
    }

    /**
     * Gives up a run. A journal that is damaged or cannot be read is kept under another name; in any other one, all
     * images are resolved.
     */
    private Result forgetRun(RecordedRun run) throws IOException {
        try {
            Optional<Journal> resumed = run.resume();
            if (resumed.isEmpty()) {
                messages.add("run " + run.id() + " is in progress");
                return Result.LIVE;
            }
            try (Journal journal = resumed.get()) {
                if (journal.damage().isEmpty()) {
                    List<Intent> open = Recovery.unresolved(journal, any -> true);
                    Recovery.forget(journal, open);
                    open.forEach(intent -> messages.add("given up: " + intent.uri() + " (run " + run.id() + ")"));
                    return Result.DONE;
                }
            }
        } catch (JournalException unreadable) {
            messages.add(String.valueOf(unreadable.getMessage()));
        }
        messages.add("given up: run " + run.id() + "; its journal is kept as " + run.forget());
        return Result.DONE;
    }

    /**
     * Opens the journal of an interrupted run. One that cannot be read does not prevent giving up images of other runs.
     */
    private Optional<Journal> resume(RecordedRun run) throws IOException {
        try {
            return run.isComplete() ? Optional.empty() : run.resume();
        } catch (JournalException unreadable) {
            messages.add(String.valueOf(unreadable.getMessage()));
            return Optional.empty();
        }
    }

    private Result forgetImage(String image) throws IOException {
        Map<RecordedRun, List<Intent>> open = new LinkedHashMap<>();
        Set<String> files = new TreeSet<>();
        for (RecordedRun run : state.runs()) {
            Optional<Journal> resumed = resume(run);
            if (resumed.isPresent()) {
                try (Journal journal = resumed.get()) {
                    List<Intent> found = Recovery.unresolved(journal, image);
                    if (!found.isEmpty() && journal.damage().isPresent()) {
                        messages.add("the journal " + run.file() + " is damaged; 'cowhand recover --forget " + run.id()
                                + "' sets it aside");
                        return Result.DAMAGED;
                    }
                    open.put(run, found);
                    found.forEach(intent -> files.add(intent.uri()));
                }
            }
        }
        if (files.size() != 1) {
            messages.add(
                    files.isEmpty()
                            ? "\"" + image + "\" is neither a run nor an unresolved image of an interrupted run"
                            : "\"" + image + "\" is the name of several images; use one of these: "
                                    + String.join(", ", files));
            return Result.NOT_FOUND;
        }
        for (Map.Entry<RecordedRun, List<Intent>> each : open.entrySet()) {
            Optional<Journal> resumed =
                    each.getValue().isEmpty() ? Optional.empty() : each.getKey().resume();
            if (resumed.isPresent()) {
                try (Journal journal = resumed.get()) {
                    Recovery.forget(journal, each.getValue());
                }
                messages.add("given up: " + files.iterator().next() + " (run "
                        + each.getKey().id() + ")");
            }
        }
        return Result.DONE;
    }
}
