package io.cowhand.journal;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.UndoClass;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Records as bytes; see the package's grammar. */
final class EntryCodec {

    /** What a journal begins with: "COWHANDJ", version 1. */
    static final Bytes PREAMBLE = Bytes.utf8("COWHANDJ\0\0\0\1");
    /** Bytes of a record beside its payload: length and type in front, the checksum behind. */
    static final int FRONT = 5;

    static final int BEHIND = 4;
    /** More than any record has: two windows of the largest cluster, and names. */
    static final int MOST_PAYLOAD = 8 << 20;

    /** Bytes of a record that ends a run. */
    static final int END_LENGTH = FRONT + Long.BYTES + BEHIND;

    private static final int DIGEST = Bytes.SHA256_LENGTH;
    private static final int INTENT_NUMBERS = 8 + 1 + 1 + 4 + 4 + 4 + 4 + 4;

    private EntryCodec() {}

    static ByteBuffer encode(Entry entry) {
        if (entry instanceof Entry.Beginning beginning) {
            return record('H', ByteBuffer.wrap(HeadJson.write(beginning.head()).getBytes(StandardCharsets.UTF_8)));
        }
        if (entry instanceof Entry.Intended intended) {
            return record('I', intent(intended.intent()));
        }
        if (entry instanceof Entry.Ended ended) {
            Outcome outcome = ended.outcome();
            return record(
                    'O',
                    ByteBuffer.allocate(25)
                            .putLong(outcome.number())
                            .put((byte) outcome.kind().code())
                            .putLong(outcome.size())
                            .putLong(outcome.mtime())
                            .flip());
        }
        return record(
                'E',
                ByteBuffer.allocate(Long.BYTES)
                        .putLong(((Entry.End) entry).unresolved())
                        .flip());
    }

    /** Whether a record may be of a type. */
    static boolean isType(byte type) {
        return type == 'H' || type == 'I' || type == 'O' || type == 'E';
    }

    private static ByteBuffer record(char type, ByteBuffer payload) {
        if (payload.remaining() > MOST_PAYLOAD) {
            throw new IllegalArgumentException("a record of " + payload.remaining() + " bytes could not be read again");
        }
        ByteBuffer record = ByteBuffer.allocate(FRONT + payload.remaining() + BEHIND);
        record.putInt(payload.remaining()).put((byte) type).put(payload);
        record.putInt(checksum(record.duplicate().flip()));
        return record.flip();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static ByteBuffer intent(Intent intent) {
        byte[] image = intent.image().getBytes(StandardCharsets.UTF_8);
        byte[] uri = intent.uri().getBytes(StandardCharsets.UTF_8);
        int sectors = intent.before().length();
        return ByteBuffer.allocate(INTENT_NUMBERS + DIGEST + 2 * sectors + image.length + uri.length)
                .putLong(intent.number())
                .put((byte) intent.undo().ordinal())
                .put((byte) (intent.hasExternalData() ? 1 : 0))
                .putInt(intent.offset())
                .putInt(intent.windowLength())
                .put(intent.rest().asBuffer())
                .putInt(sectors)
                .put(intent.before().asBuffer())
                .put(intent.after().asBuffer())
                .putInt(image.length)
                .put(image)
                .putInt(uri.length)
                .put(uri)
                .flip();
    }

    /**
     * The entry of a whole record, checksum included; nothing where the checksum is wrong, or the record says what cannot
     * be.
     */
    static Optional<Entry> decode(ByteBuffer record) {
        int length = record.remaining() - FRONT - BEHIND;
        int checksum = record.getInt(record.limit() - BEHIND);
        if (length < 0 || checksum(record.slice(0, FRONT + length)) != checksum) {
            return Optional.empty();
        }
        ByteBuffer payload = record.slice(FRONT, length);
        try {
            return switch (record.get(4)) {
                case 'H' ->
                    HeadJson.read(StandardCharsets.UTF_8.decode(payload).toString())
                            .map(Entry.Beginning::new);
                case 'I' -> Optional.of(new Entry.Intended(intent(payload)));
                case 'O' -> outcome(payload).map(Entry.Ended::new);
                case 'E' -> Optional.of(new Entry.End(payload.getLong()));
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException tooShort) {
            return Optional.empty();
        }
    }

    private static Optional<Outcome> outcome(ByteBuffer payload) {
        long number = payload.getLong();
        Optional<Outcome.Kind> kind = Outcome.Kind.of(payload.get());
        long size = payload.getLong();
        long mtime = payload.getLong();
        return kind.filter(any -> number > 0 && number < Integer.MAX_VALUE)
                .map(known -> new Outcome(number, known, size, mtime));
    }

    private static Intent intent(ByteBuffer payload) {
        long number = payload.getLong();
        UndoClass undo = UndoClass.values()[payload.get()];
        boolean external = payload.get() != 0;
        int offset = payload.getInt();
        int window = payload.getInt();
        Bytes rest = bytes(payload, DIGEST);
        int sectors = payload.getInt();
        Bytes before = bytes(payload, sectors);
        Bytes after = bytes(payload, sectors);
        String image = bytes(payload, payload.getInt()).display();
        String uri = bytes(payload, payload.getInt()).display();
        if (number < 1 || number >= Integer.MAX_VALUE || offset < 0 || window < sectors || offset > window - sectors) {
            throw new IndexOutOfBoundsException("no intent can be like that");
        }
        return new Intent(number, image, uri, undo, external, offset, before, after, window, rest);
    }

    private static Bytes bytes(ByteBuffer payload, int length) {
        Bytes bytes = Bytes.copyOf(payload.slice(payload.position(), length));
        payload.position(payload.position() + length);
        return bytes;
    }
}
