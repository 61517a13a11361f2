package io.cowhand.spark;

import io.cowhand.image.ImageFilter;
import io.cowhand.image.ImageReference;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/** A data set that names images: a column has the path, all others are {@code row.*}. */
final class Inventory {

    /** The maximum number of mistakes to report. */
    private static final int MOST_MISTAKES = 10;

    /** The number of the value in a row of texts that is the image's name; the columns follow it. */
    private static final int NAME = 0;

    private final Dataset<Row> names;
    private final List<String> columns;

    private Inventory(Dataset<Row> names, List<String> columns) {
        this.names = names;
        this.columns = columns;
    }

    /**
     * Opens an inventory.
     *
     * @throws IllegalArgumentException if it has no such column for the path
     * @throws UnreadableException if it cannot be read
     */
    static Inventory open(SparkSession spark, String location, InventoryFormat format, String pathColumn) {
        Dataset<Row> read = UnreadableException.whileReading(
                "the inventory " + location, () -> read(spark, location, format, pathColumn));
        List<String> all = Arrays.asList(read.columns());
        if (!all.contains(pathColumn)) {
            throw new IllegalArgumentException("the inventory " + location + " has no column \"" + pathColumn
                    + "\", only " + String.join(", ", all) + "; --path-column names another one");
        }
        for (StructField field : read.schema().fields()) {
            if (field.dataType() instanceof StructType
                    || field.dataType() instanceof ArrayType
                    || field.dataType() instanceof MapType) {
                throw new IllegalArgumentException("the column \"" + field.name() + "\" of the inventory " + location
                        + " holds a " + field.dataType().typeName() + "; a row has texts and numbers alone");
            }
        }
        List<String> columns =
                all.stream().filter(name -> !name.equals(pathColumn)).toList();
        List<Column> texts = new ArrayList<>(List.of(text(pathColumn)));
        columns.forEach(name -> texts.add(text(name)));
        return new Inventory(read.select(texts.toArray(Column[]::new)), columns);
    }

    private static Dataset<Row> read(SparkSession spark, String location, InventoryFormat format, String pathColumn) {
        return switch (format) {
            case parquet -> spark.read().parquet(location);
            case csv ->
                spark.read()
                        .option("header", true)
                        .option("escape", "\"")
                        // An empty field is an empty text, as everywhere.
                        .option("nullValue", "\u0001")
                        .option("emptyValue", "")
                        .option("mode", "FAILFAST")
                        .csv(location);
            case jsonl ->
                spark.read()
                        .option("primitivesAsString", true)
                        .option("mode", "FAILFAST")
                        .json(location);
            case text -> spark.read().text(location).withColumnRenamed("value", pathColumn);
        };
    }

    private static Column text(String name) {
        return functions.col("`" + name.replace("`", "``") + "`").cast("string");
    }

    /** Returns the columns that rows have. */
    Set<String> columns() {
        return new TreeSet<>(columns);
    }

    /**
     * A line of the inventory.
     *
     * @param number its number, from 0
     * @param uri the URI of the image that it names
     * @param row what it says about the image
     * @param mistake what is wrong with it; empty if nothing is
     */
    private record Line(long number, String uri, Map<String, String> row, String mistake) implements Serializable {

        boolean isWrong() {
            return !mistake.isEmpty();
        }

        /** Returns the earlier of two lines that name the same image; with a mistake if they differ. */
        static Line first(Line one, Line other) {
            Line first = one.number < other.number ? one : other;
            return first.isWrong() || one.row.equals(other.row)
                    ? first
                    : new Line(
                            first.number,
                            first.uri,
                            first.row,
                            "\"" + ImageReference.of(first.uri).display() + "\" is named twice, with different rows");
        }
    }

    /** The images of an inventory, or its mistakes. */
    record Names(JavaRDD<PathsOfPart.Named> images, List<String> mistakes) {}

    /**
     * Returns the images, each once, in the order of the inventory.
     *
     * @param limit globs, of which an image must match one
     * @param folder what the globs may be relative to
     */
    Names names(List<String> limit, String folder) {
        List<String> header = columns;
        JavaPairRDD<Long, Line> lines = names.toJavaRDD()
                .zipWithIndex()
                .mapToPair(row -> {
                    Line line = line(row._1, row._2, header);
                    return new Tuple2<>(line.isWrong() ? "" + line.number : line.uri, line);
                })
                .reduceByKey(Line::first)
                .mapToPair(line -> new Tuple2<>(line._2.number, line._2))
                .sortByKey();
        List<String> mistakes = lines.values().filter(line -> line.isWrong()).take(MOST_MISTAKES).stream()
                .map(Line::mistake)
                .collect(Collectors.toList());
        JavaRDD<PathsOfPart.Named> images = lines.values().map(line -> new PathsOfPart.Named(line.uri, line.row));
        return new Names(limited(images, limit, folder), mistakes);
    }

    /** Returns the images that match one of some globs; all if there are none. */
    static JavaRDD<PathsOfPart.Named> limited(JavaRDD<PathsOfPart.Named> images, List<String> limit, String folder) {
        return limit.isEmpty()
                ? images
                : images.mapPartitions(part -> {
                    ImageFilter filter = new ImageFilter(limit, Path.of(folder));
                    List<PathsOfPart.Named> kept = new ArrayList<>();
                    part.forEachRemaining(named -> {
                        if (filter.matches(ImageReference.of(named.uri()))) {
                            kept.add(named);
                        }
                    });
                    return kept.iterator();
                });
    }

    private static Line line(Row row, long number, List<String> columns) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!row.isNullAt(i + 1)) {
                values.put(columns.get(i), row.getString(i + 1));
            }
        }
        String name = row.isNullAt(NAME) ? "" : row.getString(NAME);
        try {
            ImageReference image = ImageReference.of(name);
            return image.path().isAbsolute()
                    ? new Line(number, image.fileUri(), values, "")
                    : new Line(
                            number,
                            name,
                            values,
                            "record " + (number + 1) + " names \"" + name
                                    + "\", which is relative; executors have no folder in common");
        } catch (IllegalArgumentException wrong) {
            return new Line(
                    number, name, values, "record " + (number + 1) + ", \"" + name + "\": " + wrong.getMessage());
        }
    }
}
