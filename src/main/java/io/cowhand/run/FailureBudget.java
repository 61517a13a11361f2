package io.cowhand.run;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Portion;
import io.cowhand.fleet.Status;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares the number of failed images with the number that may fail.
 *
 * <p>A percentage is one of all images of the waves that have begun: if it were one of the images begun within a wave, an
 * image that fails early would count more than one that fails late.
 */
public final class FailureBudget {

    private final Optional<Portion> most;
    private long images;
    private long failures;

    /** Creates a budget; nothing for any number of failures. */
    public FailureBudget(Optional<Portion> most) {
        this.most = most;
    }

    /** Returns whether an image counts as failed. One that is in use now would be locked in an apply. */
    public static boolean isFailure(ImageResult result) {
        return result.status().weight() != Status.Weight.FINE || result.inUse().isPresent();
    }

    /** Adds the images of a wave that begins; skipped ones are removed when they are found. */
    public void begin(long more) {
        images += more;
    }

    /** Adds a result. */
    public void add(ImageResult result) {
        images -= result.status() == Status.SKIPPED ? 1 : 0;
        failures += isFailure(result) ? 1 : 0;
    }

    /** Returns whether more images have failed than may. */
    public boolean isExceeded() {
        return most.filter(portion -> portion.isExceededBy(failures, images)).isPresent();
    }

    /** Returns the number of failures. */
    public long failures() {
        return failures;
    }

    /** Returns how many images may fail in the waves that have begun; empty for any number. */
    public OptionalLong most() {
        return most.map(portion -> OptionalLong.of(portion.most(images))).orElseGet(OptionalLong::empty);
    }

    /** Returns in words how an exceeded budget compares: {@code 3 images failed, and max-failures is 1% of 100 images}. */
    public String describe(boolean dryRun) {
        String failed = failures + (failures == 1 ? " image " : " images ") + (dryRun ? "would fail" : "failed");
        String limit = most.map(
                        portion -> portion.isPercentage() ? portion + " of " + images + " images" : "" + portion)
                .orElse("unlimited");
        return failed + ", and max-failures is " + limit;
    }
}
