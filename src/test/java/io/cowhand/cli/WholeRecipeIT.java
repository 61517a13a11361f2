package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A recipe that uses everything that a recipe can have does all of it. */
@RequiresQemu
class WholeRecipeIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void recipe() throws IOException {
        write("relocate.yaml", """
                # yaml-language-server: $schema=../schemas/recipe.schema.json
                cowhand: 1
                name: relocate-base-images
                description: Point every overlay at the new store and name its base's format.
                vars:
                  old: /mnt/nfs1
                  new: /srv/ceph
                  ticket:                            # no value: has to be given (--var ticket=CHG-1234)
                images:
                  - overlays/*.qcow2                 # path or glob, relative to the recipe's folder
                  - path: vms/**/*.qcow2
                    exclude: ["**/*.bak.qcow2"]
                  - list: fleet.csv                  # inventory: lines, CSV or JSON Lines; columns are row.*
                bases: ['/srv/ceph/**/*.{qcow2,raw}']  # files that backing names may be resolved to; read, never written
                where: backing_file.startsWith(vars.old + "/")   # CEL; images for which it is false are 'skipped'
                steps:
                  - name: Follow the store
                    op: move-backing
                    from: ${vars.old}                # whole path components: /mnt/nfs10 is not touched
                    to: ${vars.new}
                  - op: set-backing-format
                    format: ${backing.format}        # per image: what the file in `bases` really is
                    when: backing_format == "" && backing.found
                  - op: set-labels
                    labels: {owner: "${row.owner}", moved-by: "${vars.ticket}"}
                    when: has(row.owner)
                  - include: steps/house-rules.yaml  # shared steps
                  - op: assert
                    that: version >= 3
                    message: "compat is still 0.10 (${path})"
                not-qcow2: fail                      # or skip: files without the qcow2 magic
                links: owner                         # or follow, refuse (writing.md)
                on-error: continue                   # or stop: what happens to the images after a failed one
                """.replace("/srv/ceph", folder + "/ceph").replace(" (writing.md)", ""));
        write("steps/house-rules.yaml", """
                cowhand: 1
                vars: {lazy: false}
                steps:
                  - op: lazy-refcounts
                    enabled: ${vars.lazy}
                    when: version >= 3
                """);
        write("fleet.csv", "path,owner\nlisted/a.qcow2,anna\nlisted/b.qcow2,bert\n");
        Files.createDirectories(folder.resolve("ceph/deep"));
        Qemu.mustImg(folder, "create", "-f", "raw", "ceph/base.raw", "1M");
        Qemu.mustImg(folder, "create", "-f", "qcow2", "ceph/deep/base.qcow2", "1M");
        overlay("overlays/one.qcow2", "/mnt/nfs1/base.raw");
        overlay("overlays/elsewhere.qcow2", "/mnt/nfs10/base.raw");
        overlay("vms/x/y/two.qcow2", "/mnt/nfs1/deep/base.qcow2");
        overlay("vms/two.bak.qcow2", "/mnt/nfs1/deep/base.qcow2");
        overlay("vms/old.qcow2", "/mnt/nfs1/base.raw", "-o", "compat=0.10");
        overlay("listed/a.qcow2", "/mnt/nfs1/lost.raw");
        overlay("listed/b.qcow2", "/mnt/nfs1/base.raw", "-o", "lazy_refcounts=on");
        write("forget.yaml", """
                cowhand: 1
                name: forget
                images: ["{overlays,listed,vms}/**"]
                steps: [{op: remove-extension, magic: backing-format}]
                """);
        assertThat(Cowhand.run(folder, "apply", "forget.yaml").exit()).isZero();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void overlay(String image, String backing, String... options) throws IOException {
        Files.createDirectories(folder.resolve(image).getParent());
        String[] arguments = {"create", "-u", "-f", "qcow2", "-b", backing, "-F", "raw"};
        Qemu.mustImg(
                folder,
                Stream.of(arguments, options, new String[] {image, "1M"})
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new));
    }

    private String inspected(String image) {
        Cowhand.Ran ran = Cowhand.run(folder, "inspect", "--json", image);
        JsonNode facts = ran.images().get(0);
        return facts.get("backing_file").asString().replace(folder.toString(), "") + " "
                + facts.get("backing_format").asString("-") + " " + facts.get("labels") + " "
                + facts.get("features").get("compatible");
    }

    @Test
    void everyImageGetsWhatItsHeaderItsBaseAndItsRowSay() {
        Cowhand.Ran ran = Cowhand.run(folder, "apply", "--json", "relocate.yaml", "--var", "ticket=CHG-1234");

        Map<String, String> statuses = new TreeMap<>();
        ran.images()
                .forEach(image -> statuses.put(
                        image.get("image").asString(), image.get("status").asString()));
        assertThat(statuses)
                .isEqualTo(Map.of(
                        "overlays/one.qcow2", "changed",
                        "overlays/elsewhere.qcow2", "skipped",
                        "vms/x/y/two.qcow2", "changed",
                        "vms/old.qcow2", "refused",
                        "listed/a.qcow2", "changed",
                        "listed/b.qcow2", "changed"));
        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        assertThat(inspected("overlays/one.qcow2")).isEqualTo("/ceph/base.raw raw {} []");
        assertThat(inspected("vms/x/y/two.qcow2")).isEqualTo("/ceph/deep/base.qcow2 qcow2 {} []");
        assertThat(inspected("listed/a.qcow2"))
                .isEqualTo("/ceph/lost.raw - {\"moved-by\":\"CHG-1234\",\"owner\":\"anna\"} []");
        assertThat(inspected("listed/b.qcow2"))
                .isEqualTo("/ceph/base.raw raw {\"moved-by\":\"CHG-1234\",\"owner\":\"bert\"} []");
        assertThat(inspected("vms/old.qcow2")).isEqualTo("/mnt/nfs1/base.raw - {} []");
        assertThat(Cowhand.run(folder, "plan", "relocate.yaml", "--var", "ticket=CHG-1234")
                        .out())
                .contains("vms/old.qcow2: step 5 assert: compat is still 0.10 (vms/old.qcow2)");
        assertThat(Cowhand.run(folder, "apply", "--json", "relocate.yaml", "--var", "ticket=CHG-1234")
                        .summary()
                        .get("changed")
                        .asInt())
                .isZero();
    }

    @Test
    void aVariableWithoutAValueHasToBeGiven() {
        assertThat(Cowhand.run(folder, "plan", "relocate.yaml").exit()).isEqualTo(64);
    }
}
