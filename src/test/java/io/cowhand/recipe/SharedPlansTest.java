package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Scope;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.PlanCache;
import io.cowhand.plan.Planner;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.testing.HeaderBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever steps a recipe has, and whatever they read: an image that shares a plan has the one that is made for it alone. */
class SharedPlansTest {

    private static final int RECIPES = 100;
    private static final int IMAGES = 120;

    private static final List<String> STEPS = List.of(
            "op: upgrade",
            "op: normalize",
            "op: relativize-backing",
            "op: absolutize-backing",
            "{op: move-backing, from: /srv, to: /mnt}",
            "{op: move-backing, from: /mnt, to: '/mnt/${name}'}",
            "{op: set-labels, labels: {owner: '${row.owner}'}}",
            "{op: set-labels, labels: {owner: '${row.owner}', initial: '${name.substring(0, 1)}', v: 'v${version}'}}",
            "{op: set-labels, labels: {use: '${in_use}'}, when: in_use != ''}",
            "{op: set-labels, labels: {path: '${path}'}, when: \"dir == '/mnt'\"}",
            "{op: set-labels, labels: {size: 's${file_size}'}}",
            "{op: remove-labels, keys: [owner], when: row.owner == 'me'}",
            "{op: set-backing-format, format: '${backing.format}'}",
            "{op: set-backing-format, format: raw, when: \"backing.found && name.startsWith('a')\"}",
            "{op: set-backing, file: '/mnt/${row.base}', format: qcow2}",
            "{op: set-backing, file: '${name}', format: raw, when: \"backing_file != ''\"}",
            "{op: assert, that: version >= 3, message: '${name} of ${row.owner} has ${version}'}",
            "{op: assert, that: name.startsWith('a') || row.owner == 'me', message: 'not ${path}'}",
            "{op: assert, that: backing.depth < 2, message: '${backing.path} of ${name}'}",
            "{op: assert, that: int(row.number) > 1, message: no}",
            "{op: assert, that: problems.size() == 0, message: '${name} has ${problems.size()}'}",
            "{op: lazy-refcounts, enabled: true, when: \"in_use == ''\"}",
            "{op: lazy-refcounts, enabled: \"${row.owner == 'me'}\"}",
            "{op: set-feature, group: autoclear, bit: 40, when: row.owner != 'me'}",
            "{op: set-feature, group: autoclear, bit: 41}",
            "{op: poke, offset: 100, hex: '${row.hex}', unsafe: true}",
            "{op: poke, offset: 8192, hex: 'ff', unsafe: true, when: \"name.startsWith('a')\"}",
            "{op: poke, offset: 90, hex: '01', unsafe: true}",
            "{op: add-extension, magic: 0x12345678, text: '${name}', if-present: append}",
            "{op: add-extension, magic: 0x12345679, text: \"${row.owner == 'me' ? row.long : 'x'}\"}",
            "{op: remove-extension, magic: 0x12345678, occurrence: first}",
            "{op: replace-backing, pattern: 'base', replacement: '${row.owner}-base'}",
            "{op: feature-names, mode: canonical, when: has(row.owner)}",
            "{op: drop-bitmaps, when: row.owner != 'me'}");

    private static final List<String> CONDITIONS = List.of(
            "row.owner != 'you'",
            "backing.format != 'raw'",
            "in_use != 'writer'",
            "problems.size() < 2",
            "version == 3",
            "int(row.number) > 0",
            "backing.found || name < 'b'");

    private static final List<HeaderBytes> HEADERS = List.of(
            HeaderBytes.v2(16),
            HeaderBytes.v2(16).backing("/srv/base.qcow2"),
            HeaderBytes.v3(16),
            HeaderBytes.v3(16).backing("/srv/base.qcow2"),
            HeaderBytes.v3(16).extension(0xe2792acaL, "qcow2").backing("/srv/base.qcow2"),
            HeaderBytes.v3(16).extension(0xe2792acaL, "raw").backing("base.qcow2"),
            HeaderBytes.v3(16).u64(88, 1L << 40).backing("/mnt/base"),
            HeaderBytes.v3(16).u64(88, 3L << 40).extension(0x12345678, "a").extension(0x12345678, "b"),
            HeaderBytes.v3(16).u64(80, 1L << 50),
            HeaderBytes.v3(16).u64(72, 2),
            withBitmaps());

    private final Random random = new Random(11);

    @TempDir
    private Path folder;

    private static HeaderBytes withBitmaps() {
        int payload = HeaderBytes.v3(16).end();
        return HeaderBytes.v3(16)
                .extension(0x23852875L, 24)
                .u64(88, 1)
                .u32(payload, 1)
                .u64(payload + 8, 32)
                .u64(payload + 16, 1 << 17);
    }

    private static Optional<BitmapDirectory> bitmaps(HeaderImage header) {
        return header.bitmaps()
                .map(pointer -> new BitmapDirectory(
                        pointer,
                        1 << 20,
                        1 << 16,
                        List.of(new BitmapDirectory.Entry(
                                new BitmapDirectory.Fixed(0, 0, 0, 1, 16, 5, 0), Bytes.utf8("daily"))),
                        List.of()));
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Recipe recipe() {
        StringBuilder yaml = new StringBuilder("cowhand: 1\nname: test\nimages: [{list: fleet.csv}]\n");
        if (random.nextInt(3) == 0) {
            yaml.append("where: \"").append(any(CONDITIONS)).append("\"\n");
        }
        yaml.append("steps:\n");
        for (int i = random.nextInt(4); i >= 0; i--) {
            yaml.append("  - ").append(any(STEPS)).append('\n');
        }
        return new RecipeFixture(folder, OperationCatalog.load()).recipe(yaml.toString());
    }

    private Scope image() {
        HeaderBytes header = any(HEADERS);
        ImageFacts facts = header.facts(any(List.of(4096, 4096, 65_536)), any(List.of(327_680L, 327_680L, 65_535L)));
        String directory = any(List.of("/mnt", "/srv"));
        ImageFacts named = new ImageFacts(
                facts.header(),
                facts.fileSize(),
                directory + "/" + any(List.of("anna", "alice", "bob", "base.qcow2")),
                directory,
                Optional.empty(),
                bitmaps(facts.header()),
                List.of());
        Map<String, String> row = new TreeMap<>();
        row.put("owner", any(List.of("me", "you", "them")));
        row.put("base", any(List.of("base", "base.qcow2")));
        row.put("hex", any(List.of("00", "01", "zz")));
        row.put("long", "x".repeat(5000));
        row.put("number", any(List.of("1", "2", "none")));
        if (random.nextInt(5) == 0) {
            row.remove("owner");
        }
        String use = any(List.of("", "", "reader", "writer"));
        List<BackingFacts> backings = List.of(
                BackingFacts.NONE,
                BackingFacts.missing("is not there"),
                BackingFacts.missing("is elsewhere"),
                new BackingFacts(true, "", "/srv/base", "raw", 512, 1, List.of(), false),
                new BackingFacts(true, "", "/srv/base", "qcow2", 512, 2, List.of(), true));
        int of = random.nextInt(backings.size());
        return new Scope(
                named,
                () -> use,
                asked -> backings.get(Math.floorMod(
                        of + asked.header().backingName().map(Bytes::length).orElse(0), backings.size())),
                row);
    }

    @Test
    void aSharedPlanIsThatOfTheImage() {
        Map<String, Integer> kinds = new TreeMap<>();
        List<Scope> images = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            images.add(image());
        }
        for (int i = 0; i < RECIPES; i++) {
            Recipe recipe = recipe();
            Planner planner = new Planner(recipe.steps(), recipe.where());
            PlanCache plans = new PlanCache(planner);
            for (int j = 0; j < 2 * IMAGES; j++) {
                Scope image = any(images);
                Bytes found = image.facts().header().encode();
                ImagePlan alone = planner.plan(image, found);
                assertThat(plans.plan(image, found))
                        .as("%s of %s", image.facts().path(), recipe.text().display())
                        .isEqualTo(alone);
                kinds.merge(alone.getClass().getSimpleName(), 1, Integer::sum);
            }
        }
        // Otherwise less is compared than it seems.
        assertThat(kinds).containsOnlyKeys("Edit", "NeedsWindow", "Refused", "Skipped", "Unchanged");
        assertThat(kinds.get("Edit")).isGreaterThan(1000);
    }
}
