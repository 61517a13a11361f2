package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Value;
import java.util.List;

/** Interprets names of files in headers as QEMU does. */
public final class FileName {

    /** Directories of the system, which hold no images. */
    private static final List<String> SYSTEM = List.of("/dev/", "/proc/", "/sys/", "/etc/", "/run/", "/boot/");

    private FileName() {}

    /**
     * Returns whether QEMU reads a name as a protocol or a JSON description: a ':' precedes the first '/'
     * (path_has_protocol in block.c).
     */
    public static boolean isProtocol(String name) {
        int colon = name.indexOf(':');
        int slash = name.indexOf('/');
        return colon >= 0 && (slash < 0 || colon < slash);
    }

    /**
     * Returns whether a name leads to a file or device of the system.
     *
     * @param directory the absolute path of the image's directory, against which relative names are resolved
     */
    public static boolean isOfTheSystem(String name, String directory) {
        String path = absolute(name, directory).display();
        return SYSTEM.stream().anyMatch(path::startsWith);
    }

    /** Returns whether a name leads, to a file of the image's own directory. */
    public static boolean isSame(String name, String directory, String file) {
        // A name that leads there must contain the file's own name.
        return name.contains(file)
                && !isProtocol(name)
                && absolute(name, directory).equals(absolute(file, directory));
    }

    private static Bytes absolute(String name, String directory) {
        return components(directory).resolve(components(name));
    }

    private static PathComponents components(String path) {
        return PathComponents.of(Bytes.utf8(path));
    }

    /** Returns a name as the value of a problem: the text and, if it is not UTF-8, the bytes, up to PATH_MAX. */
    public static Value asValue(Bytes name) {
        Bytes shown = name.slice(0, Math.min(name.length(), Limits.PATH_MAX));
        return new Value.Text(shown.display(), shown.asUtf8().isPresent() ? "" : shown.toHex());
    }

    /** Returns why users or programs could misread a name, or {@code ""}. */
    public static String oddity(Bytes name) {
        if (name.untilZero().length() < name.length()) {
            return "has a zero byte at offset " + name.untilZero().length()
                    + ": QEMU's name ends there, other programs may read on";
        }
        if (name.asUtf8().isEmpty()) {
            return "is not UTF-8";
        }
        return name.display().codePoints().anyMatch(FileName::isUnseen)
                ? "has invisible characters, such as line ends or escape sequences"
                : "";
    }

    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
