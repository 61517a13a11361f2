package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A path as bytes, split at slashes into components; empty components and {@code .} are left out.
 *
 * @param bytes the path as written
 * @param absolute whether it begins with a slash
 * @param components the components, in order
 */
public record PathComponents(Bytes bytes, boolean absolute, List<Component> components) {

    private static final Bytes HERE = Bytes.utf8(".");
    private static final Bytes UP = Bytes.utf8("..");
    private static final Bytes SLASH = Bytes.utf8("/");

    /**
     * One component.
     *
     * @param name the component's bytes
     * @param start the component's offset in the path
     */
    public record Component(Bytes name, int start) {}

    /** Copies the list. */
    public PathComponents {
        components = List.copyOf(components);
    }

    /** Returns the components of a path. */
    public static PathComponents of(Bytes bytes) {
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
        return new PathComponents(bytes, !bytes.isEmpty() && bytes.u8(0) == '/', components);
    }

    /** Returns the rest of the path after leading components, as written; may be empty. */
    public Optional<Bytes> after(PathComponents leading) {
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

    /** Returns this path with {@code rest} appended. */
    public Bytes join(Bytes rest) {
        if (rest.isEmpty()) {
            return bytes;
        }
        boolean slashAtEnd = bytes.u8(bytes.length() - 1) == '/';
        return Bytes.concat(List.of(bytes, slashAtEnd ? Bytes.EMPTY : SLASH, rest));
    }

    /** Returns the names of an absolute path, with each {@code ..} and the name before it removed. */
    private List<Bytes> names() {
        return resolved(List.of());
    }

    private List<Bytes> resolved(List<Bytes> base) {
        List<Bytes> names = new ArrayList<>(base);
        for (Component component : components) {
            if (!component.name().equals(UP)) {
                names.add(component.name());
            } else if (!names.isEmpty()) {
                names.remove(names.size() - 1);
            }
        }
        return names;
    }

    /** Resolves a path against this directory to an absolute path, lexically. */
    public Bytes resolve(PathComponents path) {
        return Bytes.concat(List.of(SLASH, joined(path.absolute ? path.names() : path.resolved(names()))));
    }

    /**
     * Returns the relative path that leads from a directory to this absolute path. If the first name contains a colon,
     * which QEMU would read as a protocol, it begins with {@code ./}.
     */
    public Bytes seenFrom(PathComponents directory) {
        List<Bytes> to = names();
        List<Bytes> from = directory.names();
        int common = 0;
        while (common < Math.min(from.size(), to.size() - 1) && from.get(common).equals(to.get(common))) {
            common++;
        }
        List<Bytes> names = new ArrayList<>(Collections.nCopies(from.size() - common, UP));
        names.addAll(to.subList(common, to.size()));
        Bytes path = joined(names);
        return FileName.isProtocol(path.display()) ? Bytes.concat(List.of(HERE, SLASH, path)) : path;
    }

    private static Bytes joined(List<Bytes> names) {
        List<Bytes> parts = new ArrayList<>();
        for (Bytes name : names) {
            if (!parts.isEmpty()) {
                parts.add(SLASH);
            }
            parts.add(name);
        }
        return Bytes.concat(parts);
    }
}
