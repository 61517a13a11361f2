package io.cowhand.run;

import io.cowhand.apply.Recovery;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Journal;
import io.cowhand.journal.JournalException;
import io.cowhand.journal.JournalId;
import io.cowhand.journal.RecordedJournal;
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

    private Result forgetRun(RecordedRun run) throws IOException {
        if (run.isLive()) {
            messages.add("run " + run.id() + " is in progress");
            return Result.LIVE;
        }
        for (RecordedJournal journal : run.journals()) {
            Result result = forgetJournal(journal, run.id());
            if (result != Result.DONE) {
                return result;
            }
        }
        return Result.DONE;
    }

    /**
     * Gives up the images of a journal. One that is damaged or cannot be read is kept under another name; in any other
     * one, all images are resolved.
     */
    private Result forgetJournal(RecordedJournal recorded, String run) throws IOException {
        try {
            Optional<Journal> resumed = recorded.resume();
            if (resumed.isEmpty()) {
                messages.add("run " + run + " is in progress");
                return Result.LIVE;
            }
            try (Journal journal = resumed.get()) {
                if (journal.damage().isEmpty()) {
                    List<Intent> open = Recovery.unresolved(journal, any -> true);
                    Recovery.forget(journal, open);
                    open.forEach(intent -> messages.add("given up: " + intent.uri() + " (run " + run + ")"));
                    return Result.DONE;
                }
            }
        } catch (JournalException unreadable) {
            messages.add(String.valueOf(unreadable.getMessage()));
        }
        messages.add("given up: run " + run + "; its journal is kept as " + recorded.forget());
        return Result.DONE;
    }

    /**
     * Opens the journal of an interrupted run. One that cannot be read does not prevent giving up images of other runs.
     */
    private Optional<Journal> resume(RecordedJournal journal) throws IOException {
        try {
            return journal.isComplete() ? Optional.empty() : journal.resume();
        } catch (JournalException unreadable) {
            messages.add(String.valueOf(unreadable.getMessage()));
            return Optional.empty();
        }
    }

    private Result forgetImage(String image) throws IOException {
        Map<RecordedJournal, List<Intent>> open = new LinkedHashMap<>();
        Set<String> files = new TreeSet<>();
        List<RecordedJournal> all =
                state.runs().stream().flatMap(run -> run.journals().stream()).toList();
        for (RecordedJournal recorded : all) {
            Optional<Journal> resumed = resume(recorded);
            if (resumed.isPresent()) {
                try (Journal journal = resumed.get()) {
                    List<Intent> found = Recovery.unresolved(journal, image);
                    if (!found.isEmpty() && journal.damage().isPresent()) {
                        messages.add("the journal " + recorded.file() + " is damaged; 'cowhand recover --forget "
                                + run(recorded) + "' sets it aside");
                        return Result.DAMAGED;
                    }
                    open.put(recorded, found);
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
        for (Map.Entry<RecordedJournal, List<Intent>> each : open.entrySet()) {
            Optional<Journal> resumed =
                    each.getValue().isEmpty() ? Optional.empty() : each.getKey().resume();
            if (resumed.isPresent()) {
                try (Journal journal = resumed.get()) {
                    Recovery.forget(journal, each.getValue());
                }
                messages.add("given up: " + files.iterator().next() + " (run " + run(each.getKey()) + ")");
            }
        }
        return Result.DONE;
    }

    private static String run(RecordedJournal journal) {
        return JournalId.parse(journal.id()).run();
    }
}
