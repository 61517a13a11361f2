package io.cowhand.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.journal.Intent;
import io.cowhand.journal.RecordedRun;
import io.cowhand.testing.Journaled;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who wrote an image after a run. */
class LaterRunsTest {

    @TempDir
    private Path folder;

    private Journaled runs;
    private RecordedRun first;
    private Intent image;

    /** A run that writes an image, and two later ones, of which the second writes the same image. */
    @BeforeEach
    void write() throws IOException {
        runs = new Journaled(folder);
        Path written = Variants.copy("v3", folder);
        runs.apply(written, "{op: set-labels, labels: {owner: web}}");
        first = runs.last();
        image = Journaled.intents(first).get(0);
        runs.apply(Variants.copy("v3", folder, "other.qcow2"), "{op: set-labels, labels: {owner: web}}");
        runs.apply(written, "{op: set-labels, labels: {owner: backup}}");
    }

    private LaterRuns later(int most) {
        return new LaterRuns(runs.state(), first.id(), Optional.empty(), most);
    }

    @Test
    void theRunThatWroteTheImageIsNamed() throws IOException {
        assertThat(later(2).describeWriterOf(image))
                .isEqualTo("run " + runs.last().id() + " wrote it later");
    }

    @Test
    void noJournalIsBlamedWhereThereAreMoreImagesThanAreHeld() {
        assertThat(later(1).describeWriterOf(image))
                .isEqualTo("another program or a later run wrote to it since; which one is unknown, because later runs"
                        + " wrote more than 1 images");
    }

    @Test
    void aJournalThatCannotBeReadIsBlamed() throws IOException {
        Files.write(runs.last().file(), new byte[] {1});

        assertThat(later(2).describeWriterOf(image))
                .isEqualTo("another program or a later run whose journal cannot be read wrote to it since");
    }
}
