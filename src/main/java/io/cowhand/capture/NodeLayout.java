package io.cowhand.capture;

/**
 * The place of each member in the record of a node, in the entry {@code tree} of a capture.
 *
 * <p>The records are those of the root directory, then of what is in it, and so on level by level: what is in a directory
 * lies together, in unsigned byte order of the names, and directories of a level are in the order of their records. After
 * the records follow the names and texts. Numbers are big-endian.
 */
final class NodeLayout {

    /** Bytes before the records: the number of nodes. */
    static final int HEAD = 4;

    /** 4 bytes: the offset of the name, from the start of the entry; 2: its length. */
    static final int NAME = 0;

    static final int NAME_LENGTH = 4;

    /** 2 bytes: the length of the text, which follows the name: an error, or else the target of a link. */
    static final int TEXT_LENGTH = 6;

    /** 8 bytes each. */
    static final int DEVICE = 8;

    static final int INODE = 16;

    /** 4 bytes each; a mode of 0 is that of a file that does not exist, or, with an error, of one that is not known. */
    static final int MODE = 24;

    static final int OWNER = 28;

    /** 8 bytes each; the times in nanoseconds since 1970. */
    static final int SIZE = 32;

    static final int MTIME = 40;
    static final int CTIME = 48;

    /** 4 bytes: of a directory, the number of the first node in it; of a file, the number of its pack, or {@link #NONE}. */
    static final int PLACE = 56;

    /** 4 bytes: of a directory, the number of nodes in it; of a file, the offset in its pack. */
    static final int COUNT = 60;

    /** 1 byte: 1 if the text is an error. */
    static final int IS_ERROR = 64;

    static final int LENGTH = 68;

    /** The file has no content in the capture. */
    static final int NONE = -1;

    private NodeLayout() {}
}
