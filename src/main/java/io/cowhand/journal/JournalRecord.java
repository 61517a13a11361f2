package io.cowhand.journal;

/** A record of a journal. */
sealed interface JournalRecord {

    /** The first record. */
    record RunRecord(RunMetadata metadata) implements JournalRecord {}

    /** The intent to write an image. */
    record IntentRecord(Intent intent) implements JournalRecord {}

    /** The outcome of an intent. */
    record OutcomeRecord(Outcome outcome) implements JournalRecord {}

    /**
     * The run ended normally.
     *
     * @param unresolved the number of intents without a final outcome
     */
    record EndRecord(long unresolved) implements JournalRecord {}
}
