package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.DigestBeginning;
import io.cowhand.bytes.WindowCache;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.Status;
import io.cowhand.json.CanonicalJson;
import io.cowhand.json.JsonTree;
import io.cowhand.result.ResultJson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/**
 * The digest of the result for one image: the SHA-256 of the canonical form (RFC 8785) of an object with the members
 * {@code image}, {@code status} and {@code changes} as in the results in JSON, and {@code before} and {@code after}: the
 * SHA-256 of the window without its trailing zeros, in hexadecimal, or null if no header was read.
 *
 * <p>The status {@code would-change} counts as {@code changed}, so that a plan and its run have equal digests.
 */
public final class ResultDigest {

    /** How many changes of a recipe with many different ones are kept, a power of two. */
    private static final int CHANGES_KEPT = 1 << 11;

    /** The greatest length of a change in canonical form that is kept: that of a payload may be millions of characters. */
    private static final int LONGEST_KEPT = 1 << 14;

    private static final WindowDigest BEFORE = new WindowDigest();
    private static final WindowDigest AFTER = new WindowDigest();

    /**
     * What is digested before the name of an image.
     *
     * @param changes the changes of the result, which are one object where they were planned once: to compare others takes longer
     *     than to digest them
     */
    private record Known(List<PlannedChange> changes, Optional<?> bitmaps, Bytes after, DigestBeginning beginning) {}

    /** Whether what is digested is that of a result. */
    private record IsLike(ImageResult result) implements Predicate<Known> {
        @Override
        public boolean test(Known known) {
            return known.changes == result.changes()
                    && known.bitmaps.equals(result.bitmaps())
                    && known.after.equals(result.header().get().after());
        }
    }

    private static final WindowCache<Known> KNOWN = new WindowCache<>();
    /**
     * The same for images with equal headers that get different values, such as labels, and share them with some of the others.
     * Few are kept: where all values differ, keeping them only takes memory.
     */
    private static final WindowCache<Known> OF_CHANGES = new WindowCache<>(CHANGES_KEPT);

    /** A change, and its canonical form. */
    private record Canonical(PlannedChange change, Optional<?> bitmaps, String text) {}

    /** The changes digested last: where images share the first steps of a recipe, they share the changes that these make. */
    private static final AtomicReferenceArray<Canonical> CANONICAL = new AtomicReferenceArray<>(CHANGES_KEPT);

    /** The identity hash codes of the changes digested last. */
    private static final AtomicIntegerArray SEEN = new AtomicIntegerArray(CHANGES_KEPT);

    private ResultDigest() {}

    /** Returns the digest of a result. */
    public static Bytes of(ImageResult result) {
        // The names are in the order of the canonical form.
        String name = ",\"image\":" + CanonicalJson.of(result.image().display()) + ",\"status\":\""
                + status(result.status()).label() + "\"}";
        return beginning(result).sha256(Bytes.utf8(name));
    }

    private static DigestBeginning beginning(ImageResult result) {
        if (result.header().isEmpty()) {
            return beginning("null", "null", result);
        }
        HeaderWindows header = result.header().get();
        int changes = System.identityHashCode(result.changes());
        IsLike like = new IsLike(result);
        Optional<Known> known = KNOWN.get(header.before(), like);
        if (known.isEmpty()) {
            known = OF_CHANGES.get(header.before(), changes, like);
        }
        if (known.isPresent()) {
            return known.get().beginning;
        }
        String before = '"' + BEFORE.of(header.before()) + '"';
        // Most images of a fleet are unchanged when a recipe is applied again.
        String after = header.isUnchanged() ? before : '"' + AFTER.of(header.after()) + '"';
        DigestBeginning beginning = beginning(after, before, result);
        Known fresh = new Known(result.changes(), result.bitmaps(), header.after(), beginning);
        KNOWN.put(header.before(), fresh);
        OF_CHANGES.put(header.before(), changes, fresh);
        return beginning;
    }

    private static DigestBeginning beginning(String after, String before, ImageResult result) {
        return new DigestBeginning(
                Bytes.utf8("{\"after\":" + after + ",\"before\":" + before + ",\"changes\":" + changes(result)));
    }

    private static Status status(Status status) {
        return status == Status.WOULD_CHANGE ? Status.CHANGED : status;
    }

    /** Returns the canonical form of a result's changes. */
    public static String changes(ImageResult result) {
        StringBuilder text = new StringBuilder("[");
        for (PlannedChange change : result.changes()) {
            text.append(text.length() > 1 ? "," : "").append(canonical(change, result));
        }
        return text.append(']').toString();
    }

    private static String canonical(PlannedChange change, ImageResult result) {
        int hash = System.identityHashCode(change);
        int place = hash & CHANGES_KEPT - 1;
        Canonical known = CANONICAL.get(place);
        if (known != null && known.change == change && known.bitmaps.equals(result.bitmaps())) {
            return known.text;
        }
        String text = CanonicalJson.of(JsonTree.of(json -> ResultJson.change(json, change, result)));
        // From the second time on: a change of one image alone does not come again, and each garbage
        // collection would copy it as long as it is kept.
        if (text.length() <= LONGEST_KEPT && SEEN.getAndSet(place, hash) == hash) {
            CANONICAL.set(place, new Canonical(change, result.bitmaps(), text));
        }
        return text;
    }
}
