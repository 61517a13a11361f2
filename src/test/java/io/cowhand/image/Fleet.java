package io.cowhand.image;

import io.cowhand.problem.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes files to find, and finds them. */
final class Fleet {

    static final Location WHERE = new Location.InText("recipe.yaml", 4, 5, "/images/0");

    private Fleet() {}

    static ImageEntry entry(String path, String... exclude) {
        return new ImageEntry(path, List.of(exclude), WHERE);
    }

    static void files(Path folder, String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    static Resolution resolve(Path folder, ImageEntry... entries) {
        return new ImageResolver(folder).resolve(List.of(entries));
    }

    /** What an entry finds, relative to its folder; fails on problems. */
    static List<String> found(Path folder, String path, String... exclude) {
        return names(folder, resolve(folder, entry(path, exclude)));
    }

    static List<String> names(Path folder, Resolution resolution) {
        if (!resolution.problems().isEmpty()) {
            throw new AssertionError(resolution.problems());
        }
        return resolution.images().stream()
                .map(image -> folder.relativize(image.path()).toString())
                .toList();
    }
}
