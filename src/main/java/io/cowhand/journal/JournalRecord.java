package io.cowhand.journal;

/** A record of a journal. */
sealed interface JournalRecord {

    /** The first record. */
    record RunRecord(RunMetadata metadata) implements JournalRecord {}

    /** What is about to be written. */
    record IntentRecord(Intent intent) implements JournalRecord {}

    /** The outcome of an intent. */
    record OutcomeRecord(Outcome outcome) implements JournalRecord {}

    /**
     * The run ended in order.
     *
     * @param unresolved how many intents have no known outcome
     */
    record EndRecord(long unresolved) implements JournalRecord {}
}
