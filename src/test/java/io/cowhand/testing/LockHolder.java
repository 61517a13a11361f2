package io.cowhand.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that holds locks on bytes of a file, one after the other. */
public final class LockHolder implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;

    private LockHolder(Process process) {
        this.process = process;
        this.answers = process.inputReader();
    }

    /** Starts the process. */
    public static LockHolder start(Path file) throws IOException {
        return new LockHolder(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Lets go of the byte locked before, and takes a shared lock on another one, as QEMU's are. */
    public void lock(long at) throws IOException {
        process.outputWriter().write(at + "\n");
        process.outputWriter().flush();
        if (!"locked".equals(answers.readLine())) {
            throw new AssertionError("byte " + at + " cannot be locked");
        }
    }

    @Override
    public void close() throws IOException {
        process.outputWriter().close();
        process.onExit().join();
    }

    /** What the process does: reads offsets, a line each, until there are no more. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader offsets = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = offsets.readLine(); line != null; line = next(arguments[0], line, offsets)) {}
    }

    private static String next(String file, String offset, BufferedReader offsets) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.READ)) {
            boolean locked = channel.tryLock(Long.parseLong(offset), 1, true) != null;
            System.out.println(locked ? "locked" : "busy");
            return offsets.readLine();
        }
    }
}
