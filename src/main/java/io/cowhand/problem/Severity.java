package io.cowhand.problem;

import java.util.Locale;

/** How much a problem matters. */
public enum Severity {
    /** The image does not open, the recipe is not valid, the step is not done. */
    ERROR,
    /** Accepted, but it should be reviewed. */
    WARNING,
    /** Worth knowing. */
    NOTICE;

    /** Returns the name used in every output: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
