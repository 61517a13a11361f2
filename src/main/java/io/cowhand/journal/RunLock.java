package io.cowhand.journal;

import io.cowhand.os.LinuxCalls;
import io.cowhand.os.OpenFile;
import io.cowhand.os.SystemCalls.Access;
import io.cowhand.os.SystemCalls.TrailingLink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The lock on the journal of a run in progress. It belongs to an open file description, since a lock of the process
 * would be dropped when anything else in the process closes the journal.
 */
final class RunLock implements Closeable {

    private final OpenFile file;

    private RunLock(OpenFile file) {
        this.file = file;
    }

    /** Takes the lock on a journal; returns nothing if the run is in progress. */
    static Optional<RunLock> take(Path journal) throws IOException {
        OpenFile file = LinuxCalls.KERNEL.open(journal, TrailingLink.REFUSED, Access.READ_AND_WRITE);
        boolean isTaken = false;
        try {
            isTaken = file.lock(0, 1);
            return isTaken ? Optional.of(new RunLock(file)) : Optional.empty();
        } finally {
            if (!isTaken) {
                file.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
