package io.cowhand.image;

import java.nio.file.Path;

/** Paths as outputs show them: as given, without {@code .} components. {@code ..} stays, since it may follow a link. */
public final class DisplayPath {

    private static final Path HERE = Path.of(".");
    private static final Path NOWHERE = Path.of("");

    private DisplayPath() {}

    /** Returns an entry's path joined with the recipe's folder; {@code .} if both are empty. */
    static Path join(Path folder, Path entry) {
        Path joined = withoutDots(folder.resolve(entry));
        return joined.equals(NOWHERE) ? HERE : joined;
    }

    /** Returns the path without {@code .} components and doubled slashes; may be empty. */
    public static Path withoutDots(Path path) {
        Path result = path.isAbsolute() ? path.getRoot() : NOWHERE;
        for (Path name : path) {
            if (!name.equals(HERE)) {
                result = result.resolve(name);
            }
        }
        return result;
    }
}
