package io.cowhand.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Expands path arguments, of which {@code -} stands for a list on standard input. */
final class PathList {

    /** The argument that stands for the list. */
    static final String STANDARD_INPUT = "-";

    private PathList() {}

    /** Returns the paths, with those from standard input in place of {@code -}. */
    static List<String> expand(List<String> arguments) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals(STANDARD_INPUT)) {
                paths.addAll(read());
            } else {
                paths.add(argument);
            }
        }
        return paths;
    }

    /**
     * Returns the paths on standard input, which are separated by NUL if it contains one, and by line ends otherwise.
     * Empty paths are omitted. A path that is not UTF-8 is returned as a {@code file:} URI.
     */
    static List<String> read() throws IOException {
        byte[] input = System.in.readAllBytes();
        byte separator = '\n';
        for (byte each : input) {
            if (each == 0) {
                separator = 0;
            }
        }
        List<String> paths = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= input.length; at++) {
            if (at == input.length || input[at] == separator) {
                int end = separator == '\n' && at > start && input[at - 1] == '\r' ? at - 1 : at;
                if (end > start) {
                    paths.add(path(ByteBuffer.wrap(input, start, end - start)));
                }
                start = at + 1;
            }
        }
        return paths;
    }

    private static String path(ByteBuffer name) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(name.duplicate()).toString();
        } catch (CharacterCodingException notUtf8) {
            StringBuilder uri = new StringBuilder("file://");
            if (name.get(name.position()) != '/') {
                uri.append(Path.of("").toAbsolutePath().toUri().getRawPath()).append('/');
            }
            // Two leading slashes would begin the authority of a URI.
            while (name.remaining() > 1 && name.get(name.position()) == '/' && name.get(name.position() + 1) == '/') {
                name.get();
            }
            while (name.hasRemaining()) {
                uri.append(String.format(Locale.ROOT, "%%%02X", name.get()));
            }
            return uri.toString();
        }
    }
}
