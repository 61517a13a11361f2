package io.cowhand.run;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.RunListener;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.MountPolicy;
import io.cowhand.problem.Problem;
import java.io.IOException;

/**
 * What comes before a run that writes: it makes the state directory ready, and recovers interrupted runs.
 *
 * @param mounts says on which mounts images must not be written
 * @param listener receives what was recovered
 * @param cancellation ends the recovery
 */
public record RunStart(MountPolicy mounts, RunListener listener, Cancellation cancellation) {

    /**
     * Prepares a run, and returns the images that must not be written, since their state is unknown.
     *
     * @param recovers whether to recover interrupted runs
     * @throws IOException if the state directory cannot be used, in which case no image was touched
     */
    public UnresolvedImages prepare(StateDirectory state, boolean recovers) throws IOException {
        state.prepare();
        if (state.isVolatile()) {
            listener.notice(Problem.warning(
                    ProblemCode.STATE_IN_MEMORY,
                    "the state directory " + state.path()
                            + " is in memory: after a power failure, nothing can be recovered from it"));
        }
        return recovers ? recovered(state) : UnresolvedImages.NONE;
    }

    private UnresolvedImages recovered(StateDirectory state) throws IOException {
        RecoveryRun recovery = new RecoveryRun(state, mounts, listener::recovered);
        cancellation.onCancel(recovery::stop);
        RecoveryRun.Result result;
        try {
            result = recovery.run();
        } catch (IOException error) {
            throw new IOException("interrupted runs cannot be recovered: " + error.getMessage());
        }
        if (!result.journalProblems().isEmpty()) {
            throw new IOException("interrupted runs cannot be recovered: " + String.join("; ", result.journalProblems())
                    + "; --no-recover skips the recovery");
        }
        return result.unresolved();
    }
}
