package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Value;
import java.util.List;

/** How QEMU takes the name of a file that is written in a header. */
public final class FileName {

    /** Where the system keeps what is no image of anybody. */
    private static final List<String> SYSTEM = List.of("/dev/", "/proc/", "/sys/", "/etc/", "/run/", "/boot/");

    private FileName() {}

    /**
     * Whether QEMU takes a name for a protocol's or a JSON description: a ':' stands before the first '/'
     * (path_has_protocol in block.c).
     */
    public static boolean isProtocol(String name) {
        int colon = name.indexOf(':');
        int slash = name.indexOf('/');
        return colon >= 0 && (slash < 0 || colon < slash);
    }

    /**
     * Whether a name leads to where the system keeps its own files and devices, by the names alone.
     *
     * @param directory the image's, absolute, from which relative names are seen
     */
    public static boolean isOfTheSystem(String name, String directory) {
        String path = absolute(name, directory).display();
        return SYSTEM.stream().anyMatch(path::startsWith);
    }

    /** Whether a name leads, by the names alone, to a file of the image's own directory. */
    public static boolean isSame(String name, String directory, String file) {
        // Wherever it leads, the file's own name would have to be in it.
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

    /** Returns a name as the value of a problem: its text, and where that is not UTF-8 its bytes, up to PATH_MAX. */
    public static Value asValue(Bytes name) {
        Bytes shown = name.slice(0, Math.min(name.length(), Limits.PATH_MAX));
        return new Value.Text(shown.display(), shown.asUtf8().isPresent() ? "" : shown.toHex());
    }

    /** What makes a name something else to people and programs than its bytes are, or {@code ""}. */
    public static String oddity(Bytes name) {
        if (name.untilZero().length() < name.length()) {
            return "has a zero byte at place " + name.untilZero().length()
                    + ": QEMU's name ends there, other programs may go on";
        }
        if (name.asUtf8().isEmpty()) {
            return "is not UTF-8";
        }
        return name.display().codePoints().anyMatch(FileName::isUnseen)
                ? "has characters that are not seen, such as line ends or escape sequences"
                : "";
    }

    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
