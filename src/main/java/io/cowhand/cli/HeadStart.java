package io.cowhand.cli;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.result.LinesHash;
import io.cowhand.rule.HeaderRules;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prepares on another processor what a command needs that reads a recipe, while the command line is parsed: the reader of
 * recipes takes longer than that.
 */
final class HeadStart implements Runnable {

    /** The commands that read a recipe. */
    private static final Set<String> COMMANDS = Set.of("plan", "apply", "validate");

    /** The reader for the next command, if its preparation has begun. */
    private static @Nullable RecipeReader next;

    private final RecipeReader reader;
    private final boolean readsImages;

    private HeadStart(RecipeReader reader, boolean readsImages) {
        this.reader = reader;
        this.readsImages = readsImages;
    }

    /** Begins, if the command seems to read a recipe; a mistake only costs time. */
    static synchronized void begin(String... arguments) {
        if (arguments.length > 1 && COMMANDS.contains(arguments[0]) && nameRecipe(arguments)) {
            RecipeReader reader = RecipeReader.toBePrepared();
            Thread thread = new Thread(new HeadStart(reader, !arguments[0].equals("validate")), "head start");
            thread.setDaemon(true);
            // What fails there fails again where it is needed, and is reported by the command.
            thread.setUncaughtExceptionHandler((failed, thrown) -> {});
            try {
                thread.start();
                next = reader;
            } catch (OutOfMemoryError noFurtherThread) {
                next = null; // the command prepares a reader itself
            }
        }
    }

    /** A saved plan is applied without a recipe, and a help needs none. */
    private static boolean nameRecipe(String... arguments) {
        for (String argument : arguments) {
            if (argument.endsWith(".yaml") || argument.endsWith(".yml")) {
                return true;
            }
        }
        return false;
    }

    /** Returns a reader of recipes with the built-in operations, which no other command uses. */
    static synchronized RecipeReader reader() {
        RecipeReader begun = next;
        next = null;
        return begun == null ? new RecipeReader(OperationCatalog.load()) : begun;
    }

    @Override
    public void run() {
        reader.prepare();
        if (readsImages) {
            loadForImages();
        }
    }

    /** Loads what the first image needs, by checking a header that is next to empty. */
    private static void loadForImages() {
        Bytes window = Bytes.concat(List.of(Bytes.hex("514649fb00000003"), Bytes.zeros(HeaderCodec.WINDOW_STEP)));
        if (HeaderCodec.decode(window) instanceof HeaderCodec.Decoded decoded) {
            HeaderRules.check(new ImageFacts(decoded.header(), window.length(), "a"));
        }
        LinesHash digest = new LinesHash();
        digest.add(window);
        digest.hex();
    }
}
