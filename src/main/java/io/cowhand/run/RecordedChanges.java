package io.cowhand.run;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange;
import io.cowhand.diff.Change;
import io.cowhand.diff.HeaderDiff;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.qcow2.HeaderCodec;
import java.util.List;

/**
 * Derives the changes of an image from the sectors in a journal. The step of a change is not recorded, so all of them
 * belong to step 0.
 */
final class RecordedChanges {

    private RecordedChanges() {}

    /** Returns the changes that a write makes. */
    static List<PlannedChange> of(SectorChange change) {
        return between(change.offset(), change.before(), change.after());
    }

    /** Returns fields and values if the sectors hold both headers completely, and the bytes otherwise. */
    private static List<PlannedChange> between(int offset, Bytes before, Bytes after) {
        boolean isDecoded = offset == 0
                && HeaderCodec.decode(before) instanceof HeaderCodec.Decoded
                && HeaderCodec.decode(after) instanceof HeaderCodec.Decoded;
        List<Change> changes = isDecoded
                ? HeaderDiff.between(
                        ((HeaderCodec.Decoded) HeaderCodec.decode(before)).header(),
                        ((HeaderCodec.Decoded) HeaderCodec.decode(after)).header())
                : List.of(bytes(offset, before, after));
        return changes.stream()
                .map(change -> new PlannedChange(0, "", false, change))
                .toList();
    }

    private static Change bytes(int offset, Bytes before, Bytes after) {
        int first = before.mismatch(after);
        int end = before.length();
        while (before.u8(end - 1) == after.u8(end - 1)) {
            end--;
        }
        return new Change.RawBytes(offset + first, before.slice(first, end), after.slice(first, end));
    }
}
