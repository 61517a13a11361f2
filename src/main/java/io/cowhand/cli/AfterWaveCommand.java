package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.os.IoErrors;
import io.cowhand.os.TemporaryFile;
import io.cowhand.result.ResultJson;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The command of {@code --after-wave}, which decides between two waves whether the next one begins.
 *
 * <p>No image is open while it runs, and it inherits standard error alone.
 */
final class AfterWaveCommand implements AutoCloseable {

    /** What it prints belongs to the messages; standard input may be an inventory. */
    private static final String SHELL = "exec sh -c \"$1\" >&2 </dev/null";

    /** The time that a command has to end after it is asked to. */
    private static final long PATIENCE_SECONDS = 5;

    private final Terminal terminal;
    private final String command;
    private final Cancellation cancellation;
    private @Nullable TemporaryFile results;
    private @Nullable IOException failure;
    private @Nullable Process process;
    private boolean isRegistered;
    private boolean isCancelled;

    /**
     * Creates a command that has not run.
     *
     * @param cancellation ends the command, too
     */
    AfterWaveCommand(Terminal terminal, String command, Cancellation cancellation) {
        this.terminal = terminal;
        this.command = command;
        this.cancellation = cancellation;
    }

    /** Adds the result of an image to those of the current wave. */
    void add(ImageResult result) {
        if (result.wave().isEmpty() || result.status() == Status.NOT_RUN || failure != null) {
            return;
        }
        try {
            if (results == null) {
                results = TemporaryFile.create("cowhand-wave-", ".jsonl");
            }
            results.writeLine(ResultJson.result(result));
        } catch (IOException error) {
            failure = error;
        }
    }

    /** Runs the command after a wave; returns why no further image is to be begun, or nothing if it succeeded. */
    Optional<String> run(String run, int wave) {
        if (!isRegistered) {
            // After the run's own, so that the run knows why the command ends.
            isRegistered = true;
            cancellation.onCancel(this::cancel);
        }
        terminal.clearStatus();
        terminal.flush();
        try (TemporaryFile file = results) {
            results = null;
            if (failure != null) {
                throw failure;
            }
            if (file == null) {
                throw new IllegalStateException("wave " + wave + " has no results");
            }
            return execute(run, wave, file);
        } catch (IOException error) {
            return Optional.of("the --after-wave command could not be run: " + IoErrors.describe(error));
        }
    }

    private Optional<String> execute(String run, int wave, TemporaryFile file) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", SHELL, "sh", command);
        builder.redirectError(Redirect.INHERIT);
        builder.environment().put("COWHAND_RUN", run);
        builder.environment().put("COWHAND_WAVE", Integer.toString(wave));
        builder.environment().put("COWHAND_RESULTS", file.complete().toString());
        Optional<Process> started = start(builder);
        try {
            if (started.isEmpty()) {
                return Optional.of("the run is interrupted");
            }
            int code = started.get().waitFor();
            return code == 0 ? Optional.empty() : Optional.of("the --after-wave command ended with exit code " + code);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("unexpected interrupt", interrupted);
        }
    }

    private synchronized Optional<Process> start(ProcessBuilder builder) throws IOException {
        if (isCancelled) {
            return Optional.empty();
        }
        Process started = builder.start();
        process = started;
        return Optional.of(started);
    }

    private void cancel() {
        Process running;
        synchronized (this) {
            isCancelled = true;
            running = process;
        }
        if (running == null) {
            return;
        }
        // A shell does not pass the signal on to what it has started.
        running.descendants().forEach(ProcessHandle::destroy);
        running.destroy();
        try {
            if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                running.descendants().forEach(ProcessHandle::destroyForcibly);
                running.destroyForcibly();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes the results of a wave that did not end. */
    @Override
    public void close() {
        if (results != null) {
            try {
                results.close();
            } catch (IOException left) {
                terminal.message("a temporary file could not be removed: " + IoErrors.describe(left));
            }
            results = null;
        }
    }
}
