package io.cowhand.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running qemu-io that holds an image open, with its locks, until it is closed. */
public final class QemuIo implements AutoCloseable {

    private static final String PROMPT = "qemu-io> ";

    private final Process process;

    private QemuIo(Process process) {
        this.process = process;
    }

    /** Starts {@code qemu-io} in a folder and waits until it has opened its image. */
    public static QemuIo open(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("qemu-io"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readNBytes(PROMPT.length()), StandardCharsets.UTF_8);
            if (!said.equals(PROMPT)) {
                throw new AssertionError(
                        said + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            return new QemuIo(process);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Whether it still has the image open. */
    public boolean isOpen() {
        return process.isAlive();
    }

    /** Ends it, and waits until its locks are gone. */
    @Override
    public void close() {
        try {
            process.outputWriter().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("qemu-io does not end");
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
