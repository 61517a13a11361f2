package io.cowhand.spark;

import io.cowhand.fleet.ImageResult;
import io.cowhand.json.JsonMembers;
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
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Results of jobs as files of the program, which exist until they are closed. */
final class SavedResults implements AutoCloseable {

    private final List<Path> files = new ArrayList<>();

    /** Returns a command line with files in place of the folders of results. */
    String[] replaced(String... commandLine) throws IOException {
        SparkSession spark = SparkSession.builder().appName("cowhand show").getOrCreate();
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        String[] replaced = commandLine.clone();
        for (int i = 1; i < replaced.length; i++) {
            if (!replaced[i].startsWith("-")) {
                ResultFolder folder = new ResultFolder(replaced[i], configuration);
                if (folder.isComplete()) {
                    replaced[i] = save(spark, replaced[i], folder).toString();
                }
            }
        }
        return replaced;
    }

    private Path save(SparkSession spark, String location, ResultFolder folder) throws IOException {
        SummaryJson.Written written = SummaryJson.read(JsonMembers.of(folder.summary()));
        Path file = Files.createTempFile("cowhand-results", ".jsonl.gz");
        files.add(file);
        try (PrintWriter out = new PrintWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            JsonReport report = new JsonReport(line -> out.append(line).append('\n'));
            // The positions of a shard are left out, so that the results are a whole.
            written.heading()
                    .map(of ->
                            new Heading(of.recipe(), of.steps(), of.images(), java.util.Optional.empty(), of.dryRun()))
                    .ifPresent(report::begin);
            Iterator<ImageResult> results =
                    new ResultTable(spark, location, folder.format()).results(1, Long.MAX_VALUE);
            results.forEachRemaining(report::result);
            report.end(written.summary());
            if (out.checkError()) {
                throw new IOException(file + " cannot be written");
            }
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
