package io.cowhand.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A mount that does not answer: of FUSE, without a program that would serve it. It is there only for the program that is
 * started with it, in a mount namespace of its own.
 */
public final class DeadMount {

    private static final String SCRIPT = """
            import ctypes, os, sys
            device = os.open("/dev/fuse", os.O_RDWR)
            os.set_inheritable(device, True)
            options = "fd=%d,rootmode=40000,user_id=0,group_id=0" % device
            if ctypes.CDLL(None).mount(b"dead", os.fsencode(sys.argv[1]), b"fuse", 0, options.encode()) != 0:
                sys.exit(99)
            os.execvp(sys.argv[2], sys.argv[2:])
            """;

    private DeadMount() {}

    /** Returns whether this system lets the tests mount something. */
    public static boolean isPossible(Path folder) throws IOException {
        return Qemu.run(folder, command(folder, List.of("true"))).ok();
    }

    /** Returns a command that runs another one, which sees the mount at a folder. */
    public static List<String> command(Path at, List<String> command) throws IOException {
        Path script = Files.createTempFile("dead-mount", ".py");
        script.toFile().deleteOnExit();
        Files.writeString(script, SCRIPT);
        return Stream.concat(Stream.of("unshare", "-m", "python3", script.toString(), at.toString()), command.stream())
                .toList();
    }
}
