package io.cowhand.image;

import java.nio.file.Path;

/** Paths as every output shows them: as given, without {@code .} components; {@code ..} stays, as links may matter. */
final class DisplayPath {

    private static final Path HERE = Path.of(".");
    private static final Path NOWHERE = Path.of("");

    private DisplayPath() {}

    /** An entry's path seen from the recipe's folder; the folder itself is {@code .} where nothing else names it. */
    static Path join(Path folder, Path entry) {
        Path joined = withoutDots(folder.resolve(entry));
        return joined.equals(NOWHERE) ? HERE : joined;
    }

    /** The path by its names, which also collapses the doubled slashes that a URI may bring; may come out empty. */
    static Path withoutDots(Path path) {
        Path result = path.isAbsolute() ? path.getRoot() : NOWHERE;
        for (Path name : path) {
            if (!name.equals(HERE)) {
                result = result.resolve(name);
            }
        }
        return result;
    }
}
