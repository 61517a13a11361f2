package io.cowhand.glob;

import java.util.List;

/** The tokens of a glob. */
public sealed interface GlobToken {

    /** Returns whether this token stands for one character and matches the given one. */
    boolean matches(int codePoint);

    /** A character that matches itself. */
    record Literal(int codePoint) implements GlobToken {
        @Override
        public boolean matches(int other) {
            return other == codePoint;
        }
    }

    /** One character of a class such as {@code [a-z]}, or one outside it. */
    record OneOf(boolean negated, List<Range> ranges) implements GlobToken {
        /** Copies the list. */
        public OneOf {
            ranges = List.copyOf(ranges);
        }

        @Override
        public boolean matches(int codePoint) {
            return negated != ranges.stream().anyMatch(range -> range.contains(codePoint));
        }
    }

    /** Characters from {@code first} to {@code last}, both included. */
    record Range(int first, int last) {
        /** Returns whether a character is in the range. */
        boolean contains(int codePoint) {
            return first <= codePoint && codePoint <= last;
        }
    }

    /** Special characters. */
    enum Mark implements GlobToken {
        /** {@code ?}. */
        ANY,
        /** {@code *}. */
        RUN,
        /** {@code /}. */
        SLASH,
        /** The brace before alternatives. */
        OPEN,
        /** The comma between alternatives. */
        COMMA,
        /** The brace after alternatives. */
        CLOSE;

        @Override
        public boolean matches(int codePoint) {
            return this == ANY || this == SLASH && codePoint == '/';
        }
    }
}
