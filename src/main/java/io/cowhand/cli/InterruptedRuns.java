package io.cowhand.cli;

import io.cowhand.run.RunHistory;
import java.io.IOException;
import java.util.List;

/** Reports interrupted runs in commands that only read images. */
final class InterruptedRuns {

    private InterruptedRuns() {}

    /** Reports interrupted runs. A state directory that cannot be used matters only to commands that write. */
    static void report(Terminal terminal, StateOptions state) {
        try {
            List<String> runs = new RunHistory(state.directory()).interrupted();
            if (!runs.isEmpty()) {
                terminal.message((runs.size() == 1 ? "run " + runs.get(0) + " was" : runs.size() + " runs were")
                        + " interrupted; to recover, run 'cowhand recover'");
            }
        } catch (IOException unusable) {
            return;
        }
    }
}
