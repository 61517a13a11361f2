package io.cowhand.cli;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.Planner;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import java.nio.file.Path;

/**
 * Reads a recipe and plans an image, neither of which exists, on a processor that has nothing to do while the program
 * starts. By the time that the real ones come, the JVM has loaded the classes, and compiled what is called most: most of
 * the time of a short run is spent with that.
 */
final class Rehearsal implements Runnable {

    /** A little more than the calls after which the JVM compiles. */
    private static final int ROUNDS = 300;

    private static final String RECIPE = """
            cowhand: 1
            name: rehearsal
            images: ["*.qcow2"]
            steps:
              - {op: set-backing, file: base, format: raw}
            """;

    /** Begins, if there is a processor to spare. The program ends whether this has or not. */
    static void begin() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Thread thread = new Thread(new Rehearsal(), "rehearsal");
            thread.setDaemon(true);
            // Whatever fails here fails, and is told, where it counts.
            thread.setUncaughtExceptionHandler((rehearsal, failed) -> {});
            try {
                thread.start();
            } catch (OutOfMemoryError noThread) {
                return;
            }
        }
    }

    @Override
    public void run() {
        rehearse();
    }

    /** What came of the image in the end. */
    ImagePlan rehearse() {
        Bytes text = Bytes.utf8(RECIPE);
        RecipeResult read = new RecipeReader(OperationCatalog.load()).read(Path.of("rehearsal"), text);
        Recipe recipe = ((RecipeResult.Valid) read).recipe();
        // An apply writes it into its journal.
        recipe.text().sha256();
        Planner planner = new Planner(recipe.steps());
        Bytes window = window();
        for (int round = 1; round < ROUNDS; round++) {
            plan(planner, window);
        }
        return plan(planner, window);
    }

    private static ImagePlan plan(Planner planner, Bytes window) {
        HeaderImage header = ((HeaderCodec.Decoded) HeaderCodec.decode(window)).header();
        return planner.plan(new ImageFacts(header, Integer.MAX_VALUE, "rehearsal"), window);
    }

    /** Of an image of version 3 with nothing in it but the name of a backing file. */
    private static Bytes window() {
        Bytes name = Bytes.utf8("old");
        // Behind the end marker of no extensions.
        int nameAt = HeaderField.V3_MIN_LENGTH + HeaderExtension.HEADER_LENGTH;
        Bytes window = Bytes.zeros(HeaderCodec.WINDOW_STEP).with(nameAt, name);
        window = HeaderField.BACKING_FILE_OFFSET.write(window, nameAt);
        window = HeaderField.BACKING_FILE_SIZE.write(window, name.length());
        window = HeaderField.MAGIC.write(window, HeaderCodec.MAGIC);
        window = HeaderField.VERSION.write(window, 3);
        window = HeaderField.CLUSTER_BITS.write(window, 16);
        window = HeaderField.REFCOUNT_TABLE_OFFSET.write(window, 1 << 16);
        window = HeaderField.REFCOUNT_TABLE_CLUSTERS.write(window, 1);
        window = HeaderField.REFCOUNT_ORDER.write(window, 4);
        return HeaderField.HEADER_LENGTH.write(window, HeaderField.V3_MIN_LENGTH);
    }
}
