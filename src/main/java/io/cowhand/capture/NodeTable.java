package io.cowhand.capture;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.FileId;
import io.cowhand.os.FileStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/** The nodes of a capture, as {@link NodeLayout} says: used as they are stored, which takes about 90 bytes a file. */
final class NodeTable {

    /** The number of the root directory. */
    static final int ROOT = 0;

    /** The kind of a file in its mode (inode(7)); asked of every name of a path. */
    private static final int KIND = 0170000;

    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;

    private final byte[] data;
    private final ByteBuffer numbers;
    private final int count;

    private NodeTable(byte[] data) throws InvalidCaptureException {
        this.data = data;
        this.numbers = ByteBuffer.wrap(data);
        if (data.length < NodeLayout.HEAD) {
            throw malformed();
        }
        this.count = numbers.getInt(0);
        if (count < 1 || count > (data.length - NodeLayout.HEAD) / NodeLayout.LENGTH) {
            throw malformed();
        }
    }

    /**
     * Returns the nodes that are stored in some bytes, which must not change.
     *
     * @throws InvalidCaptureException if they are not a tree
     */
    static NodeTable of(ByteBuffer stored) throws InvalidCaptureException {
        NodeTable table = new NodeTable(stored.array());
        table.check();
        return table;
    }

    /** What is in the directories are all nodes but the root, in order: so there is one path to each, and no loop. */
    private void check() throws InvalidCaptureException {
        int next = 1;
        if (!isDirectory(ROOT)) {
            throw malformed();
        }
        for (int node = 0; node < count; node++) {
            long name = Integer.toUnsignedLong(numbers.getInt(at(node, NodeLayout.NAME)));
            boolean isInside = name >= NodeLayout.HEAD + (long) count * NodeLayout.LENGTH
                    && name + nameLength(node) + textLength(node) <= data.length;
            if (!isInside || node != ROOT && !isName(node) || !isText(node)) {
                throw malformed();
            }
            if (isDirectory(node)) {
                int entries = entries(node);
                if (first(node) != next || entries < 0 || entries > count - next || node >= next) {
                    throw malformed();
                }
                next += entries;
            }
        }
        for (int node = 0; node < count; node++) {
            for (int i = 1; isDirectory(node) && i < entries(node); i++) {
                if (compare(first(node) + i - 1, first(node) + i) >= 0) {
                    throw malformed();
                }
            }
        }
        if (next != count) {
            throw malformed();
        }
    }

    private boolean isName(int node) {
        int from = name(node);
        int to = from + nameLength(node);
        for (int i = from; i < to; i++) {
            if (data[i] == '/' || data[i] == 0) {
                return false;
            }
        }
        boolean isDots = to > from && to - from <= 2 && data[from] == '.' && data[to - 1] == '.';
        return to > from && !isDots;
    }

    /** A target of a link with a NUL would be no path. */
    private boolean isText(int node) {
        int from = name(node) + nameLength(node);
        for (int i = from; i < from + textLength(node); i++) {
            if (data[i] == 0) {
                return false;
            }
        }
        return true;
    }

    private int compare(int one, int other) {
        return Arrays.compareUnsigned(
                data, name(one), name(one) + nameLength(one), data, name(other), name(other) + nameLength(other));
    }

    private static InvalidCaptureException malformed() {
        return new InvalidCaptureException("the capture is malformed: its tree is not valid");
    }

    private static int at(int node, int member) {
        return NodeLayout.HEAD + node * NodeLayout.LENGTH + member;
    }

    private int name(int node) {
        return numbers.getInt(at(node, NodeLayout.NAME));
    }

    private int nameLength(int node) {
        return numbers.getShort(at(node, NodeLayout.NAME_LENGTH)) & 0xffff;
    }

    private int textLength(int node) {
        return numbers.getShort(at(node, NodeLayout.TEXT_LENGTH)) & 0xffff;
    }

    private boolean isError(int node) {
        return data[at(node, NodeLayout.IS_ERROR)] == 1;
    }

    /** Returns the number of nodes. */
    int size() {
        return count;
    }

    /** Returns the name of a node. */
    ByteBuffer nameOf(int node) {
        return ByteBuffer.wrap(data, name(node), nameLength(node)).slice().asReadOnlyBuffer();
    }

    /** Returns why something of a node could not be read; {@code ""} if nothing was wrong. */
    String error(int node) {
        return isError(node)
                ? new String(data, name(node) + nameLength(node), textLength(node), StandardCharsets.UTF_8)
                : "";
    }

    /** Returns the target of a link; empty if it is not known. */
    ByteBuffer target(int link) {
        int length = isError(link) ? 0 : textLength(link);
        return ByteBuffer.wrap(data, name(link) + nameLength(link), length)
                .slice()
                .asReadOnlyBuffer();
    }

    /** Returns whether there was a file, of which the status is known. */
    boolean exists(int node) {
        return mode(node) != 0;
    }

    private int mode(int node) {
        return numbers.getInt(at(node, NodeLayout.MODE));
    }

    /** Returns whether a node is a directory. */
    boolean isDirectory(int node) {
        return (mode(node) & KIND) == DIRECTORY;
    }

    /** Returns whether a node is a symbolic link. */
    boolean isLink(int node) {
        return (mode(node) & KIND) == LINK;
    }

    /** Returns the status of a file. */
    FileStatus status(int node) {
        return new FileStatus(
                new FileId(numbers.getLong(at(node, NodeLayout.DEVICE)), numbers.getLong(at(node, NodeLayout.INODE))),
                mode(node),
                Integer.toUnsignedLong(numbers.getInt(at(node, NodeLayout.OWNER))),
                numbers.getLong(at(node, NodeLayout.SIZE)));
    }

    /** Returns the time of the last change of a file's contents, in nanoseconds since 1970. */
    long mtime(int node) {
        return numbers.getLong(at(node, NodeLayout.MTIME));
    }

    /** Returns the number of the pack that has a file's content; nothing if the capture has none. */
    OptionalInt pack(int file) {
        int pack = numbers.getInt(at(file, NodeLayout.PLACE));
        return pack == NodeLayout.NONE ? OptionalInt.empty() : OptionalInt.of(pack);
    }

    /** Returns the offset of a file's content in its pack. */
    long place(int file) {
        return Integer.toUnsignedLong(numbers.getInt(at(file, NodeLayout.COUNT)));
    }

    /** Returns the number of the first node in a directory; the others follow it. */
    int first(int directory) {
        return numbers.getInt(at(directory, NodeLayout.PLACE));
    }

    /** Returns the number of nodes in a directory. */
    int entries(int directory) {
        return numbers.getInt(at(directory, NodeLayout.COUNT));
    }

    /** Returns the node of a name in a directory. */
    OptionalInt find(int directory, Bytes name) {
        ByteBuffer wanted = name.asBuffer();
        int low = first(directory);
        int high = low + entries(directory) - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = compare(middle, wanted);
            if (order == 0) {
                return OptionalInt.of(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return OptionalInt.empty();
    }

    private int compare(int node, ByteBuffer name) {
        int from = name(node);
        int common = Math.min(nameLength(node), name.remaining());
        for (int i = 0; i < common; i++) {
            int order = (data[from + i] & 0xff) - (name.get(i) & 0xff);
            if (order != 0) {
                return order;
            }
        }
        return nameLength(node) - name.remaining();
    }
}
