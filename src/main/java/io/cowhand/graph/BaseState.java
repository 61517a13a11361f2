package io.cowhand.graph;

import java.util.Locale;

/** What is known of the backing file that an image names. */
public enum BaseState {
    /** It is one of the named files. */
    FOUND,
    /** It is none of the named files, but lies below one of their folders. */
    EXISTS,
    /** It would lie below a folder of the named files, and is not there. */
    MISSING,
    /** It is none of the named files and does not lie below one of their folders; or the system does not tell. */
    UNKNOWN,
    /** It is named by a protocol or a description, or by what no path can be. */
    NOT_FOLLOWED;

    /** Returns the name in outputs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
