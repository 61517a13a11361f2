package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.FileName;
import io.cowhand.qcow2.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/** The path that the name of a backing file is, bytes for bytes. */
final class BackingPath {

    private static final Path HERE = Path.of("");

    private BackingPath() {}

    /** Returns why a name, which is not empty, leads to no file; {@code ""} if it may lead to one. */
    static String objection(Bytes name) {
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

    /**
     * Returns the path. Only a URI has bytes that are not UTF-8, or not of this locale.
     *
     * @param name without zero bytes
     */
    static Path of(Bytes name) {
        Optional<String> text = name.asUtf8().filter(each -> each.chars().allMatch(unit -> unit < 0x80));
        if (text.isPresent()) {
            return Path.of(text.get());
        }
        StringBuilder uri = new StringBuilder("file:///");
        for (int i = 0; i < name.length(); i++) {
            int unit = name.u8(i);
            uri.append(unit == '/' ? "/" : "%" + HexFormat.of().toHexDigits((byte) unit));
        }
        Path rooted = Path.of(URI.create(uri.toString()));
        return name.u8(0) == '/' ? rooted : rooted.subpath(0, rooted.getNameCount());
    }

    /** Returns the folder of a file; the empty path for the working folder. */
    static Path folder(Path file) {
        return file.getParent() == null ? HERE : file.getParent();
    }
}
