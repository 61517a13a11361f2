package io.cowhand.report;

/** Messages in SARIF, where some characters mean more than themselves. */
final class SarifText {

    private SarifText() {}

    /**
     * Returns a message without placeholders and links (SARIF 2.1.0, sections 3.11.5 and 3.11.6), whatever names of images
     * it holds.
     */
    static String message(String text) {
        return Escaped.plain(text).replace("{", "{{").replace("}", "}}").replace("](", "\\](");
    }
}
