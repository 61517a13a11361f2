package io.cowhand.cli;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.result.LinesHash;
import io.cowhand.rule.HeaderRules;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Prepares on another processor what a command needs that reads a recipe, while the command line is parsed: the reader of
 * recipes takes longer than that.
 */
final class HeadStart implements Runnable {

    /** The commands that read a recipe. */
    private static final Set<String> COMMANDS = Set.of("plan", "apply", "validate");

    /** The reader for the next command, if it has been begun. */
    private static final AtomicReference<Optional<FutureTask<RecipeReader>>> NEXT =
            new AtomicReference<>(Optional.empty());

    private final FutureTask<RecipeReader> reader = new FutureTask<>(HeadStart::newReader);
    private final boolean readsImages;

    private HeadStart(boolean readsImages) {
        this.readsImages = readsImages;
    }

    /** Begins, if the command reads a recipe. */
    static void begin(String... arguments) {
        if (arguments.length > 1 && COMMANDS.contains(arguments[0])) {
            HeadStart start = new HeadStart(!arguments[0].equals("validate"));
            NEXT.set(Optional.of(start.reader));
            Thread thread = new Thread(start, "head start");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Returns a reader of recipes with the built-in operations. */
    static RecipeReader reader() {
        Optional<FutureTask<RecipeReader>> begun = NEXT.getAndSet(Optional.empty());
        try {
            return begun.isPresent() ? begun.get().get() : newReader();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("unexpected interrupt", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed.getCause() instanceof RuntimeException exception
                    ? exception
                    : new IllegalStateException(failed.getCause());
        }
    }

    private static RecipeReader newReader() {
        return new RecipeReader(OperationCatalog.load());
    }

    @Override
    public void run() {
        reader.run();
        if (readsImages) {
            // Loaded and linked here, they are there when the first image is read.
            HeaderRules.all();
            LinesHash digest = new LinesHash();
            digest.add(Bytes.EMPTY);
            digest.hex();
        }
    }
}
