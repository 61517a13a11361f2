package io.cowhand.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.image.ImageReference;
import io.cowhand.journal.Outcome;
import io.cowhand.os.FileStatus;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.testing.Journaled;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunJournalTest {

    @TempDir
    private Path folder;

    private PlannedWrite write() throws IOException {
        Path image = Files.write(folder.resolve("a.qcow2"), new byte[4096]);
        Bytes before = Bytes.zeros(4096);
        return new PlannedWrite(
                new ImageReference(image),
                FileStatus.ofRegular(image),
                TrailingLink.REFUSED,
                SectorWrite.between(before, before.with(9, Bytes.of(1)), Bytes.EMPTY),
                new UndoTerms(UndoClass.UNTOUCHED, false));
    }

    /** Without its outcome, with the times, an image that was written could not be rolled back. */
    @ParameterizedTest(name = "interrupted: {0}")
    @ValueSource(booleans = {false, true})
    void anExceptionDoesNotLoseOutcomes(boolean isInterrupted) throws IOException {
        Journaled runs = new Journaled(folder);
        Outcome written = new Outcome(1, Outcome.Kind.WRITTEN, 4096, 11, 22, 33);
        try (RunJournal journal = new RunJournal(runs.state(), runs.metadata())) {
            journal.recordIntents(List.of(write()));
            journal.recordOutcome(written);
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
            // No end: an exception goes through here.
        }

        assertThat(Thread.interrupted()).isEqualTo(isInterrupted);
        List<Optional<Outcome>> outcomes = new ArrayList<>();
        runs.last().forEach((intent, outcome) -> outcomes.add(outcome));
        assertThat(outcomes).containsExactly(Optional.of(written));
        assertThat(runs.last().isLive()).isFalse();
    }

    @Test
    void isClosedTwiceWithoutHarm() throws IOException {
        Journaled runs = new Journaled(folder);
        RunJournal journal = new RunJournal(runs.state(), runs.metadata());
        journal.recordIntents(List.of(write()));
        journal.recordOutcome(Outcome.of(1, Outcome.Kind.WRITTEN));
        journal.end();
        journal.close();
        journal.close();

        assertThat(runs.last().isComplete()).isTrue();
    }
}
