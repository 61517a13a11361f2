package io.cowhand.planfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines of bounded length. */
final class PlanLines {

    /** Enough for a first cluster of 2 MiB before and after in base64, and its changes in hexadecimal digits. */
    private static final int LONGEST = 1 << 25;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;

    PlanLines(InputStream in) {
        this.in = in;
    }

    /** Returns the next line without its line feed; nothing at the end of the file. */
    Optional<String> next() throws IOException, PlanFormatException {
        ByteArrayOutputStream started = null;
        while (true) {
            if (at == end && !fill()) {
                if (started != null) {
                    throw new PlanFormatException("it is incomplete: it ends within a line");
                }
                return Optional.empty();
            }
            int feed = at;
            while (feed < end && buffer[feed] != '\n') {
                feed++;
            }
            if (feed < end && started == null) {
                String line = new String(buffer, at, feed - at, StandardCharsets.UTF_8);
                at = feed + 1;
                return Optional.of(line);
            }
            started = started == null ? new ByteArrayOutputStream(2 * buffer.length) : started;
            started.write(buffer, at, feed - at);
            if (started.size() > LONGEST) {
                throw new PlanFormatException("it has a line of more than " + LONGEST + " bytes");
            }
            at = Math.min(feed + 1, end);
            if (feed < end) {
                return Optional.of(started.toString(StandardCharsets.UTF_8));
            }
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
