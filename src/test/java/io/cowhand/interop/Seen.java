package io.cowhand.interop;

import io.cowhand.testing.Qemu;
import io.cowhand.testing.Variants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What QEMU says of an image.
 *
 * @param info {@code qemu-img info}, without the image's own name and the space that it takes
 * @param check {@code qemu-img check}, which opens the backing files too
 */
record Seen(ObjectNode info, Qemu.Ran check) {

    static Seen of(String variant, Path image) {
        List<String> check = new ArrayList<>(List.of("check"));
        check.addAll(Variants.opening(variant, image));
        return new Seen(info(image), Qemu.img(image.getParent(), check.toArray(String[]::new)));
    }

    static ObjectNode info(Path image) {
        return ((ObjectNode) Qemu.info(image)).remove(List.of("filename", "actual-size"));
    }
}
