package io.cowhand.cli;

import io.cowhand.planfile.FleetDigest;
import java.util.List;
import java.util.Optional;

/** The options for applying a saved plan. */
final class StalePlanOptions implements ArgumentGroup {

    /** What to do with an image whose header is not the one that the plan was made from. */
    enum IfStale {
        /** Nothing. */
        leave,
        /** To plan it again, and to write it if the changes are the same. */
        replan
    }

    private final Argument<Optional<String>> digest = Argument.option("--digest")
            .takes("DIGEST", String.class)
            .description("Apply the saved plan only if it has this digest: the one that was reviewed.")
            .optional();

    private final Argument<IfStale> ifStale = Argument.option("--if-stale")
            .takes("WHAT", IfStale.class)
            .description("What to do with an image whose header changed after the plan was saved: leave it, or replan:"
                    + " plan it again with the plan's recipe, and write it if the changes are the same.")
            .orElse(IfStale.leave);

    @Override
    public List<Arguments> arguments() {
        return List.of(digest, ifStale);
    }

    /** Returns the digest in the form in which plans have it. */
    Optional<String> digest() {
        return digest.value().map(given -> given.startsWith(FleetDigest.PREFIX) ? given : FleetDigest.PREFIX + given);
    }

    boolean replans() {
        return ifStale.value() == IfStale.replan;
    }
}
