package io.cowhand.cli;

import io.cowhand.run.RunHistory;
import java.io.IOException;
import java.util.List;

/** Says which runs were cut off, where images are only looked at. */
final class InterruptedRuns {

    private InterruptedRuns() {}

    /** Reports them; a state directory that cannot be used matters only to what writes. */
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
