package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path in bytes, as the components between its slashes; empty ones and {@code .} name nothing and are passed over.
 *
 * @param bytes the path as written
 * @param absolute whether it begins with a slash
 * @param components the components in their order
 */
record PathComponents(Bytes bytes, boolean absolute, List<Component> components) {

    private static final Bytes HERE = Bytes.utf8(".");

    /**
     * One component.
     *
     * @param name its bytes
     * @param start where it begins in the path
     */
    record Component(Bytes name, int start) {}

    static PathComponents of(Bytes bytes) {
        List<Component> components = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= bytes.length(); i++) {
            if (i == bytes.length() || bytes.u8(i) == '/') {
                Bytes name = bytes.slice(start, i);
                if (!name.isEmpty() && !name.equals(HERE)) {
                    components.add(new Component(name, start));
                }
                start = i + 1;
            }
        }
        return new PathComponents(bytes, !bytes.isEmpty() && bytes.u8(0) == '/', List.copyOf(components));
    }

    /** What follows after these leading components, as written; empty bytes where nothing does. */
    Optional<Bytes> after(PathComponents leading) {
        int count = leading.components.size();
        if (absolute != leading.absolute || components.size() < count) {
            return Optional.empty();
        }
        for (int i = 0; i < count; i++) {
            if (!components.get(i).name().equals(leading.components.get(i).name())) {
                return Optional.empty();
            }
        }
        return Optional.of(
                components.size() == count
                        ? Bytes.EMPTY
                        : bytes.slice(components.get(count).start(), bytes.length()));
    }

    /** This path with {@code rest} below it. */
    Bytes join(Bytes rest) {
        if (rest.isEmpty()) {
            return bytes;
        }
        boolean slashAtEnd = bytes.u8(bytes.length() - 1) == '/';
        return Bytes.concat(List.of(bytes, slashAtEnd ? Bytes.EMPTY : Bytes.utf8("/"), rest));
    }
}
