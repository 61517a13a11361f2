package io.cowhand.spark;

import io.cowhand.fleet.Cancellation;
import io.cowhand.image.ImageReference;
import io.cowhand.os.FileTree;
import io.cowhand.report.InspectJson;
import io.cowhand.run.InspectQuery;
import io.cowhand.run.InspectRun;
import io.cowhand.run.Inspection;
import io.cowhand.run.NewRunMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A task that inspects the images of a part, and returns a row for each that the query selects. */
final class InspectTask implements FlatMapFunction<Iterator<PathsOfPart>, Row> {

    private static final long serialVersionUID = 1;

    /** The columns. {@code inspection} is the JSON that the program prints. */
    static final StructType SCHEMA = new StructType()
            .add("position", DataTypes.LongType)
            .add("image", DataTypes.StringType)
            .add("opens", DataTypes.BooleanType)
            .add("has_problems", DataTypes.BooleanType)
            .add("in_use", DataTypes.BooleanType)
            .add("fails", DataTypes.BooleanType)
            .add("inspection", DataTypes.StringType)
            .add("host", DataTypes.StringType)
            .add("attempt", DataTypes.IntegerType);

    private final InspectOptions options;

    InspectTask(InspectOptions options) {
        this.options = options;
    }

    private record Rendered(Inspection inspection, String json) {}

    @Override
    public Iterator<Row> call(Iterator<PathsOfPart> parts) throws IOException {
        List<Row> rows = new ArrayList<>();
        while (parts.hasNext()) {
            inspect(parts.next(), rows);
        }
        return rows.iterator();
    }

    private void inspect(PathsOfPart part, List<Row> rows) throws IOException {
        InspectQuery query = options.query();
        InspectRun run = new InspectRun(FileTree.SYSTEM, false, options.limit(), query);
        Map<Path, Long> positions = new HashMap<>();
        List<InspectRun.Name> names = new ArrayList<>();
        for (PathsOfPart.Named named : part.unpack()) {
            positions.put(ImageReference.of(named.uri()).path(), part.place() + names.size());
            names.add(new InspectRun.Name(named.uri(), false));
        }
        InspectRun.Search search = run.search(names);
        if (search instanceof InspectRun.NotFound none) {
            throw new IOException(none.complaint());
        }
        String host = NewRunMetadata.host();
        int attempt = TaskContext.get().attemptNumber() + 1;
        run.run(
                ((InspectRun.Found) search).images(),
                inspection -> new Rendered(inspection, InspectJson.inspection(inspection)),
                rendered -> {
                    Inspection.Brief brief = rendered.inspection.brief(query.failOn());
                    rows.add(RowFactory.create(
                            positions.get(rendered.inspection.image().path()),
                            rendered.inspection.image().display(),
                            brief.verdict().opens(),
                            brief.hasProblems(),
                            brief.isInUse(),
                            brief.fails(),
                            rendered.json,
                            host,
                            attempt));
                },
                new Cancellation());
    }
}
