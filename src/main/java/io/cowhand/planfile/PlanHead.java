package io.cowhand.planfile;

import io.cowhand.fleet.Portion;
import io.cowhand.fleet.Waves;
import java.time.Instant;
import java.util.Optional;

/**
 * The head of a saved plan: what was planned, by whom, where and when.
 *
 * @param plan the plan's id
 * @param createdAt when planning began
 * @param host the name of the host
 * @param user the user who planned
 * @param version the version of Cowhand
 * @param directory the absolute path of the working directory, which the relative paths of images start at
 * @param images the number of images
 * @param waves the waves in which the plan is applied
 * @param maxFailures how many images may fail; empty for the default
 * @param recipe the recipe
 */
public record PlanHead(
        String plan,
        Instant createdAt,
        String host,
        String user,
        String version,
        String directory,
        long images,
        Waves waves,
        Optional<Portion> maxFailures,
        RecordedRecipe recipe) {}
