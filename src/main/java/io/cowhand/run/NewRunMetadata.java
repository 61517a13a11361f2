package io.cowhand.run;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.RolloutOptions;
import io.cowhand.image.ImageReference;
import io.cowhand.journal.RunMetadata;
import io.cowhand.json.CanonicalJson;
import io.cowhand.os.Boot;
import io.cowhand.planfile.PlanHead;
import io.cowhand.planfile.RecordedFile;
import io.cowhand.planfile.RecordedRecipe;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.SecretVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Creates the metadata of a new run: who began it, where, when and why. */
public final class NewRunMetadata {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    /** Letters and digits, except those that look alike. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int RANDOM_LETTERS = 6;
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private NewRunMetadata() {}

    /** Returns the metadata of a run that applies a recipe. */
    public static RunMetadata ofApply(Recipe recipe, List<String> arguments, Optional<String> reason) {
        return metadata(
                "apply",
                recipe.file(),
                recipe.name(),
                recipe.text().sha256().toHex(),
                recorded(recipe.vars()),
                GitCommit.of(recipe.folder()),
                SecretVariables.masked(arguments),
                reason);
    }

    /** Returns the head of a plan for a fleet, which begins now. */
    static PlanHead ofPlan(Fleet fleet, RolloutOptions options) {
        Recipe recipe = fleet.recipe();
        Instant now = Instant.now();
        return new PlanHead(
                id(now),
                now,
                host(),
                System.getProperty("user.name"),
                version(),
                Path.of("").toAbsolutePath().toString(),
                fleet.images().size(),
                options.waves().orElse(recipe.rollout().waves()),
                options.maxFailures().or(() -> recipe.rollout().maxFailures()),
                new RecordedRecipe(
                        recipe.file(),
                        recipe.name(),
                        recipe.text().sha256().toHex(),
                        recipe.steps().size(),
                        recorded(recipe.vars()),
                        recipe.links().name().toLowerCase(Locale.ROOT),
                        recipe.onError() == Recipe.OnError.STOP,
                        recipe.files().stream()
                                .map(file -> new RecordedFile(file.path(), file.content()))
                                .toList()));
    }

    /** Returns the metadata of a run that applies a saved plan. */
    static RunMetadata ofPlanApply(PlanHead plan, List<String> arguments, Optional<String> reason) {
        RecordedRecipe recipe = plan.recipe();
        return metadata(
                "apply",
                recipe.file(),
                recipe.name(),
                recipe.digest(),
                recipe.vars(),
                Optional.empty(),
                arguments,
                reason);
    }

    /** Returns the values to record: of a secret only a digest, which tells whether two runs had the same. */
    private static Map<String, Object> recorded(Map<String, Object> vars) {
        Map<String, Object> recorded = new LinkedHashMap<>();
        vars.forEach((name, value) -> recorded.put(name, SecretVariables.isSecret(name) ? digest(value) : value));
        return recorded;
    }

    private static String digest(Object secret) {
        return "sha256:" + Bytes.utf8(CanonicalJson.of(secret)).sha256().toHex();
    }

    /** Returns the metadata of a run that rolls back another one. */
    static RunMetadata ofRollback(String run, List<String> arguments, Optional<String> reason) {
        return metadata("rollback", run, "rollback of " + run, "", Map.of(), Optional.empty(), arguments, reason);
    }

    /** Returns the metadata of a run that writes a captured header back. */
    static RunMetadata ofRestore(Path capture, ImageReference image, List<String> arguments, Optional<String> reason) {
        return metadata(
                "restore",
                capture.toString(),
                "restore of " + image.display(),
                "",
                Map.of(),
                Optional.empty(),
                arguments,
                reason);
    }

    /** Returns the metadata of a call that edits one image as QEMU's test script does. */
    public static RunMetadata ofScript(List<String> arguments) {
        String image = arguments.isEmpty() ? "" : arguments.get(0);
        return metadata("qcow2", image, "qcow2 " + image, "", Map.of(), Optional.empty(), arguments, Optional.empty());
    }

    private static RunMetadata metadata(
            String command,
            String recipe,
            String name,
            String digest,
            Map<String, Object> vars,
            Optional<String> commit,
            List<String> arguments,
            Optional<String> reason) {
        Instant now = Instant.now();
        return new RunMetadata(
                id(now),
                now,
                System.getProperty("user.name"),
                Optional.ofNullable(System.getenv("SUDO_USER")),
                host(),
                Boot.id(),
                version(),
                arguments,
                command,
                recipe,
                name,
                digest,
                vars,
                commit,
                reason);
    }

    private static String id(Instant now) {
        return STAMP.format(now) + "-" + random();
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }

    /** Returns the version of Cowhand; {@code ""} if it is not packaged. */
    static String version() {
        String version = NewRunMetadata.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    /** Returns the host name from the kernel, because Java would ask the network. */
    public static String host() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException notLinux) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("");
        }
    }
}
