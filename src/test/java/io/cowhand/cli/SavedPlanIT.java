package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.QemuIo;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A plan is saved, reviewed, and applied exactly, whatever happened to the images meanwhile. */
@RequiresQemu
class SavedPlanIT {

    private static final String RECIPE = """
        cowhand: 1
        name: follow
        images: ["im/*.qcow2"]
        vars: {old: FOLDER/nfs1}
        steps:
          - {op: move-backing, from: "${vars.old}", to: /srv/ceph}
          - {op: set-labels, labels: {name: "${name}"}}
        """;

    private static final int IMAGES = 40;

    @TempDir
    private Path folder;

    @BeforeEach
    void fleet() throws IOException {
        Files.createDirectory(folder.resolve("im"));
        Files.writeString(folder.resolve("r.yaml"), recipe());
        Files.createDirectory(folder.resolve("nfs1"));
        Qemu.mustImg(folder, "create", "-f", "qcow2", "nfs1/b.qcow2", "1M");
        Qemu.mustImg(
                folder, "create", "-f", "qcow2", "-u", "-b", folder + "/nfs1/b.qcow2", "-F", "qcow2", image(0), "1M");
        for (int i = 1; i < IMAGES; i++) {
            Files.copy(folder.resolve(image(0)), folder.resolve(image(i)));
        }
    }

    private String recipe() {
        return RECIPE.replace("FOLDER", folder.toString());
    }

    private static String image(int number) {
        return String.format("im/%02d.qcow2", number);
    }

    private Cowhand.Ran cowhand(String... arguments) {
        return Cowhand.run(folder, arguments);
    }

    private void savePlan() {
        Cowhand.Ran plan = cowhand("plan", "r.yaml", "-o", "fleet.plan");
        assertThat(plan.exit()).as(plan.err()).isZero();
    }

    private static String digest(Cowhand.Ran ran) {
        return ran.json().get(ran.json().size() - 1).get("digest").asString();
    }

    private Map<String, String> statuses(Cowhand.Ran ran) {
        Map<String, String> statuses = new LinkedHashMap<>();
        for (JsonNode image : ran.images()) {
            statuses.put(image.get("image").asString(), image.get("status").asString());
        }
        return statuses;
    }

    private Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("im"))) {
            for (Path file : files.toList()) {
                hashes.put(file.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(file)) + "");
            }
        }
        return hashes;
    }

    @Test
    void aPlanIsAppliedAsItWasSavedAndHasTheDigestOfItsRun() {
        Cowhand.Ran planned = cowhand("plan", "r.yaml", "--json", "-o", "fleet.plan");
        Cowhand.Ran applied = cowhand("apply", "--json", "--digest", digest(planned), "fleet.plan");

        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(statuses(applied)).hasSize(IMAGES).containsValue("changed").doesNotContainValue("unchanged");
        assertThat(digest(applied)).isEqualTo(digest(planned));
        assertThat(Qemu.mustImg(folder, "info", "-U", image(7))).contains("backing file: /srv/ceph/b.qcow2");
        for (int i = 0; i < IMAGES; i++) {
            assertThat(applied.images().get(i).get("changes"))
                    .isEqualTo(planned.images().get(i).get("changes"));
        }

        Cowhand.Ran again = cowhand("apply", "--json", "fleet.plan");
        assertThat(again.exit()).isZero();
        assertThat(statuses(again)).doesNotContainValue("changed");
        assertThat(again.out().contains("\"run\":")).isFalse();
    }

    @Test
    void theRunOfASavedPlanIsTheOneOfItsRecipe() throws IOException {
        savePlan();
        Files.createDirectory(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(folder.resolve("im"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("copy").resolve(file.getFileName()));
            }
        }
        assertThat(cowhand("apply", "fleet.plan").exit()).isZero();
        Map<String, String> ofPlan = hashes();
        try (Stream<Path> files = Files.list(folder.resolve("copy"))) {
            for (Path file : files.toList()) {
                Files.move(
                        file,
                        folder.resolve("im").resolve(file.getFileName()),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assertThat(cowhand("apply", "r.yaml").exit()).isZero();
        assertThat(hashes()).isEqualTo(ofPlan);
    }

    @Test
    void imagesThatChangedSinceAreStale() throws IOException {
        savePlan();
        Qemu.mustImg(folder, "rebase", "-u", "-b", "/other/b.qcow2", "-F", "qcow2", image(1));
        Files.writeString(folder.resolve("one.yaml"), recipe().replace("im/*", "im/02"));
        assertThat(cowhand("apply", "one.yaml").exit()).isZero();
        Files.delete(folder.resolve(image(3)));
        Files.move(folder.resolve(image(5)), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve(image(5)), Path.of("../elsewhere"));
        Qemu.mustImg(folder, "bitmap", "--add", image(6), "session");

        try (QemuIo machine = QemuIo.open(folder, image(4))) {
            Cowhand.Ran applied = cowhand("apply", "--json", "--if-stale", "replan", "fleet.plan");
            assertThat(machine.isOpen()).isTrue();
            assertThat(applied.exit()).isEqualTo(1);
            Map<String, String> statuses = statuses(applied);
            assertThat(statuses)
                    .containsEntry(image(0), "changed")
                    .containsEntry(image(1), "stale")
                    .containsEntry(image(2), "unchanged")
                    .containsEntry(image(3), "unreadable")
                    .containsEntry(image(4), "locked")
                    .containsEntry(image(5), "unreadable")
                    .containsEntry(image(6), "changed");
            assertThat(IntStream.range(7, IMAGES).mapToObj(i -> statuses.get(image(i))))
                    .containsOnly("changed");
            assertThat(applied.images().get(1).get("problems").toString())
                    .contains("backing_file is \\\"/other/b.qcow2\\\"");
        }
        assertThat(Qemu.mustImg(folder, "info", "-U", image(6))).contains("backing file: /srv/ceph/b.qcow2", "session");
    }

    @Test
    void withoutReplanningAnyOtherHeaderIsStale() {
        savePlan();
        Qemu.mustImg(folder, "bitmap", "--add", image(6), "session");
        Cowhand.Ran applied = cowhand("apply", "--json", "fleet.plan");
        assertThat(applied.exit()).isEqualTo(4);
        assertThat(statuses(applied)).containsEntry(image(6), "stale").containsEntry(image(7), "changed");
    }

    @Test
    void recipeAndItsFilesAreNotReadAgain() throws IOException {
        Files.createDirectory(folder.resolve("steps"));
        Files.writeString(folder.resolve("steps/s.yaml"), """
            cowhand: 1
            steps:
              - {op: add-extension, magic: 0x11223344, file: ../payload.bin}
            """);
        Files.write(folder.resolve("payload.bin"), new byte[] {(byte) 0xff, 1, 2});
        Files.writeString(folder.resolve("r.yaml"), recipe() + "  - include: steps/s.yaml\n");
        savePlan();
        Qemu.mustImg(folder, "bitmap", "--add", image(6), "session");
        for (String gone : List.of("r.yaml", "steps/s.yaml", "payload.bin")) {
            Files.delete(folder.resolve(gone));
        }
        Cowhand.Ran applied = cowhand("apply", "--json", "--if-stale", "replan", "fleet.plan");
        assertThat(applied.err()).isEmpty();
        assertThat(statuses(applied)).containsEntry(image(6), "changed");
    }

    @Test
    void relativeImagesAreFoundFromAnyDirectory() {
        savePlan();
        Cowhand.Ran applied = Cowhand.run(
                Path.of("/"), "apply", "--json", folder.resolve("fleet.plan").toString());
        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(statuses(applied)).containsEntry(image(0), "changed");
    }

    @Test
    void aLimitSelectsImagesOfThePlan() {
        savePlan();
        Cowhand.Ran applied = cowhand("apply", "--json", "--limit", "im/0*", "fleet.plan");
        assertThat(applied.exit()).isZero();
        assertThat(statuses(applied)).hasSize(10).containsEntry(image(9), "changed");
    }

    @Test
    void aLimitMeansTheSameInAnotherDirectory() {
        savePlan();
        String plan = folder.resolve("fleet.plan").toString();
        String absolute = folder.resolve(image(3)).toString();
        Cowhand.Ran applied = Cowhand.run(Path.of("/"), "apply", "--json", "--limit", absolute, plan);
        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(statuses(applied)).containsOnlyKeys(image(3));
    }

    @Test
    void aLimitThatMatchesNoImageIsAMistake() throws IOException {
        savePlan();
        Map<String, String> before = hashes();
        Cowhand.Ran refused = cowhand("apply", "--limit", "im/x*", "fleet.plan");
        assertThat(refused.exit()).isEqualTo(65);
        assertThat(refused.err())
                .isEqualTo("cowhand: fleet.plan: --limit im/x* matches none of the images, such as " + image(0)
                        + "; nothing was done\n");
        assertThat(hashes()).isEqualTo(before);
    }

    @Test
    void anyOtherPlanThanTheReviewedOneIsRefused() throws IOException {
        savePlan();
        Map<String, String> before = hashes();
        String other = "sha256:" + "0".repeat(64);
        Cowhand.Ran refused = cowhand("apply", "--digest", other, "fleet.plan");
        assertThat(refused.exit()).isEqualTo(65);
        assertThat(refused.err()).contains("neither is the reviewed one");

        // What is said to be the digest is that of the images, even if somebody made the rest fit.
        Path plan = folder.resolve("fleet.plan");
        String text = Files.readString(plan);
        String reviewed = text.replaceAll("(?s).*\"digest\":\"([^\"]*)\".*", "$1");
        Files.writeString(
                plan, ForgedPlan.of(text.replaceFirst("\"write\":\\{\"offset\":[0-9]+", "\"write\":{\"offset\":8")));
        refused = cowhand("apply", "--digest", reviewed, "fleet.plan");
        assertThat(refused.exit()).as(refused.err()).isEqualTo(65);
        assertThat(hashes()).isEqualTo(before);
    }

    /** Replaces text in the line of the first image, and makes the checksums fit. */
    private void forge(String regex, String replacement) throws IOException {
        String text = Files.readString(folder.resolve("fleet.plan"));
        String forged = text.replaceFirst(regex, replacement);
        assertThat(forged).isNotEqualTo(text);
        Files.writeString(folder.resolve("forged.plan"), ForgedPlan.of(forged));
    }

    private Map<String, Object> firstOfForged() throws IOException {
        Map<String, String> before = hashes();
        Cowhand.Ran applied = cowhand("apply", "--json", "--limit", image(0), "forged.plan");
        assertThat(hashes()).isEqualTo(before);
        JsonNode first = applied.images().get(0);
        return Map.of(
                "exit", applied.exit(),
                "status", first.get("status").asString(),
                "code", first.get("problems").get(0).get("code").asString());
    }

    @Test
    void bytesThatDoNotMatchTheChangesAreNotWritten() throws IOException {
        savePlan();
        String otherName = Base64.getEncoder().encodeToString(new byte[] {0, 0, 0, 0, 0, 9, 0, 0});
        // The offset of the L1 table, which no change names.
        forge(
                "\"write\":\\{\"offset\":[0-9]+,\"bytes\":\"[^\"]*\"",
                "\"write\":{\"offset\":40,\"bytes\":\"" + otherName + "\"");
        assertThat(firstOfForged()).isEqualTo(Map.of("exit", 1, "status", "refused", "code", "plan-inconsistent"));
        // No header at all.
        forge("\"write\":\\{\"offset\":[0-9]+,\"bytes\":\"[^\"]*\"", "\"write\":{\"offset\":0,\"bytes\":\"AAAA\"");
        assertThat(firstOfForged()).isEqualTo(Map.of("exit", 1, "status", "refused", "code", "plan-inconsistent"));
        // Another name than the changes say.
        forge(
                "\"after\":\"[^\"]*/srv/ceph/b.qcow2\"|\"after\":\"/srv/ceph/b.qcow2\"",
                "\"after\":\"/srv/ceph/c.qcow2\"");
        assertThat(firstOfForged()).isEqualTo(Map.of("exit", 1, "status", "refused", "code", "plan-inconsistent"));
    }

    @Test
    void anImageIsNotWrittenBecauseItsNeighbourIsDescribedRightly() throws IOException {
        savePlan();
        forge(
                "(?s)(\"image\":\"" + image(1) + "\".*?)\"after\":\"/srv/ceph/b.qcow2\"",
                "$1\"after\":\"/srv/ceph/c.qcow2\"");
        Map<String, String> before = hashes();

        Cowhand.Ran applied = cowhand("apply", "--json", "--jobs", "1", "forged.plan");

        assertThat(applied.exit()).isEqualTo(1);
        List<JsonNode> images = applied.images();
        for (int i = 0; i < images.size(); i++) {
            String status = images.get(i).get("status").asString();
            assertThat(status).isEqualTo(i == 1 ? "refused" : "changed");
        }
        assertThat(images.get(1).toString()).contains("plan-inconsistent");
        Map<String, String> after = hashes();
        assertThat(after.get("01.qcow2")).isEqualTo(before.get("01.qcow2")).isNotNull();
        assertThat(after.get("02.qcow2")).isNotEqualTo(before.get("02.qcow2"));
    }

    @Test
    void theUndoClassIsAtLeastThatOfTheHeaders() throws IOException {
        savePlan();
        forge("\"undo\":\"same-backing\"", "\"undo\":\"anytime\"");
        assertThat(cowhand("apply", "--limit", image(0), "forged.plan").exit()).isZero();
        Cowhand.Ran rollback = cowhand("rollback", "--json", "last");
        assertThat(rollback.images().get(0).get("status").asString()).isEqualTo("restored");
        assertThat(cowhand("apply", "--limit", image(0), "forged.plan").exit()).isZero();
        Files.write(folder.resolve(image(0)), new byte[512], StandardOpenOption.APPEND);
        assertThat(cowhand("rollback", "--json", "last")
                        .images()
                        .get(0)
                        .get("status")
                        .asString())
                .isEqualTo("conflict");
    }

    @Test
    void aLineThatIsNoImageIsRefusedAndTheOthersAreDone() throws IOException {
        savePlan();
        forge("\"window\":[0-9]+", "\"window\":-5");
        Cowhand.Ran applied = cowhand("apply", "--json", "forged.plan");
        assertThat(applied.exit()).isEqualTo(1);
        assertThat(applied.images().get(0).toString()).contains("plan-malformed", "line 2 of the plan");
        assertThat(applied.images().get(1).get("status").asString()).isEqualTo("changed");
    }

    @Test
    void theChecksumOfTheFileIsADigest() throws IOException {
        Cowhand.Ran plan = cowhand("plan", "r.yaml", "-o", "fleet.plan");
        String checksum = plan.err().replaceAll("(?s).*--digest (sha256:[0-9a-f]{64}).*", "$1");
        // The directory is in no image, so the digest of the results does not cover it.
        forge("\"directory\":\"[^\"]*\"", "\"directory\":\"/elsewhere\"");
        assertThat(cowhand("apply", "--digest", checksum, "forged.plan").exit()).isEqualTo(65);
        assertThat(cowhand("apply", "--digest", checksum, "fleet.plan").exit()).isZero();
    }

    @Test
    void aSavedPlanIsNoRecipe() {
        savePlan();
        Cowhand.Ran ran = cowhand("plan", "fleet.plan");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).contains("fleet.plan is a saved plan").contains("'cowhand apply' applies a plan");
    }

    @Test
    void aReportIsNotWrittenOverThePlan() {
        Cowhand.Ran ran = cowhand("plan", "r.yaml", "-o", "both.json", "--report", "./both.json");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("-o and --report name the same file");
        assertThat(folder.resolve("both.json")).doesNotExist();

        assertThat(cowhand("plan", "r.yaml", "-o", "p.json").exit()).isZero();
        for (String command : List.of("apply", "show")) {
            Cowhand.Ran refused = cowhand(command, "p.json", "--report", "./p.json");
            assertThat(refused.exit()).isEqualTo(64);
            assertThat(refused.err()).contains("p.json is a file that this command reads");
        }
    }

    @Test
    void anEditedOrTruncatedPlanIsRefused() throws IOException {
        savePlan();
        Map<String, String> before = hashes();
        byte[] plan = Files.readAllBytes(folder.resolve("fleet.plan"));
        for (int at : new int[] {0, 1, 40, plan.length / 2, plan.length - 100, plan.length - 2, plan.length - 1}) {
            byte[] edited = plan.clone();
            edited[at] ^= 1;
            Files.write(folder.resolve("edited.plan"), edited);
            assertThat(cowhand("apply", "edited.plan").exit()).as("byte " + at).isEqualTo(65);
            Files.write(folder.resolve("cut.plan"), Arrays.copyOf(plan, at));
            assertThat(cowhand("apply", "cut.plan").exit()).as("first " + at).isEqualTo(65);
        }
        String newer = new String(plan, StandardCharsets.UTF_8).replaceFirst("\"1.0\"", "\"2.0\"");
        Files.writeString(folder.resolve("newer.plan"), newer);
        Cowhand.Ran refused = cowhand("apply", "newer.plan");
        assertThat(refused.exit()).isEqualTo(65);
        assertThat(refused.err()).contains("\"2.0\"", "use a newer one");
        assertThat(hashes()).isEqualTo(before);
    }

    @Test
    void aCompressedPlanIsTheSamePlan() throws IOException {
        savePlan();
        assertThat(cowhand("plan", "r.yaml", "-o", "fleet.plan.gz").exit()).isZero();
        List<String> lines;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("fleet.plan.gz")))) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        List<String> plain = Files.readAllLines(folder.resolve("fleet.plan"));
        assertThat(lines.subList(1, IMAGES + 1)).isEqualTo(plain.subList(1, IMAGES + 1));
        Cowhand.Ran applied = cowhand("apply", "--json", "fleet.plan.gz");
        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(statuses(applied)).containsEntry(image(0), "changed");
    }

    @Test
    void whatCannotBeSavedIsSaidAndLeavesNothing() throws IOException {
        Files.createDirectory(folder.resolve("d"));
        for (String file : List.of("missing/p.plan", "d")) {
            Cowhand.Ran plan = cowhand("plan", "r.yaml", "-o", file);
            assertThat(plan.exit()).isEqualTo(1);
            assertThat(plan.err()).contains("the plan cannot be saved");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("im", "nfs1", "r.yaml", "d");
        }
    }

    @Test
    void optionsOfRecipesAreNotForPlans() {
        savePlan();
        for (String option : List.of("--var=old=/x", "--images=x", "--dry-run", "--allow-empty")) {
            Cowhand.Ran refused = cowhand("apply", option, "fleet.plan");
            assertThat(refused.exit()).as(option).isEqualTo(64);
            assertThat(refused.err()).contains("a saved plan is applied as it is");
        }
        assertThat(cowhand("apply", "--digest", "x", "r.yaml").exit()).isEqualTo(64);
    }

    @Test
    void secretsAreNotSaved() throws IOException {
        Files.writeString(folder.resolve("r.yaml"), recipe().replace("vars: {", "vars: {key_secret: hunter2, "));
        savePlan();
        assertThat(Files.readString(folder.resolve("fleet.plan")).replace("key_secret: hunter2", ""))
                .doesNotContain("hunter2");
        Cowhand.Ran refused = cowhand("apply", "--if-stale", "replan", "fleet.plan");
        assertThat(refused.exit()).isEqualTo(65);
        assertThat(refused.err()).contains("key_secret", "is a secret");
    }
}
