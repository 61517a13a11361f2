package io.cowhand.report;

import java.util.Locale;

/** Numbers of things in words. */
final class Count {

    private Count() {}

    /** Returns a number with its noun: {@code 1 image}, {@code 9,998 images}. */
    static String of(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
