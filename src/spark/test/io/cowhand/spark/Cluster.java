package io.cowhand.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** A standalone cluster on the loopback: a master and two workers with a core each, all of them processes. */
final class Cluster implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration JOB = Duration.ofMinutes(4);
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://[0-9.]+:[0-9]+)");
    /** Processes that live for seconds: to compile them well would take longer than they run. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Path JARS = Path.of(System.getProperty("cowhand.spark.home"), "jars");

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final String master;
    private int jobs;

    /**
     * Starts a cluster.
     *
     * @param folder holds its logs and working files
     */
    Cluster(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        boolean isStarted = false;
        try {
            master = startMaster();
            startWorkers();
            isStarted = true;
        } finally {
            if (!isStarted) {
                close();
            }
        }
    }

    private String startMaster() throws IOException, InterruptedException {
        Path log = folder.resolve("master.log");
        start(
                log,
                "-Xmx256m",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0");
        await(() -> found(log).isPresent(), log);
        return found(log).orElseThrow();
    }

    private void startWorkers() throws IOException, InterruptedException {
        for (int worker = 1; worker <= 2; worker++) {
            Path own = folder.resolve("worker" + worker + ".log");
            start(
                    own,
                    "-Xmx256m",
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--webui-port",
                    "0",
                    "--work-dir",
                    folder.resolve("work" + worker).toString(),
                    master);
            await(() -> text(own).contains("Successfully registered with master"), own);
        }
    }

    private static Optional<String> found(Path log) {
        Matcher address = MASTER.matcher(text(log));
        return address.find() ? Optional.of(address.group(1)) : Optional.empty();
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void await(BooleanSupplier condition, Path log) throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not started within " + START + ":\n" + text(log));
            }
            Thread.sleep(100);
        }
    }

    private Process start(Path log, String heap, String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(java()));
        line.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        line.addAll(SHORT_LIVED);
        line.addAll(List.of(heap, "-cp", JARS + "/*"));
        line.addAll(List.of(command));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        environment(builder);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void environment(ProcessBuilder builder) {
        Map<String, String> environment = builder.environment();
        environment.put("SPARK_HOME", JARS.getParent().toString());
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    }

    /** What a command printed, and its exit code. */
    record Result(int code, String out, String err) {}

    /** A job that has been submitted. */
    record Job(Process process, Path out, Path err) {
        /** Waits for its end. */
        Result await() throws IOException, InterruptedException {
            if (!process.waitFor(JOB.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the job did not end within " + JOB + ":\n" + text(err));
            }
            return new Result(process.exitValue(), text(out), text(err));
        }
    }

    /** Submits a job and waits for its end. */
    Result submit(String... arguments) throws IOException, InterruptedException {
        return begin(arguments).await();
    }

    /** Submits a job. */
    Job begin(String... arguments) throws IOException {
        jobs++;
        Path out = folder.resolve("job" + jobs + ".out");
        Path err = folder.resolve("job" + jobs + ".err");
        List<String> line = new ArrayList<>(List.of(java()));
        line.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        line.addAll(SHORT_LIVED);
        line.addAll(List.of(
                "-Xmx768m",
                "-cp",
                JARS + "/*",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master,
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.log.level=WARN",
                "--conf",
                "spark.local.dir=" + folder.resolve("local"),
                "--conf",
                "spark.sql.shuffle.partitions=2",
                "--conf",
                "spark.sql.codegen.wholeStage=false",
                "--conf",
                "spark.executor.extraJavaOptions=" + String.join(" ", SHORT_LIVED),
                "--class",
                "io.cowhand.spark.FleetJob",
                System.getProperty("cowhand.spark.jar")));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        environment(builder);
        Process process = builder.start();
        processes.add(process);
        return new Job(process, out, err);
    }

    /** Returns the executors, which the workers have started. */
    List<ProcessHandle> executors() {
        return processes.stream()
                .flatMap(Process::descendants)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .toList();
    }

    @Override
    public void close() {
        Stream.concat(executors().stream(), processes.stream().map(Process::toHandle))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
