package io.cowhand.capture;

import io.cowhand.capture.KnownFolders.Folder;
import org.jspecify.annotations.Nullable;

/**
 * A place that a path leads to in a capture.
 *
 * @param node the node; {@link #UNKNOWN} if the capture does not know the place
 * @param folder the same place among the known folders; null if it is none
 */
record Place(int node, @Nullable Folder folder) {

    static final int UNKNOWN = -1;

    boolean isCaptured() {
        return node != UNKNOWN;
    }
}
