package io.cowhand.image;

import io.cowhand.glob.GlobToken.Mark;
import io.cowhand.glob.NamePattern;
import java.util.List;

/** One component of a glob. */
sealed interface GlobPart {

    /** The component {@code *}. */
    GlobPart ANY_NAME = new Wild(new NamePattern(List.of(Mark.RUN)));

    /** Whether wildcards match names with a leading dot. */
    enum Hidden {
        /** They do not, as in a shell. */
        SKIPPED,
        /** They do. */
        MATCHED
    }

    /** Returns whether a component of a path, in display form, matches this part. */
    boolean matches(String name, Hidden hidden);

    /** A literal name. */
    record Name(String text) implements GlobPart {
        @Override
        public boolean matches(String name, Hidden hidden) {
            return text.equals(name);
        }
    }

    /** A name with wildcards; {@code ..} is not a name. */
    record Wild(NamePattern pattern) implements GlobPart {
        @Override
        public boolean matches(String name, Hidden hidden) {
            boolean visible = hidden == Hidden.MATCHED || !name.startsWith(".") || pattern.beginsWithDot();
            return visible && !name.equals("..") && pattern.matches(name);
        }
    }

    /** {@code **}: any number of directories; matches each of them. {@code ..} is not a hidden name. */
    record AnyDepth() implements GlobPart {
        @Override
        public boolean matches(String name, Hidden hidden) {
            return hidden == Hidden.MATCHED || !name.startsWith(".") || name.equals("..");
        }
    }

    /** The end, after the last component. */
    record End() implements GlobPart {
        @Override
        public boolean matches(String name, Hidden hidden) {
            return false;
        }
    }
}
