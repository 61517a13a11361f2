package io.cowhand.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.image.ImageReference;
import io.cowhand.journal.Outcome;
import io.cowhand.os.FileStatus;
import io.cowhand.os.LinuxCalls;
import io.cowhand.os.OpenFile;
import io.cowhand.os.SystemCalls;
import io.cowhand.os.SystemCalls.Access;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.testing.FileState;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer on files whose bytes mean nothing to it: a window of 4 KiB, sectors 3 and 4 of which change. */
@Timeout(20)
class ImageWriterTest {

    private static final int WINDOW = 4096;
    private static final UndoTerms UNDO = new UndoTerms(UndoClass.ANYTIME, false);
    private static final int FIRST_CHANGE = 3 * 512 + 100;
    private static final int LAST_CHANGE = 4 * 512 + 7;

    @TempDir
    Path folder;

    private Path image;
    private FileStatus planned;
    private SectorWrite writes;
    private FileState found;

    @BeforeEach
    void plan() throws IOException {
        byte[] content = new byte[3 * WINDOW];
        new Random(42).nextBytes(content);
        image = Files.write(folder.resolve("image"), content);
        planned = FileStatus.ofRegular(image);
        Bytes window = FileState.content(image).slice(0, WINDOW);
        writes = SectorWrite.between(
                window, flipped(flipped(window, FIRST_CHANGE), LAST_CHANGE), HeaderCodec.mark(window));
        found = FileState.aged(image);
    }

    @Test
    void onlyTheSectorsAreWritten() {
        assertThat(write()).isInstanceOf(WriteOutcome.Applied.class);

        FileState now = FileState.of(image);
        assertThat(now.content()).isEqualTo(flipped(flipped(found.content(), FIRST_CHANGE), LAST_CHANGE));
        assertThat(writes.change().phases())
                .extracting(SectorChange.Phase::offset)
                .containsExactly(0, 3 * 512, 0);
        assertThat(now.attributes().get("lastModifiedTime"))
                .isNotEqualTo(found.attributes().get("lastModifiedTime"));
    }

    @Test
    void inodeOwnerAndModeStay() throws IOException {
        Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rw-r---w-"));
        found = FileState.of(image);

        assertThat(write()).isInstanceOf(WriteOutcome.Applied.class);

        assertThat(FileState.of(image).lasting()).isEqualTo(found.lasting());
    }

    @Test
    void extendedAttributesStay() throws IOException {
        UserDefinedFileAttributeView view = Files.getFileAttributeView(image, UserDefinedFileAttributeView.class);
        assumeTrue(keepsAttributes(view), "the file system has no user attributes");

        assertThat(write()).isInstanceOf(WriteOutcome.Applied.class);

        assertThat(view.list()).containsExactly("owner");
        assertThat(view.size("owner")).isEqualTo(4);
    }

    @Test
    void aChangeOfAnyByteOfTheWindowMakesTheWriteStale() throws IOException {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        for (int at = 0; at < WINDOW; at++) {
            overwrite(at, flipped(found.content(), at));
            FileState changed = FileState.aged(image);
            assertThat(write()).as("byte %d", at).isInstanceOf(WriteOutcome.Stale.class);
            assertThat(FileState.of(image)).as("byte %d", at).isEqualTo(changed);
            overwrite(at, found.content());
        }
        assertThat(write()).isInstanceOf(WriteOutcome.Applied.class);
    }

    @Test
    void aChangeBehindTheWindowIsKept() throws IOException {
        overwrite(WINDOW, flipped(found.content(), WINDOW));
        assertThat(write()).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(FileState.content(image).u8(WINDOW))
                .isNotEqualTo(found.content().u8(WINDOW));
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 512, 3 * 512, WINDOW - 1})
    void aFileThatEndsWithinTheWindowIsStale(int size) throws IOException {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
        FileState truncated = FileState.aged(image);
        assertThat(write()).isInstanceOf(WriteOutcome.Stale.class);
        assertThat(FileState.of(image)).isEqualTo(truncated);
    }

    @Test
    void nothingIsWrittenWhereTheNewBytesAreThereAlready() throws IOException {
        overwrite(FIRST_CHANGE, writes.result());
        overwrite(LAST_CHANGE, writes.result());
        FileState done = FileState.aged(image);
        assertThat(write()).isInstanceOf(WriteOutcome.Unchanged.class);
        assertThat(FileState.of(image)).isEqualTo(done);
    }

    @Test
    void halfOfTheNewBytesIsStale() throws IOException {
        overwrite(FIRST_CHANGE, writes.result());
        FileState torn = FileState.aged(image);
        assertThat(write()).isInstanceOf(WriteOutcome.Stale.class);
        assertThat(FileState.of(image)).isEqualTo(torn);
    }

    @Test
    void aFileThatVanishedIsGoneAndNotMadeAgain() throws IOException {
        Files.delete(image);
        assertThat(write()).isInstanceOf(WriteOutcome.Unreadable.class);
        assertThat(image).doesNotExist();
    }

    @Test
    void anotherFileOfTheSameContentIsStale() throws IOException {
        Path other = Files.copy(image, folder.resolve("other"));
        Files.move(image, folder.resolve("moved"));
        Files.move(other, image);
        FileState replaced = FileState.aged(image);
        assertThat(write()).isInstanceOf(WriteOutcome.Stale.class);
        assertThat(FileState.of(image)).isEqualTo(replaced);
        assertThat(FileState.content(folder.resolve("moved"))).isEqualTo(found.content());
    }

    @Test
    void aSymbolicLinkThatLeadsElsewhereNowIsStale() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), image);
        Path other = Files.copy(image, folder.resolve("other"));
        Files.delete(link);
        Files.createSymbolicLink(link, other);
        assertThat(new ImageWriter(WriteJournal.NONE)
                        .write(new PlannedWrite(
                                new ImageReference(link), planned, TrailingLink.FOLLOWED, writes, UNDO)))
                .isInstanceOf(WriteOutcome.Stale.class);
        assertThat(FileState.content(other)).isEqualTo(found.content());
    }

    /** What the path leads to before and after does not count. */
    @Test
    void anotherFileThatIsInItsPlaceOnlyWhileItIsOpenedIsStale() throws IOException {
        Path other = Files.copy(image, folder.resolve("other"));
        SystemCalls exchanged = (path, link, access) -> LinuxCalls.KERNEL.open(other, link, access);

        assertThat(new ImageWriter(WriteJournal.NONE, exchanged).write(planned(UNDO)))
                .isInstanceOf(WriteOutcome.Stale.class);

        assertThat(FileState.content(other)).isEqualTo(found.content());
        assertThat(FileState.of(image)).isEqualTo(found);
    }

    @Test
    void aLaterWriteShowsHoweverSoonItComes() throws IOException {
        CoarseClock calls = new CoarseClock();
        List<Outcome> outcomes = new ArrayList<>();
        WriteJournal journal = new WriteJournal() {
            @Override
            public long recordIntents(List<PlannedWrite> writes) {
                return 1;
            }

            @Override
            public void recordOutcome(Outcome outcome) {
                outcomes.add(outcome);
            }
        };

        assertThat(new ImageWriter(journal, calls).write(planned(new UndoTerms(UndoClass.UNTOUCHED, false))))
                .isInstanceOf(WriteOutcome.Applied.class);

        assertThat(outcomes).hasSize(1);
        try (OpenFile guest = calls.open(image, TrailingLink.REFUSED, Access.READ_AND_WRITE)) {
            assertThat(guest.status().mtime()).isEqualTo(outcomes.get(0).mtime());
            guest.write(ByteBuffer.wrap(new byte[512]), 2 * WINDOW);
            assertThat(guest.status().mtime()).isNotEqualTo(outcomes.get(0).mtime());
        }
    }

    @Test
    void theSameFileUnderAnotherNameIsWritten() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), image);
        assertThat(new ImageWriter(WriteJournal.NONE)
                        .write(new PlannedWrite(
                                new ImageReference(link), planned, TrailingLink.FOLLOWED, writes, UNDO)))
                .isInstanceOf(WriteOutcome.Applied.class);
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void aFifoInItsPlaceIsNotOpened() throws Exception {
        Files.delete(image);
        assertThat(command("mkfifo", image.toString())).isTrue();
        assertNotWritten("FIFO");
    }

    @Test
    void aDirectoryInItsPlaceIsNotOpened() throws IOException {
        Files.delete(image);
        Files.createDirectory(image);
        assertNotWritten("directory");
    }

    @Test
    void aDeviceInItsPlaceIsNotOpened() throws IOException {
        Files.delete(image);
        Files.createSymbolicLink(image, Path.of("/dev/full"));
        assertNotWritten("symbolic link");
        Files.delete(image);
    }

    private void assertNotWritten(String reason) {
        assertThat(write())
                .isInstanceOfSatisfying(
                        WriteOutcome.Unreadable.class,
                        gone -> assertThat(gone.problem().message()).contains(reason));
    }

    @Test
    void aFileWithoutPermissionToWriteFailsAndStays() throws IOException {
        Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("r--r--r--"));
        assumeTrue(!Files.isWritable(image), "root writes whatever the mode says");
        assertFails();
    }

    @Test
    void anImmutableFileFailsAndStays() throws Exception {
        assumeTrue(command("chattr", "+i", image.toString()), "files cannot be made immutable here");
        try {
            assertFails();
        } finally {
            assertThat(command("chattr", "-i", image.toString())).isTrue();
        }
    }

    private void assertFails() {
        FileState before = FileState.of(image);
        assertThat(write())
                .isInstanceOfSatisfying(
                        WriteOutcome.Failed.class,
                        failed -> assertThat(failed.problem().message()).contains("cannot be opened for writing"));
        assertThat(FileState.of(image)).isEqualTo(before);
    }

    @Test
    void theLocksAreGoneAfterTheWrite() throws IOException {
        assertThat(write()).isInstanceOf(WriteOutcome.Applied.class);
        try (OpenFile file = LinuxCalls.KERNEL.open(image, TrailingLink.REFUSED, Access.READ_AND_WRITE)) {
            assertThat(HeaderBytes.lock(file)).isTrue();
        }
    }

    private WriteOutcome write() {
        return new ImageWriter(WriteJournal.NONE).write(planned(UNDO));
    }

    private PlannedWrite planned(UndoTerms undo) {
        return new PlannedWrite(new ImageReference(image), planned, TrailingLink.REFUSED, writes, undo);
    }

    /** Copies one byte of the expected contents into the file. */
    private void overwrite(int at, Bytes wanted) throws IOException {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.write(wanted.slice(at, at + 1).asBuffer(), at);
        }
    }

    private static Bytes flipped(Bytes bytes, int at) {
        return bytes.with(at, Bytes.of(bytes.u8(at) ^ 0x10));
    }

    private static boolean keepsAttributes(UserDefinedFileAttributeView view) {
        try {
            return view.write("owner", ByteBuffer.wrap(new byte[4])) == 4;
        } catch (IOException | UnsupportedOperationException none) {
            return false;
        }
    }

    private static boolean command(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
