package io.cowhand.os;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Paths by their bytes, which need not be UTF-8. */
public final class PathBytes {

    /** Characters that need no percent-encoding in a path (RFC 2396, section 3.3), apart from letters and digits. */
    private static final String PLAIN_IN_URIS = "/-_.!~*'():@&=+$,;";

    /** Whether the JDK decodes the bytes of paths as UTF-8. */
    private static final boolean IS_UTF_8 = "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));

    private PathBytes() {}

    /** Returns whether a text is a {@code file:} URI. */
    public static boolean isUri(String text) {
        return text.startsWith("file:");
    }

    /**
     * Returns the path that a {@code file:} URI names, byte by byte.
     *
     * @throws IllegalArgumentException if the URI names no file, with a message for the user
     */
    public static Path ofUri(String text) {
        try {
            return Path.of(new URI(encoded(text)));
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    malformed.getReason() + " at character " + (malformed.getIndex() + 1), malformed);
        } catch (IllegalArgumentException notOfAFile) {
            throw new IllegalArgumentException(
                    notOfAFile.getMessage() + "; write file:///path with percent-encoded bytes", notOfAFile);
        }
    }

    /** Returns a path, whose bytes are those of the text in UTF-8, as it stands in URIs. */
    public static String inUri(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte unit : path.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = unit >= 'a' && unit <= 'z'
                    || unit >= 'A' && unit <= 'Z'
                    || unit >= '0' && unit <= '9'
                    || unit > 0 && PLAIN_IN_URIS.indexOf(unit) >= 0;
            uri.append(isPlain ? String.valueOf((char) unit) : percent(unit));
        }
        return uri.toString();
    }

    /** Percent-encodes characters beyond ASCII, which the JDK would truncate to eight bits. */
    private static String encoded(String text) {
        StringBuilder ascii = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            ascii.append(unit >= 0 ? String.valueOf((char) unit) : percent(unit));
        }
        return ascii.toString();
    }

    /**
     * Returns the path of a name as the system has it, which is not empty.
     *
     * @throws IllegalArgumentException if the name contains a NUL
     */
    public static Path of(ByteBuffer name) {
        byte[] bytes = new byte[name.remaining()];
        name.duplicate().get(bytes);
        return of(bytes);
    }

    static Path of(byte[] name) {
        // What text beyond ASCII is in bytes depends on the locale.
        return isAscii(name) ? Path.of(new String(name, StandardCharsets.US_ASCII)) : ofAnyBytes(name);
    }

    private static boolean isAscii(byte[] name) {
        for (byte unit : name) {
            if (unit < 0) {
                return false;
            }
        }
        return true;
    }

    /** Only a URI leads to a path with any bytes; it is absolute, and a relative path is the part after its root. */
    private static Path ofAnyBytes(byte[] name) {
        StringBuilder uri = new StringBuilder("file:///");
        for (byte unit : name) {
            uri.append(unit == '/' ? "/" : percent(unit));
        }
        Path absolute = Path.of(URI.create(uri.toString()));
        return name[0] == '/' ? absolute : absolute.subpath(0, absolute.getNameCount());
    }

    /** Returns the bytes of a path as the system has it. */
    public static ByteBuffer bytes(Path path) {
        String text = path.toString();
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        // ASCII is the same in bytes and text.
        if (encoded.length == text.length() || IS_UTF_8 && isNamedBy(text, path)) {
            return ByteBuffer.wrap(encoded).asReadOnlyBuffer();
        }
        // Only the URI has all bytes.
        String uri = Path.of("/").resolve(path).toUri().getRawPath();
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        ByteBuffer bytes = ByteBuffer.allocate(end);
        for (int at = path.isAbsolute() ? 0 : 1; at < end; at++) {
            if (uri.charAt(at) == '%') {
                bytes.put((byte) Integer.parseInt(uri.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                bytes.put((byte) uri.charAt(at));
            }
        }
        return bytes.flip().asReadOnlyBuffer();
    }

    /** Returns whether a text, in UTF-8, names the file of a path: not if the path has other bytes. */
    public static boolean isNamedBy(String text, Path path) {
        try {
            return Path.of(text).equals(path);
        } catch (InvalidPathException notInThisLocale) {
            return false;
        }
    }

    private static String percent(byte unit) {
        return String.format(Locale.ROOT, "%%%02X", unit);
    }
}
