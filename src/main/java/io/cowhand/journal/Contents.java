package io.cowhand.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What is in a journal, but for the intents themselves, of which there may be a million. */
final class Contents {

    private final Outcomes outcomes = new Outcomes();
    private Optional<Head> head = Optional.empty();
    private boolean ended;
    private boolean damaged;
    private final BitSet intents = new BitSet();
    private long length;

    private Contents() {}

    /** Reads a journal. */
    static Contents read(FileChannel channel) throws IOException {
        Contents contents = new Contents();
        contents.length = JournalReader.read(channel, contents::take);
        return contents;
    }

    private void take(Entry entry) {
        if (entry instanceof Entry.Beginning beginning) {
            head = Optional.of(beginning.head());
        } else if (entry instanceof Entry.Intended intended) {
            intents.set((int) intended.intent().number());
        } else if (entry instanceof Entry.Ended of) {
            // Of an intent whose record is lost, nothing can be done.
            if (intents.get((int) of.outcome().number())) {
                outcomes.add(of.outcome());
            }
        } else if (entry instanceof Entry.Damage) {
            damaged = true;
        } else {
            ended = true;
        }
    }

    /** The number of the last intent, 0 where there is none. */
    long lastNumber() {
        return Math.max(0, intents.length() - 1);
    }

    /** Bytes up to the end of the last whole record. */
    long length() {
        return length;
    }

    Glance glance() {
        long written = 0;
        long unresolved = 0;
        for (int number = intents.nextSetBit(0); number >= 0; number = intents.nextSetBit(number + 1)) {
            Optional<Outcome.Kind> kind = outcomes.of(number).map(Outcome::kind);
            written += kind.filter(Outcome.Kind.WRITTEN::equals).isPresent() ? 1 : 0;
            unresolved += kind.filter(Outcome.Kind::isFinal).isPresent() ? 0 : 1;
        }
        return new Glance(head, ended, damaged, intents.cardinality(), written, unresolved);
    }

    /** Calls for every intent with what came of it; reads the journal once more. */
    void forEach(FileChannel channel, BiConsumer<Intent, Optional<Outcome>> visitor) throws IOException {
        JournalReader.read(channel, entry -> {
            if (entry instanceof Entry.Intended intended) {
                visitor.accept(intended.intent(), outcomes.of(intended.intent().number()));
            }
        });
    }
}
