package io.cowhand.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads the records of a journal one after the other, up to the first that is not whole. */
final class JournalReader {

    private static final int BUFFER = 1 << 16;

    /** Bytes that are looked at for a whole record behind one that is not. */
    private static final long MOST_SEARCHED = 1L << 28;

    private JournalReader() {}

    /**
     * Reads a journal from its start, through a channel that is open: to open the file once more, and to close it again,
     * would let go of the lock on it.
     *
     * <p>A record that is not whole is passed over: it may be the last of an interrupted write, but also one that was
     * damaged since, with whole ones behind it.
     *
     * @param entries gets each entry in turn
     * @return bytes of the file up to the end of the last whole record; 0 where there is not even a whole preamble
     * @throws JournalException for a file that is no journal, or one of another version
     */
    static long read(FileChannel channel, Consumer<Entry> entries) throws IOException {
        // Not closed, as that would close the channel.
        DataInputStream in = new DataInputStream(new BufferedInputStream(new PositionedStream(channel, 0), BUFFER));
        byte[] preamble = in.readNBytes(EntryCodec.PREAMBLE.length());
        if (preamble.length < EntryCodec.PREAMBLE.length()) {
            return 0;
        }
        if (!ByteBuffer.wrap(preamble).equals(EntryCodec.PREAMBLE.asBuffer())) {
            throw new JournalException("this is no journal, or one of another version of Cowhand");
        }
        long good = preamble.length;
        while (true) {
            Optional<ByteBuffer> record = record(in);
            Optional<Entry> entry = record.flatMap(EntryCodec::decode);
            if (entry.isPresent()) {
                good += record.get().limit();
                entries.accept(entry.get());
                continue;
            }
            OptionalLong next = nextWhole(channel, good + 1);
            if (next.isEmpty()) {
                return good;
            }
            good = next.getAsLong();
            in = new DataInputStream(new BufferedInputStream(new PositionedStream(channel, good), BUFFER));
            entries.accept(new Entry.Damage());
        }
    }

    /** Where the next whole record is, if there is one; looks no further than a hostile file could make it last. */
    private static OptionalLong nextWhole(FileChannel channel, long from) throws IOException {
        long size = channel.size();
        long budget = MOST_SEARCHED;
        ByteBuffer block = ByteBuffer.allocate(BUFFER);
        for (long at = from;
                at + EntryCodec.FRONT + EntryCodec.BEHIND <= size && budget > 0;
                at += BUFFER - EntryCodec.FRONT) {
            block.clear();
            channel.read(block, at);
            block.flip();
            for (int i = 0; i + EntryCodec.FRONT <= block.limit(); i++) {
                int length = block.getInt(i);
                boolean mayBe = EntryCodec.isType(block.get(i + Integer.BYTES))
                        && length >= 0
                        && length <= Math.min(EntryCodec.MOST_PAYLOAD, size - at - i);
                if (mayBe) {
                    budget -= length;
                    DataInputStream in = new DataInputStream(new PositionedStream(channel, at + i));
                    if (record(in).flatMap(EntryCodec::decode).isPresent()) {
                        return OptionalLong.of(at + i);
                    }
                }
            }
            budget -= BUFFER;
        }
        return OptionalLong.empty();
    }

    /** The record at the end of a journal, where it is the one that ends a run. */
    static Optional<Entry.End> last(FileChannel channel) throws IOException {
        long start = channel.size() - EntryCodec.END_LENGTH;
        if (start < EntryCodec.PREAMBLE.length()) {
            return Optional.empty();
        }
        DataInputStream in = new DataInputStream(new PositionedStream(channel, start));
        return record(in)
                .flatMap(EntryCodec::decode)
                .filter(Entry.End.class::isInstance)
                .map(Entry.End.class::cast);
    }

    /** The bytes of a channel from some place on, whose own position does not move. */
    private static final class PositionedStream extends InputStream {
        private final FileChannel channel;
        private long position;

        PositionedStream(FileChannel channel, long position) {
            this.channel = channel;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = channel.read(ByteBuffer.wrap(into, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }

    private static Optional<ByteBuffer> record(DataInputStream in) throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException end) {
            return Optional.empty();
        }
        if (length < 0 || length > EntryCodec.MOST_PAYLOAD) {
            return Optional.empty();
        }
        int rest = length + EntryCodec.FRONT + EntryCodec.BEHIND - Integer.BYTES;
        byte[] bytes = in.readNBytes(rest);
        return bytes.length < rest
                ? Optional.empty()
                : Optional.of(ByteBuffer.allocate(Integer.BYTES + rest)
                        .putInt(length)
                        .put(bytes)
                        .flip());
    }
}
