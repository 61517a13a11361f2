package io.cowhand.cli;

import io.cowhand.recipe.RecipeResult;
import io.cowhand.report.Escaped;
import io.cowhand.report.RecipeJson;
import io.cowhand.report.SarifLog;

/** Reports which recipes are valid, and the problems of the others. */
interface ValidationReport {

    /** Shows the next recipe. */
    void show(String recipe, RecipeResult read);

    /** Ends the report after the last recipe. */
    void end();

    /** Problems as messages; valid recipes as text, unless that is not wanted. */
    record Text(Terminal terminal, boolean quiet) implements ValidationReport {
        @Override
        public void show(String recipe, RecipeResult read) {
            read.problems().forEach(terminal::problem);
            if (read instanceof RecipeResult.Valid valid && !quiet) {
                int steps = valid.recipe().steps().size();
                terminal.text(Escaped.plain(recipe) + ": valid, " + steps + (steps == 1 ? " step" : " steps"));
            }
        }

        @Override
        public void end() {
            // There is no summary.
        }
    }

    /** JSON Lines. */
    final class Json implements ValidationReport {
        private final Terminal terminal;
        private long recipes;
        private long invalid;

        Json(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void show(String recipe, RecipeResult read) {
            terminal.result(RecipeJson.validation(recipe, read.problems()));
            recipes++;
            invalid += read instanceof RecipeResult.Valid ? 0 : 1;
        }

        @Override
        public void end() {
            terminal.result(RecipeJson.summary(recipes, invalid));
        }
    }

    /** SARIF. */
    record Sarif(SarifLog log) implements ValidationReport {
        @Override
        public void show(String recipe, RecipeResult read) {
            read.problems().forEach(problem -> log.add(recipe, problem));
        }

        @Override
        public void end() {
            log.end(true);
        }
    }
}
