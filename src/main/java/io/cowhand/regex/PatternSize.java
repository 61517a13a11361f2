package io.cowhand.regex;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates the size of a regular expression before it is compiled. Matching takes linear time, but nested counted
 * repetitions multiply the size of the compiled program.
 */
public final class PatternSize {

    private final String pattern;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long sum;
    private long last;
    private int at;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    /** Returns the number of characters with all counted repetitions written out; malformed parts count as written. */
    public static long of(String pattern) {
        PatternSize size = new PatternSize(pattern);
        while (size.at < pattern.length()) {
            size.step();
        }
        while (!size.outer.isEmpty()) {
            size.closeGroup();
        }
        return size.sum + size.last;
    }

    private void step() {
        char c = pattern.charAt(at++);
        switch (c) {
            case '(' -> {
                outer.push(sum + last);
                sum = 0;
                last = 0;
            }
            case ')' -> {
                if (!outer.isEmpty()) {
                    closeGroup();
                }
            }
            case '{' -> repeat();
            case '\\' -> escape();
            case '[' -> characterClass();
            default -> atom(1);
        }
    }

    /** Reads one character, or everything between {@code \\Q} and {@code \\E}. */
    private void escape() {
        boolean quote = pattern.startsWith("Q", at);
        int end = quote ? pattern.indexOf("\\E", at) : at + 1;
        int next = quote ? end + 2 : end;
        if (quote && end < 0) {
            next = pattern.length();
        }
        atom(Math.max(1, next - at));
        at = next;
    }

    private void atom(long size) {
        sum += last;
        last = size;
    }

    private void closeGroup() {
        long group = sum + last + 1;
        sum = outer.pop();
        last = group;
    }

    /** Reads a class, which ends at the first bracket that is neither escaped nor its first character. */
    private void characterClass() {
        int start = at;
        while (at < pattern.length()
                && (pattern.charAt(at) != ']' || at == start || at == start + 1 && pattern.charAt(start) == '^')) {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        atom(1);
    }

    private void repeat() {
        int close = pattern.indexOf('}', at);
        String counts = close < 0 ? "" : pattern.substring(at, close);
        if (!counts.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
            atom(1);
            return;
        }
        long most = 1;
        for (String count : counts.split(",")) {
            most = Math.max(most, Long.parseLong(count));
        }
        // Saturates, as larger sizes are refused anyway.
        last = Math.min(Integer.MAX_VALUE, last * (most + 1));
        at = close + 1;
    }
}
