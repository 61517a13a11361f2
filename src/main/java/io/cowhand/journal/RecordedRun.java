package io.cowhand.journal;

import io.cowhand.os.IoErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * A run with its journals in the state directory: one, or if many machines have shared the run, one for each attempt at a
 * part of its images as well. Must not be used for a run in progress in this process, as {@link RecordedJournal}.
 *
 * @param id the run's id
 * @param journals its journals, in the order of their images and attempts; at least one
 */
public record RecordedRun(String id, List<RecordedJournal> journals) {

    /** Copies the list. */
    public RecordedRun {
        journals = List.copyOf(journals);
        if (journals.isEmpty()) {
            throw new IllegalArgumentException("a run has a journal");
        }
    }

    /** Groups journals by their runs, the oldest run first. */
    static List<RecordedRun> of(List<RecordedJournal> journals) {
        Map<String, List<RecordedJournal>> byRun = journals.stream()
                .collect(Collectors.groupingBy(
                        journal -> JournalId.parse(journal.id()).run(), TreeMap::new, Collectors.toList()));
        return byRun.entrySet().stream()
                .map(run -> new RecordedRun(run.getKey(), run.getValue()))
                .toList();
    }

    /** Returns the path of the first journal. */
    public Path file() {
        return journals.get(0).file();
    }

    /**
     * Reads the journals, and returns a summary.
     *
     * @throws JournalException if one cannot be read; the message names it
     */
    public JournalSummary summary() throws JournalException {
        List<JournalSummary> parts = new ArrayList<>();
        for (RecordedJournal journal : journals) {
            parts.add(journal.summary());
        }
        return summary(parts);
    }

    private JournalSummary summary(List<JournalSummary> parts) throws JournalException {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        long intents = 0;
        for (int i = 0; i < journals.size(); ) {
            int end = endOfPart(i);
            intents += end - i == 1 ? parts.get(i).intents() : images(journals.subList(i, end));
            i = end;
        }
        return JournalSummary.of(parts, intents);
    }

    /** Returns the index after the last attempt at the part of a journal. */
    private int endOfPart(int first) {
        int end = first + 1;
        while (end < journals.size() && isSamePart(journals.get(first), journals.get(end))) {
            end++;
        }
        return end;
    }

    /** Returns the number of images that several attempts at a part name. */
    private static long images(List<RecordedJournal> attempts) throws JournalException {
        BitSet ordinals = new BitSet();
        for (RecordedJournal attempt : attempts) {
            try {
                attempt.forEach((intent, outcome) -> ordinals.set((int) intent.ordinal()));
            } catch (JournalException unreadable) {
                throw unreadable;
            } catch (IOException unreadable) {
                throw new JournalException(
                        "the journal " + attempt.file() + " cannot be read: " + IoErrors.describe(unreadable));
            }
        }
        return ordinals.cardinality();
    }

    /** Returns whether {@linkplain RecordedJournal#isComplete all journals are complete}. */
    public boolean isComplete() throws IOException {
        for (RecordedJournal journal : journals) {
            if (!journal.isComplete()) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the run is in progress. */
    public boolean isLive() throws IOException {
        for (RecordedJournal journal : journals) {
            if (journal.isLive()) {
                return true;
            }
        }
        return false;
    }

    /** Passes each intent, with its outcome if known, to a visitor; returns the summary. */
    public JournalSummary forEach(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        List<JournalSummary> parts = new ArrayList<>();
        for (RecordedJournal journal : journals) {
            parts.add(journal.forEach(visitor));
        }
        return summary(parts);
    }

    /**
     * Passes each intent with its outcome, if known, to a visitor, in the order of the run's images, and of an image in the
     * order of attempts. Intents of earlier attempts that were not written are left out.
     */
    public void forEachInOrder(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        for (int i = 0; i < journals.size(); ) {
            int end = endOfPart(i);
            visit(journals.subList(i, end), visitor);
            i = end;
        }
    }

    private static boolean isSamePart(RecordedJournal one, RecordedJournal other) {
        return place(one).equals(place(other));
    }

    private static Optional<Long> place(RecordedJournal journal) {
        return JournalId.parse(journal.id()).part().map(JournalId.Part::place);
    }

    /** Visits the images of a part. Several attempts are merged, for which the changes of a part are held in memory. */
    private static void visit(List<RecordedJournal> attempts, BiConsumer<Intent, Optional<Outcome>> visitor)
            throws IOException {
        if (attempts.size() == 1) {
            attempts.get(0).forEachInOrder(visitor);
            return;
        }
        Map<Long, List<Attempted>> byImage = new TreeMap<>();
        for (RecordedJournal attempt : attempts) {
            attempt.forEachInOrder(
                    (intent, outcome) -> byImage.computeIfAbsent(intent.ordinal(), first -> new ArrayList<>())
                            .add(new Attempted(intent, outcome)));
        }
        for (List<Attempted> image : byImage.values()) {
            Attempted last = image.get(image.size() - 1);
            image.stream()
                    .filter(each -> each == last || !each.isWithoutEffect())
                    .forEach(each -> visitor.accept(each.intent, each.outcome));
        }
    }

    private record Attempted(Intent intent, Optional<Outcome> outcome) {
        /** Returns whether the image is as if this attempt had never been made. */
        boolean isWithoutEffect() {
            return outcome.map(Outcome::kind)
                    .filter(kind -> kind == Outcome.Kind.NOT_WRITTEN || kind == Outcome.Kind.RESTORED)
                    .isPresent();
        }
    }

    /** Removes the journals; the run can no longer be rolled back. */
    public void delete() throws IOException {
        // The head goes last: what remains after a crash is still known to be a run.
        for (int i = journals.size() - 1; i >= 0; i--) {
            journals.get(i).delete();
        }
    }
}
