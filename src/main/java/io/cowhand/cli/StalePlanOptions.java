package io.cowhand.cli;

import io.cowhand.planfile.FleetDigest;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for applying a saved plan. */
final class StalePlanOptions {

    /** What to do with an image whose header is not the one that the plan was made from. */
    enum IfStale {
        /** Nothing. */
        leave,
        /** To plan it again, and to write it if the changes are the same. */
        replan
    }

    @Option(
            names = "--digest",
            paramLabel = "DIGEST",
            description = "Apply the saved plan only if it has this digest: the one that was reviewed.")
    private Optional<String> digest = Optional.empty();

    @Option(
            names = "--if-stale",
            paramLabel = "WHAT",
            defaultValue = "leave",
            description = "What to do with an image whose header changed after the plan was saved: leave it, or replan:"
                    + " plan it again with the plan's recipe, and write it if the changes are the same.")
    private IfStale ifStale = IfStale.leave;

    /** Returns the digest in the form in which plans have it. */
    Optional<String> digest() {
        return digest.map(given -> given.startsWith(FleetDigest.PREFIX) ? given : FleetDigest.PREFIX + given);
    }

    boolean replans() {
        return ifStale == IfStale.replan;
    }
}
