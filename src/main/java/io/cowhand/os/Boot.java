package io.cowhand.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The current boot of the machine. */
public final class Boot {

    private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /** Returns the kernel's id of this boot; {@code ""} if it is not available. */
    public static String id() {
        try {
            return Files.readString(ID).strip();
        } catch (IOException unavailable) {
            return "";
        }
    }
}
