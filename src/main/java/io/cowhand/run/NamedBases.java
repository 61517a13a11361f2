package io.cowhand.run;

import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageResolver;
import io.cowhand.os.FileTree;
import io.cowhand.os.IoErrors;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.recipe.Recipe;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the mistakes in bases that a recipe names by a path. What a glob matches may be of any kind. */
final class NamedBases {

    private NamedBases() {}

    /** Returns the problems, each located at its entry. Opens no file. */
    static List<Problem> problems(Recipe recipe, FileTree files, ImageResolver resolver, boolean allowMissing) {
        List<Problem> problems = new ArrayList<>();
        for (ImageEntry entry : recipe.bases()) {
            Optional<Path> path = resolver.path(entry);
            if (path.isPresent()) {
                problem(files, path.get(), entry.where(), allowMissing).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<Problem> problem(FileTree files, Path base, Location where, boolean allowMissing) {
        try {
            files.status(base).requireRegular(base);
            return Optional.empty();
        } catch (NoSuchFileException missing) {
            return allowMissing
                    ? Optional.empty()
                    : Optional.of(error(
                            CommonCode.MATCHES_NOTHING,
                            where,
                            "the base " + base + " does not exist; --allow-empty accepts that"));
        } catch (IOException unusable) {
            return Optional.of(error(
                    CommonCode.UNREADABLE,
                    where,
                    "the base " + base + " cannot be read: " + IoErrors.describe(unusable)));
        }
    }

    private static Problem error(String code, Location where, String message) {
        return new Problem(code, Severity.ERROR, Origin.COWHAND, where, message);
    }
}
