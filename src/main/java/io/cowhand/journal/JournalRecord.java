package io.cowhand.journal;

/** What a record of a journal says. */
sealed interface JournalRecord {

    /** The first record. */
    record RunRecord(RunMetadata metadata) implements JournalRecord {}

    /** What is about to be written. */
    record IntentRecord(Intent intent) implements JournalRecord {}

    /** What came of it. */
    record OutcomeRecord(Outcome outcome) implements JournalRecord {}

    /**
     * The run ended in order.
     *
     * @param unresolved intents of which it is not known what came of them
     */
    record EndRecord(long unresolved) implements JournalRecord {}
}
