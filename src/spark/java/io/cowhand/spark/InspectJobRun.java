package io.cowhand.spark;

import io.cowhand.cli.ExitCode;
import io.cowhand.image.LinkPolicy;
import io.cowhand.json.JsonLines;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Inspects images on a cluster. */
final class InspectJobRun {

    private final JobOptions job;
    private final InspectOptions options;

    InspectJobRun(JobOptions job, InspectOptions options) {
        this.job = job;
        this.options = options;
    }

    /**
     * Inspects the images, prints the summary, and returns the exit code.
     *
     * @throws IllegalArgumentException if the options are wrong; the message says why
     * @throws UnreadableException if the images cannot be listed, or the job fails
     */
    ExitCode run() throws IOException {
        String results = job.results();
        if (job.isListed()) {
            throw new IllegalArgumentException("inspect needs --inventory or --images-by-folder");
        }
        SparkSession spark = SparkSession.builder().appName("cowhand inspect").getOrCreate();
        ResultFiles.requireNew(results, spark.sparkContext().hadoopConfiguration());
        Inventory.Names names = UnreadableException.whileReading(job.source(), () -> names(spark));
        if (!names.mistakes().isEmpty()) {
            names.mistakes().forEach(mistake -> System.err.println("cowhand: " + mistake));
            return ExitCode.INVALID_RECIPE;
        }
        NamedParts parts = UnreadableException.whileReading(job.source(), () -> new NamedParts(names.images()));
        if (parts.images() == 0) {
            System.err.println("cowhand: " + job.source() + " names no image");
            return ExitCode.INVALID_RECIPE;
        }
        JavaRDD<Row> rows = parts.parts(0, parts.images(), job.partitionSize()).mapPartitions(new InspectTask(options));
        Row counts = UnreadableException.unless("the job failed", () -> {
            write(spark, rows, results);
            return counts(read(spark, results));
        });
        String summary = JsonLines.line(json -> {
            json.writeObjectPropertyStart("summary");
            json.writeNumberProperty("images", counts.getLong(0));
            json.writeNumberProperty("opens", counts.getLong(1));
            json.writeNumberProperty("does_not_open", counts.getLong(0) - counts.getLong(1));
            json.writeNumberProperty("with_problems", counts.getLong(2));
            json.writeNumberProperty("in_use", counts.getLong(3));
            json.writeEndObject();
        });
        new ResultFiles(results, spark.sparkContext().hadoopConfiguration()).complete(summary);
        System.out.println(summary);
        return counts.getLong(4) > 0 ? ExitCode.IMAGES_FAILED : ExitCode.DONE;
    }

    private static Row counts(Dataset<Row> results) {
        return results.selectExpr(
                        "count(*)", "count_if(opens)", "count_if(has_problems)", "count_if(in_use)", "count_if(fails)")
                .first();
    }

    private Inventory.Names names(SparkSession spark) {
        return job.inventory().isPresent()
                ? Inventory.open(spark, job.inventory().get(), job.inventoryFormat(), job.pathColumn())
                        .names(List.of(), "/")
                : new Folders(
                                spark,
                                job.imagesByFolder().orElseThrow(),
                                LinkPolicy.OWNER,
                                options.duration(),
                                List.of())
                        .names();
    }

    private void write(SparkSession spark, JavaRDD<Row> rows, String results) {
        if (job.resultsFormat() == ResultsFormat.parquet) {
            spark.createDataFrame(rows, InspectTask.SCHEMA).write().parquet(results);
        } else {
            spark.createDataFrame(rows, InspectTask.SCHEMA).write().json(results);
        }
    }

    private Dataset<Row> read(SparkSession spark, String results) {
        return job.resultsFormat() == ResultsFormat.parquet
                ? spark.read().schema(InspectTask.SCHEMA).parquet(results)
                : spark.read().schema(InspectTask.SCHEMA).json(results);
    }
}
