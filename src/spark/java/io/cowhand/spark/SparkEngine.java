package io.cowhand.spark;

import io.cowhand.fleet.FleetOptions;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageSource;
import io.cowhand.inventory.InventoryFormat;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.FileTree;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.recipe.Recipe;
import io.cowhand.run.Fleet;
import io.cowhand.run.FleetEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Plans and applies recipes on a cluster. */
final class SparkEngine implements FleetEngine {

    private final JobOptions job;

    SparkEngine(JobOptions job) {
        this.job = job;
    }

    @Override
    public Search search(FileTree files, Recipe recipe, FleetOptions options, StandardInput input) {
        String results = job.results();
        if (files != FileTree.SYSTEM) {
            throw new IllegalArgumentException("--against: a capture is read on one machine");
        }
        if (recipe.onError() == Recipe.OnError.STOP) {
            throw new IllegalArgumentException(
                    "on-error: stop is for one image after the other; on a cluster, use waves and max-failures");
        }
        if (!job.isListed()
                && !(options.images().isEmpty()
                        && options.lists().isEmpty()
                        && options.shard().isEmpty()
                        && recipe.root().isAny())) {
            throw new IllegalArgumentException(
                    "--images, --images-from, --shard and --root are for images that the driver lists, and exclude"
                            + " --inventory and --images-by-folder");
        }
        // Binds the recipe as executors do, before they are asked for.
        JobInputs.of(recipe, options, List.of()).recipe();
        return job.isListed() ? listed(files, recipe, options, input, results) : named(files, recipe, options, results);
    }

    private Search listed(FileTree files, Recipe recipe, FleetOptions options, StandardInput input, String results) {
        Fleet.Search search = Fleet.of(files, recipe, options, input);
        if (search instanceof Fleet.NotFound notFound) {
            return notFound;
        }
        Fleet fleet = ((Fleet.Found) search).fleet();
        SparkSession spark = session(results);
        return new Found(new SparkWork(
                spark,
                recipe,
                options,
                new ListedParts(new JavaSparkContext(spark.sparkContext()), fleet.images()),
                fleet.part(),
                table(spark, results),
                StopFile.of(results, spark.sparkContext().hadoopConfiguration()),
                job));
    }

    private Search named(FileTree files, Recipe recipe, FleetOptions options, String results) {
        boolean hasRows = job.inventory().isPresent() && job.inventoryFormat() != io.cowhand.spark.InventoryFormat.text;
        ImageEntry entry = new ImageEntry(
                new ImageSource.Listed(
                        job.inventory().or(job::imagesByFolder).orElseThrow(),
                        Optional.of(hasRows ? InventoryFormat.CSV : InventoryFormat.LINES),
                        Optional.empty()),
                List.of(),
                Location.NOWHERE);
        List<Problem> problems = new ArrayList<>(Fleet.problemsWithoutImages(files, recipe, options, List.of(entry)));
        if (!problems.isEmpty()) {
            return new Fleet.NotFound(problems);
        }
        SparkSession spark = session(results);
        String source = job.source();
        NamedParts parts;
        try {
            Inventory.Names names =
                    UnreadableException.whileReading(source, () -> names(spark, recipe, options, problems));
            names.mistakes().forEach(mistake -> problems.add(Problem.error("inventory", mistake)));
            if (!problems.isEmpty()) {
                return new Fleet.NotFound(problems);
            }
            parts = UnreadableException.whileReading(source, () -> new NamedParts(names.images()));
        } catch (UnreadableException unreadable) {
            return new Fleet.NotFound(
                    List.of(Problem.error(CommonCode.LIST_UNREADABLE, String.valueOf(unreadable.getMessage()))));
        }
        if (parts.images() == 0 && !options.allowEmpty()) {
            return new Fleet.NotFound(List.of(Problem.error(
                    CommonCode.MATCHES_NOTHING,
                    source + " names no image" + (options.limit().isEmpty() ? "" : " that --limit matches"))));
        }
        return new Found(new SparkWork(
                spark,
                recipe,
                options,
                parts,
                Optional.empty(),
                table(spark, results),
                StopFile.of(results, spark.sparkContext().hadoopConfiguration()),
                job));
    }

    private Inventory.Names names(SparkSession spark, Recipe recipe, FleetOptions options, List<Problem> problems) {
        if (job.inventory().isEmpty()) {
            String glob = job.imagesByFolder().orElseThrow();
            return new Folders(spark, glob, recipe.links(), options.timeout(), options.limit()).names();
        }
        Inventory inventory =
                Inventory.open(spark, job.inventory().orElseThrow(), job.inventoryFormat(), job.pathColumn());
        if (job.inventoryFormat() != io.cowhand.spark.InventoryFormat.text) {
            problems.addAll(recipe.problemsWithColumns(inventory.columns()));
        }
        return inventory.names(options.limit(), recipe.folder().toAbsolutePath().toString());
    }

    private ResultTable table(SparkSession spark, String results) {
        return new ResultTable(spark, results, job.resultsFormat());
    }

    private static SparkSession session(String results) {
        SparkSession spark = SparkSession.builder().appName("cowhand").getOrCreate();
        ResultFiles.requireNew(results, spark.sparkContext().hadoopConfiguration());
        return spark;
    }
}
