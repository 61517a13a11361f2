package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.Portion;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.Waves;
import io.cowhand.image.ImageReference;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.undo.UndoClass;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A small plan. */
final class SamplePlan {

    private SamplePlan() {}

    static final PlanHead HEAD = new PlanHead(
            "20261126T080000.000Z-abcdef",
            Instant.parse("2026-11-26T08:00:00Z"),
            "host",
            "root",
            "1.0",
            "/srv",
            3,
            new Waves(List.of(new Portion(1, false), Portion.ALL)),
            Optional.of(new Portion(5, true)),
            new RecordedRecipe(
                    "r.yaml",
                    "n\u00e4me",
                    "00".repeat(32),
                    1,
                    Map.of("size", BigInteger.TWO.pow(63), "list", List.of("a", true)),
                    "owner",
                    false,
                    List.of(
                            new RecordedFile("r.yaml", Bytes.utf8("cowhand: 1\n# \u20ac\n")),
                            new RecordedFile("payload", Bytes.hex("ff00")))));

    static ImageResult changed() {
        Change change = new Change.Field(HeaderField.VERSION, OptionalLong.of(2), OptionalLong.of(3));
        Bytes before = Bytes.hex("514649").resized(4096);
        return new ImageResult(
                        new ImageReference(Path.of("a.qcow2")),
                        Status.WOULD_CHANGE,
                        List.of(new PlannedChange(1, "upgrade", false, change)),
                        Optional.empty(),
                        Optional.of(UndoClass.UNTOUCHED),
                        List.of())
                .with(new HeaderWindows(before, before.with(600, Bytes.of(1, 0, 2)), 65_536));
    }

    static Path write(Path file) throws IOException {
        try (PlanWriter writer = PlanWriter.create(file, HEAD, Optional.empty())) {
            writer.image(new PlannedImage(changed(), true, Map.of("owner", "me")));
            writer.image(new PlannedImage(
                    ImageResult.of(new ImageReference(Path.of("b")), Status.UNREADABLE, List.of()), false, Map.of()));
            writer.image(new PlannedImage(
                    ImageResult.of(new ImageReference(Path.of("c")), Status.UNCHANGED, List.of())
                            .with(HeaderWindows.unchanged(Bytes.hex("514649").resized(512), 512)),
                    false,
                    Map.of()));
            Map<Status, Long> counts = Map.of(Status.WOULD_CHANGE, 1L, Status.UNREADABLE, 1L, Status.UNCHANGED, 1L);
            String digest = "sha256:" + "0".repeat(2 * Bytes.SHA256_LENGTH);
            writer.complete(new RunSummary(
                    true, List.of(), counts, false, true, Optional.empty(), Optional.of(digest), RolloutSummary.NONE));
        }
        return file;
    }
}
