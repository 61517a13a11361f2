package io.cowhand.image;

import io.cowhand.glob.GlobTokenizer;
import io.cowhand.glob.PatternException;
import io.cowhand.image.GlobPart.Hidden;
import io.cowhand.os.PathBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The paths that an entry excludes.
 *
 * <p>Purely lexical. In doubt, a path is excluded: wildcards match hidden names, a pattern that begins with
 * {@code **} also applies outside the recipe's folder, and an absolute pattern applies to relative paths, too. Missing
 * an image by mistake is bad; editing one by mistake is worse.
 */
final class Exclusions {

    private final Path folder;
    private final List<Glob> globs = new ArrayList<>();
    private final List<Path> uris = new ArrayList<>();

    /** Creates an empty set of exclusions, relative to a folder without {@code .} components. */
    Exclusions(Path folder) {
        this.folder = folder;
    }

    /** Adds a glob or a {@code file:} URI. */
    Exclusions add(String text) throws PatternException {
        if (PathBytes.isUri(text)) {
            uris.add(EntryPattern.fromUri(text));
        } else {
            globs.add(Glob.of(GlobTokenizer.tokenize(text)));
        }
        return this;
    }

    /** Returns whether nothing is excluded. */
    boolean isEmpty() {
        return globs.isEmpty() && uris.isEmpty();
    }

    /** Returns whether a path, joined with the folder, is excluded. */
    boolean excludes(Path path) {
        return uris.contains(path.toAbsolutePath()) || due(path).anyMatch(due -> due.contains(GlobStep.END));
    }

    /** Returns whether everything below a directory is excluded, so that it need not be listed. */
    boolean excludesAllBelow(Path directory) {
        return due(directory).anyMatch(due -> due.stream().anyMatch(GlobStep::isAllBelow));
    }

    /** Returns the steps of each glob that are due after a path. */
    private Stream<Set<GlobStep>> due(Path path) {
        if (globs.isEmpty()) {
            return Stream.empty();
        }
        boolean isBelow = path.startsWith(folder);
        boolean fromRoot = path.isAbsolute() && !isBelow;
        List<String> names = names(path, isBelow ? folder.getNameCount() : 0);
        List<String> allNames = names(path.toAbsolutePath(), 0);
        return globs.stream()
                .flatMap(glob -> Stream.of(
                        GlobStep.follow(glob.starts(fromRoot), names, Hidden.MATCHED),
                        GlobStep.follow(glob.rooted(), allNames, Hidden.MATCHED)));
    }

    private static List<String> names(Path path, int from) {
        List<String> names = new ArrayList<>();
        for (int i = from; i < path.getNameCount(); i++) {
            names.add(path.getName(i).toString());
        }
        return names;
    }
}
