package io.cowhand.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Unmatched;

/** The options that only the job has; all others are those of the program's command line. */
@Command(name = "cowhand")
final class JobOptions {

    @Option(names = "--inventory")
    private Optional<String> inventory = Optional.empty();

    @Option(names = "--inventory-format")
    private Optional<InventoryFormat> inventoryFormat = Optional.empty();

    @Option(names = "--path-column")
    private String pathColumn = "path";

    @Option(names = "--images-by-folder")
    private Optional<String> imagesByFolder = Optional.empty();

    @Option(names = "--results")
    private Optional<String> results = Optional.empty();

    @Option(names = "--results-format")
    private ResultsFormat resultsFormat = ResultsFormat.parquet;

    @Option(names = "--partition-size")
    private int partitionSize = 1000;

    @Unmatched
    private List<String> commandLine = new ArrayList<>();

    private JobOptions() {}

    /**
     * Reads the arguments of the job.
     *
     * @throws IllegalArgumentException if they are wrong; the message says why
     */
    static JobOptions parse(String... arguments) {
        JobOptions options = new JobOptions();
        CommandLine line = new CommandLine(options);
        line.setExpandAtFiles(false);
        try {
            line.parseArgs(arguments);
        } catch (ParameterException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
        if (options.partitionSize < 1 || options.partitionSize > PathsOfPart.MOST) {
            throw new IllegalArgumentException("--partition-size must be 1 to " + PathsOfPart.MOST);
        }
        if (options.inventory.isPresent() && options.imagesByFolder.isPresent()) {
            throw new IllegalArgumentException("--inventory and --images-by-folder exclude each other");
        }
        return options;
    }

    Optional<String> inventory() {
        return inventory;
    }

    /** Returns the format of the inventory: the one that is given, or else the one that the suffix of its name tells. */
    InventoryFormat inventoryFormat() {
        return inventoryFormat.orElseGet(() -> InventoryFormat.ofName(inventory.orElse("")));
    }

    String pathColumn() {
        return pathColumn;
    }

    Optional<String> imagesByFolder() {
        return imagesByFolder;
    }

    /** Returns whether the driver lists the images, and not a data set or executors. */
    boolean isListed() {
        return inventory.isEmpty() && imagesByFolder.isEmpty();
    }

    /** Returns what names the images, for messages. */
    String source() {
        return inventory
                .map(name -> "the inventory " + name)
                .or(() -> imagesByFolder.map(glob -> "--images-by-folder " + glob))
                .orElse("the recipe");
    }

    /**
     * Returns where to write the results.
     *
     * @throws IllegalArgumentException if that is not given
     */
    String results() {
        return results.orElseThrow(
                () -> new IllegalArgumentException("--results is missing: where to write the results"));
    }

    ResultsFormat resultsFormat() {
        return resultsFormat;
    }

    int partitionSize() {
        return partitionSize;
    }

    /** Returns the command and its arguments, without the job's own options. */
    String[] commandLine() {
        return commandLine.toArray(String[]::new);
    }
}
