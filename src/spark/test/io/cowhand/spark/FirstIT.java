package io.cowhand.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstIT {
    @TempDir
    private Path folder;

    @Test
    void equal() throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        Program.must(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "compat=0.10,cluster_size=4096",
                images.resolve("0.qcow2").toString(),
                "1M");
        for (int i = 1; i < 200; i++) {
            Files.copy(images.resolve("0.qcow2"), images.resolve(i + ".qcow2"));
        }
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), """
                cowhand: 1
                name: upgrade
                images: [images/*.qcow2]
                steps:
                  - op: upgrade
                  - op: set-labels
                    labels: {owner: me}
                """);
        Cluster.Result local = Program.run("plan", recipe.toString(), "--json");
        System.out.println(local.out().lines().reduce((a, b) -> b));
        try (Cluster cluster = new Cluster(Path.of("/tmp/spark-work/cluster"))) {
            Cluster.Result plan = cluster.submit(
                    "plan", recipe.toString(), "--json", "--results", folder + "/plan", "--partition-size", "40");
            System.out.println(
                    plan.code() + plan.out().lines().reduce((a, b) -> b).toString() + plan.err());
            Cluster.Result apply = cluster.submit(
                    "apply",
                    recipe.toString(),
                    "--results",
                    folder + "/apply",
                    "--partition-size",
                    "40",
                    "--state-dir",
                    folder + "/state",
                    "--waves",
                    "10,100%");
            System.out.println(apply.code() + apply.out() + apply.err());
            System.out.println(Program.run("runs", "--state-dir", folder + "/state"));
            System.out.println(Program.run("rollback", "last", "--state-dir", folder + "/state"));
            Cluster.Result show = cluster.submit("show", folder + "/apply", "--report", "/tmp/spark-work/r.md");
            System.out.println(show.code() + show.out() + show.err());
        }
        System.out.println(Program.must("find", folder.toString(), "-name", "part*"));
    }
}
