package io.cowhand.spark;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.json.JsonLines;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.planfile.FleetDigest;
import io.cowhand.result.NamedImage;
import io.cowhand.result.ResultJson;
import io.cowhand.result.ResultJsonReader;
import io.cowhand.undo.UndoClass;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import tools.jackson.core.JsonGenerator;

/** The results of a fleet as a data set: a row for each image, with the members of the results in JSON as columns. */
final class ResultTable {

    private static final String POSITION = "position";

    /** The columns. {@code changes} and {@code problems} are JSON, since their values are of many types. */
    private static final StructType SCHEMA = new StructType()
            .add(POSITION, DataTypes.LongType)
            .add("format_version", DataTypes.StringType)
            .add("image", DataTypes.StringType)
            .add("image_uri", DataTypes.StringType)
            .add("status", DataTypes.StringType)
            .add("wave", DataTypes.IntegerType)
            .add("undo", DataTypes.StringType)
            .add("changes", DataTypes.StringType)
            .add("problems", DataTypes.StringType)
            .add("digest", DataTypes.StringType)
            .add("host", DataTypes.StringType)
            .add("attempt", DataTypes.IntegerType)
            .add("milliseconds", DataTypes.LongType);

    /** The columns that hold JSON. */
    private static final List<String> NESTED = List.of("changes", "problems");

    /** A digest is added up in words of 32 bits, whose sums do not overflow. */
    private static final int WORDS = 8;

    private static final int WORD_BITS = 32;

    private final SparkSession spark;
    private final String location;
    private final ResultsFormat format;

    ResultTable(SparkSession spark, String location, ResultsFormat format) {
        this.spark = spark;
        this.location = location;
        this.format = format;
    }

    /** Returns the row of a result. */
    static Row row(ImageResult result, String host, int attempt, long milliseconds) {
        return RowFactory.create(
                result.image().position().orElseThrow(),
                JsonLines.FORMAT_VERSION,
                result.image().display(),
                result.image().uri().orElse(null),
                result.status().label(),
                result.wave().isPresent() ? result.wave().getAsInt() : null,
                result.undo().map(UndoClass::label).orElse(null),
                value(json -> ResultJson.changes(json, result)),
                value(json -> ResultJson.problems(json, result)),
                result.digest().orElseThrow().toHex(),
                host,
                attempt,
                milliseconds);
    }

    /** Returns the value of the only member of an object. */
    private static String value(Consumer<JsonGenerator> member) {
        String object = JsonLines.object(member);
        return object.substring(object.indexOf(':') + 1, object.length() - 1);
    }

    /** Adds rows. */
    void append(JavaRDD<Row> rows) {
        if (format == ResultsFormat.parquet) {
            spark.createDataFrame(rows, SCHEMA).write().mode(SaveMode.Append).parquet(location);
        } else {
            spark.createDataFrame(
                            rows.map(row -> RowFactory.create(line(row, true))),
                            new StructType().add("value", DataTypes.StringType))
                    .write()
                    .mode(SaveMode.Append)
                    .text(location);
        }
    }

    private Dataset<Row> read() {
        return format == ResultsFormat.parquet
                ? spark.read().schema(SCHEMA).parquet(location)
                : spark.read().schema(SCHEMA).option("mode", "FAILFAST").json(location);
    }

    /** Returns the results of a range of positions, from 1, in order; one partition of them is in memory at a time. */
    Iterator<ImageResult> results(long from, long to) {
        Iterator<Row> rows = read().where(POSITION + " BETWEEN " + from + " AND " + to)
                .sort(POSITION)
                .toLocalIterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public ImageResult next() {
                return result(rows.next());
            }
        };
    }

    private static ImageResult result(Row row) {
        try {
            ImageResult result = ResultJsonReader.read(JsonMembers.of(line(row, false)));
            return result.named(NamedImage.of(result.image()));
        } catch (MalformedJsonException damaged) {
            throw new UnreadableException("the results are damaged: " + damaged.getMessage(), damaged);
        }
    }

    /** Returns a row as an object on one line, with or without the columns that results of one machine do not have. */
    private static String line(Row row, boolean whole) {
        List<String> members = new ArrayList<>();
        for (String column : SCHEMA.fieldNames()) {
            int at = SCHEMA.fieldIndex(column);
            boolean isWanted = whole || at <= SCHEMA.fieldIndex("problems");
            if (isWanted && !row.isNullAt(at)) {
                Object value = row.get(at);
                members.add('"' + column + "\":"
                        + (value instanceof Number || NESTED.contains(column) ? value : quoted(value.toString())));
            }
        }
        return "{" + String.join(",", members) + "}";
    }

    private static String quoted(String text) {
        return value(json -> json.writeStringProperty("", text));
    }

    /** What the results add up to. */
    record Sums(Map<Status, Long> counts, String digest, boolean hasBug) {
        /** The sums of no results. */
        static final Sums NOTHING = new Sums(Map.of(), new FleetDigest().toString(), false);
    }

    /** Adds up all results. */
    Sums sums() {
        read().createOrReplaceTempView("cowhand_results");
        String words = IntStream.range(0, WORDS)
                .mapToObj(word -> "sum(cast(conv(substr(digest, " + (8 * word + 1) + ", 8), 16, 10) AS bigint))")
                .collect(Collectors.joining(", "));
        List<Row> rows = spark.sql(
                        "SELECT status, count(*), count_if(contains(problems, '\"code\":\"internal-error\"')), " + words
                                + " FROM cowhand_results GROUP BY status")
                .collectAsList();
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        BigInteger digest = BigInteger.ZERO;
        long bugs = 0;
        for (Row row : rows) {
            counts.put(status(row.getString(0)), row.getLong(1));
            bugs += row.getLong(2);
            for (int word = 0; word < WORDS; word++) {
                digest =
                        digest.add(BigInteger.valueOf(row.getLong(3 + word)).shiftLeft(WORD_BITS * (WORDS - 1 - word)));
            }
        }
        BigInteger modulus = BigInteger.ONE.shiftLeft(WORDS * WORD_BITS);
        return new Sums(
                counts, FleetDigest.PREFIX + String.format(Locale.ROOT, "%064x", digest.mod(modulus)), bugs > 0);
    }

    private static Status status(String label) {
        for (Status status : Status.values()) {
            if (status.label().equals(label)) {
                return status;
            }
        }
        throw new UnreadableException(
                "the results are damaged: they have the status \"" + label + "\", which this Cowhand does not know");
    }
}
