package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.PathBytes;
import io.cowhand.qcow2.FileName;
import io.cowhand.qcow2.Limits;
import java.nio.file.Path;

/** The path that the name of a backing file is, bytes for bytes. */
public final class BackingPath {

    private static final Path HERE = Path.of("");

    private BackingPath() {}

    /** Returns why a name, which is not empty, leads to no file; {@code ""} if it may lead to one. */
    public static String objection(Bytes name) {
        if (FileName.isProtocol(name.display())) {
            return "is named by a protocol or a description, which is never followed";
        }
        if (name.untilZero().length() < name.length()) {
            return "has a name with a zero byte, which is never followed";
        }
        if (name.length() > Limits.MAX_BACKING_NAME) {
            return "has a name that is longer than any that QEMU opens";
        }
        return name.u8(name.length() - 1) == '/' ? "is named as a folder" : "";
    }

    /** Returns the path that a name is to which there is no {@linkplain #objection objection}. */
    public static Path of(Bytes name) {
        return PathBytes.of(name.asBuffer());
    }

    /** Returns the folder of a file; the empty path for the working folder. */
    static Path folder(Path file) {
        return file.getParent() == null ? HERE : file.getParent();
    }
}
