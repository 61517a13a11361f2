package io.cowhand.image;

import io.cowhand.glob.GlobToken.Mark;
import io.cowhand.glob.NamePattern;
import java.util.List;

/** One component of a glob. */
sealed interface GlobPart {

    /** What {@code *} alone says. */
    GlobPart ANY_NAME = new Wild(new NamePattern(List.of(Mark.RUN)));

    /** Whether names with a leading dot are matched by a wildcard. */
    enum Hidden {
        /** They are not, as in a shell. */
        SKIPPED,
        /** They are. */
        MATCHED
    }

    /** Whether a component of a path, in display form, matches this part. */
    boolean matches(String name, Hidden hidden);

    /** A name as it is. */
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

    /** {@code **}: any number of directories; matches one of them. What goes up is not hidden. */
    record AnyDepth() implements GlobPart {
        @Override
        public boolean matches(String name, Hidden hidden) {
            return hidden == Hidden.MATCHED || !name.startsWith(".") || name.equals("..");
        }
    }

    /** After the last component. */
    record End() implements GlobPart {
        @Override
        public boolean matches(String name, Hidden hidden) {
            return false;
        }
    }
}
