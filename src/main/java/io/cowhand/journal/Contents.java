package io.cowhand.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What is in a journal, but for the intents themselves, of which there may be a million. */
final class Contents {

    private final Outcomes outcomes = new Outcomes();
    private Optional<Head> head = Optional.empty();
    private boolean ended;
    private long intents;
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
        } else if (entry instanceof Entry.Intended) {
            intents++;
        } else if (entry instanceof Entry.Ended of) {
            outcomes.add(of.outcome());
        } else {
            ended = true;
        }
    }

    /** How many intents there are; they are numbered from 1. */
    long intents() {
        return intents;
    }

    /** Bytes up to the end of the last whole record. */
    long length() {
        return length;
    }

    Glance glance() {
        long written = 0;
        long unresolved = 0;
        for (long number = 1; number <= intents; number++) {
            Optional<Outcome.Kind> kind = outcomes.of(number).map(Outcome::kind);
            written += kind.filter(Outcome.Kind.WRITTEN::equals).isPresent() ? 1 : 0;
            unresolved += kind.filter(Outcome.Kind::isFinal).isPresent() ? 0 : 1;
        }
        return new Glance(head, ended, intents, written, unresolved);
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
