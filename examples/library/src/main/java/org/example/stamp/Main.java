package org.example.stamp;

import io.cowhand.Cowhand;
import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderField;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the header of an image, and plans a recipe for it. Writes nothing. */
public final class Main {

    private static final int WINDOW = 4096;

    private Main() {}

    /** Takes an image and a recipe. */
    public static void main(String... arguments) throws IOException {
        Path image = Path.of(arguments[0]);
        if (HeaderCodec.decode(window(image)) instanceof HeaderCodec.Decoded decoded) {
            System.out.println("version " + decoded.header().get(HeaderField.VERSION));
        } else {
            System.out.println("not an image of the format qcow2");
        }

        Cowhand.LoadedRecipe recipe = new Cowhand(Path.of("state")).load(Path.of(arguments[1]));
        if (!recipe.problems().isEmpty()) {
            recipe.problems().forEach(problem -> System.out.println(problem.message()));
            return;
        }
        FleetOptions options = FleetOptions.USUAL.withImages(image.toAbsolutePath().toString());
        recipe.plan(options, result -> result.changes().forEach(System.out::println));
    }

    private static Bytes window(Path image) throws IOException {
        try (InputStream in = Files.newInputStream(image)) {
            return Bytes.copyOf(ByteBuffer.wrap(in.readNBytes(WINDOW)));
        }
    }
}
