package io.cowhand.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An index of a journal: everything except the intents themselves, of which there may be a million. */
final class JournalIndex {

    private final JournalFile file;
    private final OutcomeTable outcomes = new OutcomeTable();
    private @Nullable RunMetadata metadata;
    private boolean ended;
    private final BitSet intents = new BitSet();
    /** The ordinals of the images; one that is tried several times has an intent for each attempt. */
    private final BitSet images = new BitSet();

    private JournalIndex(JournalFile file) {
        this.file = file;
    }

    /** Reads a journal, to which no thread may append meanwhile. */
    static JournalIndex read(FileChannel channel, String run) throws IOException {
        JournalIndex index = new JournalIndex(JournalFile.read(channel, run));
        index.file.forEach((position, entry) -> index.add(entry));
        return index;
    }

    private void add(JournalRecord entry) {
        ended = entry instanceof JournalRecord.EndRecord;
        if (entry instanceof JournalRecord.RunRecord beginning) {
            metadata = beginning.metadata();
        } else if (entry instanceof JournalRecord.IntentRecord intended) {
            intents.set((int) intended.intent().number());
            images.set((int) intended.intent().ordinal());
        } else if (entry instanceof JournalRecord.OutcomeRecord of
                && intents.get((int) of.outcome().number())) {
            // An outcome whose intent is lost is of no use.
            outcomes.add(of.outcome());
        }
    }

    /** Returns the number of the last intent; 0 if there is none. */
    long lastNumber() {
        return Math.max(0, intents.length() - 1);
    }

    /** Returns the offset after the last complete batch. */
    long end() {
        return file.end();
    }

    /** Returns whether an incomplete batch follows, which was being written when the run was interrupted. */
    boolean hasUnfinished() {
        return file.hasUnfinished();
    }

    /** Returns the number of the next batch. */
    int nextBatch() {
        return file.next();
    }

    /** Returns a description of the damage; nothing if there is none. */
    Optional<String> damage() {
        return ended || file.endsWithZeros() || file.damage().isPresent()
                ? file.damage()
                : Optional.of("it is truncated (at byte " + file.end() + ")");
    }

    JournalSummary summary() {
        long written = 0;
        long unresolved = 0;
        for (int number = intents.nextSetBit(0); number >= 0; number = intents.nextSetBit(number + 1)) {
            Optional<Outcome.Kind> kind = outcomes.of(number).map(Outcome::kind);
            written += kind.filter(Outcome.Kind.WRITTEN::equals).isPresent() ? 1 : 0;
            unresolved += kind.filter(Outcome.Kind::isFinal).isPresent() ? 0 : 1;
        }
        return new JournalSummary(
                Optional.ofNullable(metadata), ended, damage(), images.cardinality(), written, unresolved);
    }

    /** Passes each intent, with its outcome if known, to a visitor; reads the journal again. */
    void forEach(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        file.forEach((position, entry) -> {
            if (entry instanceof JournalRecord.IntentRecord intended) {
                visitor.accept(intended.intent(), outcomes.of(intended.intent().number()));
            }
        });
    }

    /**
     * Passes each intent, with its outcome if known, to a visitor, in the order of the run's images; of an image that was
     * tried again without being written before, the last one. Sorts positions, 16 bytes per image, instead of the intents,
     * which may take megabytes each.
     */
    void forEachInOrder(BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        IntentOrder order = new IntentOrder(intents.cardinality());
        file.forEach((position, entry) -> {
            if (entry instanceof JournalRecord.IntentRecord intended) {
                order.add(intended.intent().ordinal(), position);
            }
        });
        JournalFile.Cursor cursor = file.cursor();
        Optional<Intent> before = Optional.empty();
        for (long position : order.positions()) {
            Intent next = ((JournalRecord.IntentRecord) cursor.read(position)).intent();
            before.filter(intent -> !isTriedAgain(intent, next))
                    .ifPresent(intent -> visitor.accept(intent, outcomes.of(intent.number())));
            before = Optional.of(next);
        }
        before.ifPresent(intent -> visitor.accept(intent, outcomes.of(intent.number())));
    }

    private boolean isTriedAgain(Intent intent, Intent next) {
        return intent.ordinal() == next.ordinal()
                && outcomes.of(intent.number())
                        .map(Outcome::kind)
                        .filter(Outcome.Kind.NOT_WRITTEN::equals)
                        .isPresent();
    }
}
