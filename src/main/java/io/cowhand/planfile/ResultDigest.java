package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.DigestBeginning;
import io.cowhand.bytes.WindowCache;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.json.CanonicalJson;
import io.cowhand.json.JsonTree;
import io.cowhand.result.ResultJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The digest of the result for one image: the SHA-256 of the canonical form (RFC 8785) of an object with the members
 * {@code image}, {@code status} and {@code changes} as in the results in JSON, and {@code before} and {@code after}: the
 * SHA-256 of the window without its trailing zeros, in hexadecimal, or null if no header was read.
 *
 * <p>The status {@code would-change} counts as {@code changed}, so that a plan and its run have equal digests.
 */
public final class ResultDigest {

    private static final String CHANGES = "changes";

    private static final WindowDigest BEFORE = new WindowDigest();
    private static final WindowDigest AFTER = new WindowDigest();

    /** A result, and what is digested before the name of its image. */
    private record Known(ImageResult of, DigestBeginning beginning) {

        boolean isLike(ImageResult result) {
            // Changes are one object where they were planned once; to compare others takes longer than to digest them.
            return of.changes() == result.changes()
                    && of.bitmaps().equals(result.bitmaps())
                    && of.header().get().after().equals(result.header().get().after());
        }
    }

    private static final WindowCache<Known> KNOWN = new WindowCache<>();

    /** A result, and the canonical form of its changes. */
    private record Canonical(ImageResult of, String changes) {}

    /**
     * The result with changes that was digested last. The changes of a saved plan are one object as long as they are the
     * same, and to compare others takes longer than to write them again.
     */
    private static volatile @Nullable Canonical last;

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
        // Images with equal headers may get different labels, and then share changes with some of each other.
        int changes = System.identityHashCode(result.changes());
        Optional<Known> known = KNOWN.get(header.before(), changes, each -> each.isLike(result));
        if (known.isPresent()) {
            return known.get().beginning;
        }
        String before = '"' + BEFORE.of(header.before()) + '"';
        // Most images of a fleet are unchanged when a recipe is applied again.
        String after = header.isUnchanged() ? before : '"' + AFTER.of(header.after()) + '"';
        DigestBeginning beginning = beginning(after, before, result);
        KNOWN.put(header.before(), changes, new Known(result, beginning));
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
        if (result.changes().isEmpty()) {
            return "[]";
        }
        Canonical known = last;
        if (known == null
                || known.of.changes() != result.changes()
                || !known.of.bitmaps().equals(result.bitmaps())) {
            String changes = CanonicalJson.of(
                    JsonTree.of(json -> ResultJson.changes(json, result)).get(CHANGES));
            known = new Canonical(result, changes);
            last = known;
        }
        return known.changes;
    }
}
