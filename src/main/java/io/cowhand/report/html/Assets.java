package io.cowhand.report.html;

import io.cowhand.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The page's style, its script, and the markup that the script fills. */
final class Assets {

    /** The modules of the script, each after those that it uses. */
    private static final List<String> MODULES = List.of(
            "dom.js", "data.js", "filter.js", "groups.js", "table.js", "cluster.js", "detail.js", "zoom.js", "main.js");

    private Assets() {}

    static String style() {
        return read("report.css");
    }

    /** Returns the script: all modules in one function, so that none of their names is global. */
    static String script() {
        return MODULES.stream()
                .map(Assets::read)
                .collect(Collectors.joining("", "(() => {\n\"use strict\";\n", "})();\n"));
    }

    /** Returns the markup of the parts that only the script can show. */
    static String interactive() {
        return read("interactive.html");
    }

    /** Returns the source of a security policy that allows an element with this text, as it stands between its tags. */
    static String hash(String text) {
        return "'sha256-" + Bytes.utf8(text).sha256().toBase64() + "'";
    }

    private static String read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
