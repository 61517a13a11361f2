package io.cowhand.spark;

import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.report.JsonReport;
import io.cowhand.result.Heading;
import io.cowhand.result.SummaryJson;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Results of jobs as files of the program, which exist until they are closed. */
final class LocalCopies implements AutoCloseable {

    private final List<Path> files = new ArrayList<>();

    /** Returns a command line with files in place of the folders of results. */
    String[] replaced(String... commandLine) throws IOException {
        SparkSession spark = SparkSession.builder().appName("cowhand show").getOrCreate();
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        String[] replaced = commandLine.clone();
        for (int i = 1; i < replaced.length; i++) {
            if (!replaced[i].startsWith("-")) {
                ResultFiles folder = new ResultFiles(replaced[i], configuration);
                if (folder.isComplete()) {
                    replaced[i] = save(spark, replaced[i], folder).toString();
                }
            }
        }
        return replaced;
    }

    private Path save(SparkSession spark, String location, ResultFiles folder) throws IOException {
        SummaryJson.Written written = summary(location, folder);
        Path file = Files.createTempFile("cowhand-results", ".jsonl.gz");
        files.add(file);
        try (PrintWriter out = new PrintWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            JsonReport report = new JsonReport(line -> out.append(line).append('\n'));
            // The positions of a shard are left out, so that the results are a whole.
            written.heading()
                    .map(of -> new Heading(of.recipe(), of.steps(), of.images(), Optional.empty(), of.dryRun()))
                    .ifPresent(report::begin);
            ResultTable table = new ResultTable(spark, location, folder.format());
            UnreadableException.whileReading(location, () -> {
                table.results(1, Long.MAX_VALUE).forEachRemaining(report::result);
                return report;
            });
            report.end(written.summary());
            if (out.checkError()) {
                throw new IOException(file + " cannot be written");
            }
        }
        return file;
    }

    private static SummaryJson.Written summary(String location, ResultFiles folder) throws IOException {
        try {
            return SummaryJson.read(JsonMembers.of(folder.summary()));
        } catch (MalformedJsonException damaged) {
            throw new UnreadableException(
                    location + ": " + SummaryJson.FILE + " is damaged: " + damaged.getMessage(), damaged);
        }
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
