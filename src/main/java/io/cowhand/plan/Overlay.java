package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.step.Step;
import java.util.Optional;

/**
 * Bytes that a step lays over the encoded header.
 *
 * @param offset the offset of the first byte from the start of the image
 */
record Overlay(Step step, int offset, Bytes bytes) {

    /** Returns a window with the bytes laid over it. */
    Bytes over(Bytes window) {
        return window.with(offset, bytes);
    }

    /** Returns the changes in a window; nothing if it already has the bytes. */
    Optional<PlannedChange> change(Bytes window) {
        Bytes before = window.slice(offset, offset + bytes.length());
        return before.equals(bytes)
                ? Optional.empty()
                : Optional.of(new PlannedChange(
                        step.number(), step.operation(), true, new Change.RawBytes(offset, before, bytes)));
    }
}
