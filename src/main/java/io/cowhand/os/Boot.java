package io.cowhand.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The time since the machine was started. */
public final class Boot {

    private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /** Returns what the kernel tells this boot from all others by; {@code ""} where it does not tell. */
    public static String id() {
        try {
            return Files.readString(ID).strip();
        } catch (IOException notTold) {
            return "";
        }
    }
}
