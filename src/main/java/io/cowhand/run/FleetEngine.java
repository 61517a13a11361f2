package io.cowhand.run;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.FleetPart;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.FileTree;
import io.cowhand.recipe.Recipe;
import java.io.IOException;
import java.util.Optional;

/** What plans and applies recipes: this machine, or many that share the work. */
public interface FleetEngine {

    /** Plans and applies recipes on this machine. */
    FleetEngine LOCAL = (files, recipe, options, input) -> {
        Fleet.Search search = Fleet.of(files, recipe, options, input);
        return search instanceof Fleet.Found found
                ? new Found(new LocalWork(found.fleet(), options))
                : (Fleet.NotFound) search;
    };

    /** The result of finding a recipe's images. */
    sealed interface Search permits Found, Fleet.NotFound {}

    /** The images are found. */
    record Found(Work work) implements Search {}

    /**
     * Finds the images of a recipe, as {@link Fleet#of} does.
     *
     * @throws IllegalArgumentException if the engine cannot do what the recipe or the options ask for; the message says why
     */
    Search search(FileTree files, Recipe recipe, FleetOptions options, StandardInput input);

    /** A recipe and its images, with all that is needed to plan or apply it once. */
    interface Work {

        /** Returns the number of images. */
        long images();

        /** Returns the shard of the fleet that the images are, if they are not all. */
        Optional<FleetPart> part();

        /** Returns the fleet if the images are listed on this machine. */
        Optional<Fleet> fleet();

        /** Plans the recipe; writes nothing. */
        RunSummary plan(RunListener listener, Cancellation cancellation) throws IOException;

        /**
         * Applies the recipe, after recovering interrupted runs.
         *
         * @throws IOException if the state directory cannot be used, in which case no image was touched
         */
        RunSummary apply(JournalOptions journal, RunListener listener, Cancellation cancellation) throws IOException;
    }

    /** Work on this machine. */
    record LocalWork(Fleet all, FleetOptions options) implements Work {

        @Override
        public long images() {
            return all.images().size();
        }

        @Override
        public Optional<FleetPart> part() {
            return all.part();
        }

        @Override
        public Optional<Fleet> fleet() {
            return Optional.of(all);
        }

        @Override
        public RunSummary plan(RunListener listener, Cancellation cancellation) {
            return new RecipeRun(all, options, listener, cancellation).plan();
        }

        @Override
        public RunSummary apply(JournalOptions journal, RunListener listener, Cancellation cancellation)
                throws IOException {
            return new RecipeRun(all, options, listener, cancellation).apply(journal);
        }
    }
}
