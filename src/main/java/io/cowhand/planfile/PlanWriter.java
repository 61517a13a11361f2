package io.cowhand.planfile;

import io.cowhand.fleet.FleetPart;
import io.cowhand.fleet.RunSummary;
import io.cowhand.os.NewFile;
import io.cowhand.result.Heading;
import io.cowhand.result.LinesHash;
import io.cowhand.result.SummaryJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes a plan: the head, the images in order, and the end. The file gets its name with the end. */
public final class PlanWriter implements Closeable {

    private final NewFile file;
    private final OutputStream out;
    private final PlanHead head;
    private final Optional<FleetPart> part;
    private final LinesHash hash = new LinesHash();

    private PlanWriter(NewFile file, OutputStream out, PlanHead head, Optional<FleetPart> part) {
        this.file = file;
        this.out = out;
        this.head = head;
        this.part = part;
    }

    /**
     * Begins a plan, compressed if the name ends in {@code .gz}.
     *
     * @param part the shard of the fleet that is planned, if it is not planned as a whole
     * @throws IOException if it cannot be written, or there is a file that is not a plan
     */
    public static PlanWriter create(Path path, PlanHead head, Optional<FleetPart> part) throws IOException {
        checkReplaceable(path);
        NewFile file = NewFile.create(path);
        try {
            boolean isCompressed = path.toString().endsWith(Compression.SUFFIX);
            PlanWriter writer =
                    new PlanWriter(file, isCompressed ? Compression.compress(file.out()) : file.out(), head, part);
            writer.line(PlanHeadJson.line(head));
            return writer;
        } catch (IOException | RuntimeException trouble) {
            file.close();
            throw trouble;
        }
    }

    /** A file that is no plan may be an image: to replace it would be the end of its data. */
    private static void checkReplaceable(Path path) throws IOException {
        if (Files.exists(path) && Files.size(path) > 0 && !PlanFile.isMeantBy(path)) {
            throw new FileAlreadyExistsException(
                    path.toString(), null, "it exists and is not a saved plan, so it is not replaced");
        }
    }

    /** Adds the next image. */
    public void image(PlannedImage image) throws IOException {
        line(PlannedImageJson.line(image));
    }

    /** Ends the plan, gives the file its name, and returns its {@linkplain PlanFile#checksum checksum}. */
    public String complete(RunSummary summary) throws IOException {
        Heading heading =
                new Heading(head.recipe().name(), head.recipe().steps(), summary.images(), part, summary.dryRun());
        String checksum = hash.hex();
        write(PlanEnd.line(new SummaryJson.Written(Optional.of(heading), summary, checksum)));
        if (out instanceof Compression.Compressed compressed) {
            compressed.finish();
        }
        file.complete();
        return FleetDigest.PREFIX + checksum;
    }

    private void line(String line) throws IOException {
        hash.add(line);
        write(line);
    }

    private void write(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /** Removes the file if the plan is not complete. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
