package io.cowhand.capture;

import io.cowhand.os.ExtendedStatus;
import io.cowhand.os.FileId;
import io.cowhand.os.FileStatus;
import io.cowhand.os.PathBytes;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what was found, and writes it as {@link NodeLayout} says. Takes about 200 bytes of memory a file. */
final class TreeBuilder {

    private static final byte[] NOTHING = {};

    /** Stands for the status of a directory that was passed, but whose own result was lost. */
    private static final FileStatus DIRECTORY = new FileStatus(new FileId(0, 0), 0040755, 0, 0);

    private final Node root = new Node(NOTHING);
    /** A link of each owner of links. */
    private final Map<Long, Path> links = new HashMap<>();

    private static final class Node {
        private final byte[] name;
        private @Nullable FileStatus status;
        private long mtime;
        private long ctime;
        private byte[] text = NOTHING;
        private boolean isError;
        private int pack = NodeLayout.NONE;
        private int place;
        private @Nullable Map<byte[], Node> entries;

        Node(byte[] name) {
            this.name = name;
        }

        Node entry(byte[] key) {
            if (entries == null) {
                entries = new TreeMap<>(Arrays::compareUnsigned);
                status = status == null ? DIRECTORY : status;
            }
            return entries.computeIfAbsent(key, Node::new);
        }
    }

    /** Adds what was found at a path, in place of what was found there before. */
    synchronized void put(PathNode found) {
        if (found.target().isPresent()) {
            links.putIfAbsent(found.status().orElseThrow().file().owner(), found.path());
        }
        Node node = node(found.path());
        node.status = found.status().map(ExtendedStatus::file).orElse(node.entries == null ? null : DIRECTORY);
        found.status().ifPresent(status -> {
            node.mtime = status.mtime();
            node.ctime = status.ctime();
        });
        node.isError = !found.error().isEmpty();
        node.text = node.isError
                ? found.error().getBytes(StandardCharsets.UTF_8)
                : found.target().map(TreeBuilder::bytes).orElse(NOTHING);
    }

    /** Adds the place of a file's content. */
    synchronized void place(Path path, int pack, int place) {
        Node node = node(path);
        node.pack = pack;
        node.place = place;
    }

    private Node node(Path path) {
        byte[] bytes = bytes(path);
        Node at = root;
        int start = 1;
        for (int end = 1; end <= bytes.length; end++) {
            if (end == bytes.length || bytes[end] == '/') {
                at = end > start ? at.entry(Arrays.copyOfRange(bytes, start, end)) : at;
                start = end + 1;
            }
        }
        return at;
    }

    private static byte[] bytes(Path path) {
        ByteBuffer name = PathBytes.bytes(path);
        byte[] bytes = new byte[name.remaining()];
        name.get(bytes);
        return bytes;
    }

    /** Returns all nodes, level by level. */
    private List<Node> nodes() {
        List<Node> all = new ArrayList<>(List.of(root));
        for (int at = 0; at < all.size(); at++) {
            Optional.ofNullable(all.get(at).entries).ifPresent(entries -> all.addAll(entries.values()));
        }
        return all;
    }

    /** Returns the owners of links, each with one of the links. */
    synchronized Map<Long, Path> links() {
        return Map.copyOf(links);
    }

    /** Returns the identifiers of all devices in the list of mounts. */
    synchronized Set<String> devices() {
        Map<Long, String> devices = new HashMap<>();
        for (Node node : nodes()) {
            FileStatus status = node.status;
            if (status != null) {
                devices.computeIfAbsent(status.id().device(), any -> status.deviceKey());
            }
        }
        return Set.copyOf(devices.values());
    }

    /** Writes all nodes; returns their number. */
    synchronized int write(OutputStream to) throws IOException {
        List<Node> nodes = nodes();
        DataOutputStream out = new DataOutputStream(to);
        long text = NodeLayout.HEAD + (long) nodes.size() * NodeLayout.LENGTH;
        int next = 1;
        out.writeInt(nodes.size());
        for (Node node : nodes) {
            FileStatus status = node.status;
            out.writeInt(Math.toIntExact(text));
            out.writeShort(node.name.length);
            out.writeShort(node.text.length);
            out.writeLong(status == null ? 0 : status.id().device());
            out.writeLong(status == null ? 0 : status.id().inode());
            out.writeInt(status == null ? 0 : status.mode());
            out.writeInt(status == null ? 0 : (int) status.owner());
            out.writeLong(status == null ? 0 : status.size());
            out.writeLong(node.mtime);
            out.writeLong(node.ctime);
            boolean isDirectory = status != null && status.isDirectory();
            int count = node.entries == null ? 0 : node.entries.size();
            out.writeInt(isDirectory ? next : node.pack);
            out.writeInt(isDirectory ? count : node.place);
            out.writeInt(node.isError ? 1 << 24 : 0);
            next += count;
            text += node.name.length + node.text.length;
        }
        for (Node node : nodes) {
            out.write(node.name);
            out.write(node.text);
        }
        out.flush();
        return nodes.size();
    }
}
