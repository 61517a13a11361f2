package io.cowhand.journal;

/** What a record of a journal says. */
sealed interface Entry {

    /** The first record. */
    record Beginning(Head head) implements Entry {}

    /** What is about to be written. */
    record Intended(Intent intent) implements Entry {}

    /** What came of it. */
    record Ended(Outcome outcome) implements Entry {}

    /**
     * The run ended in order.
     *
     * @param unresolved intents of which it is not known what came of them
     */
    record End(long unresolved) implements Entry {}
}
