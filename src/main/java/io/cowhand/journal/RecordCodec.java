package io.cowhand.journal;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange;
import io.cowhand.os.FileId;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Encodes and decodes records; see the package's grammar. */
final class RecordCodec {

    private static final int DIGEST = Bytes.SHA256_LENGTH;
    private static final int INTENT_NUMBERS = 8 + 1 + 1 + 8 + 8 + 4 + 4 + 1 + 4 + 4 + 4 + 8;
    private static final int OUTCOME_LENGTH = 8 + 1 + 4 * 8;

    private static final int EXTERNAL_DATA = 1;
    private static final int LINK = 2;

    private RecordCodec() {}

    /** Encodes a record: the length of its payload, its type and its payload. */
    static ByteBuffer encode(JournalRecord entry) {
        if (entry instanceof JournalRecord.RunRecord beginning) {
            return record(
                    'H',
                    ByteBuffer.wrap(RunMetadataJson.write(beginning.metadata()).getBytes(StandardCharsets.UTF_8)));
        }
        if (entry instanceof JournalRecord.IntentRecord intended) {
            return record('I', intent(intended.intent()));
        }
        if (entry instanceof JournalRecord.OutcomeRecord ended) {
            Outcome outcome = ended.outcome();
            return record(
                    'O',
                    ByteBuffer.allocate(OUTCOME_LENGTH)
                            .putLong(outcome.number())
                            .put((byte) outcome.kind().code())
                            .putLong(outcome.size())
                            .putLong(outcome.mtime())
                            .putLong(outcome.ctime())
                            .putLong(outcome.mount())
                            .flip());
        }
        return record(
                'E',
                ByteBuffer.allocate(Long.BYTES)
                        .putLong(((JournalRecord.EndRecord) entry).unresolved())
                        .flip());
    }

    private static ByteBuffer record(char type, ByteBuffer payload) {
        if (payload.remaining() > Limits.RECORD) {
            throw new IllegalArgumentException(
                    "record is " + payload.remaining() + " bytes; limit is " + Limits.RECORD);
        }
        return ByteBuffer.allocate(Integer.BYTES + 1 + payload.remaining())
                .putInt(payload.remaining())
                .put((byte) type)
                .put(payload)
                .flip();
    }

    private static ByteBuffer intent(Intent intent) {
        byte[] image = intent.image().getBytes(StandardCharsets.UTF_8);
        byte[] uri = intent.uri().getBytes(StandardCharsets.UTF_8);
        SectorChange change = intent.change();
        int sectors = change.before().length();
        int mark = change.mark().length();
        return ByteBuffer.allocate(INTENT_NUMBERS + DIGEST + mark + 2 * sectors + image.length + uri.length)
                .putLong(intent.number())
                .put((byte) code(intent.undo().undoClass()))
                .put((byte) ((intent.undo().hasExternalData() ? EXTERNAL_DATA : 0)
                        | (intent.link() == TrailingLink.FOLLOWED ? LINK : 0)))
                .putLong(intent.file().device())
                .putLong(intent.file().inode())
                .putInt(intent.windowLength())
                .put(intent.restDigest().asBuffer())
                .put((byte) mark)
                .put(change.mark().asBuffer())
                .putInt(change.offset())
                .putInt(sectors)
                .put(change.before().asBuffer())
                .put(change.after().asBuffer())
                .putInt(image.length)
                .put(image)
                .putInt(uri.length)
                .put(uri)
                .putLong(intent.ordinal())
                .flip();
    }

    private static char code(UndoClass undo) {
        return switch (undo) {
            case ANYTIME -> 'a';
            case SAME_BACKING -> 'b';
            case UNTOUCHED -> 'u';
        };
    }

    private static UndoClass undo(byte code) {
        for (UndoClass undo : UndoClass.values()) {
            if (code(undo) == code) {
                return undo;
            }
        }
        throw new IllegalArgumentException("no undo class has the code " + code);
    }

    /** Decodes a record that starts with its type; returns nothing if it is malformed. */
    static Optional<JournalRecord> decode(ByteBuffer record) {
        try {
            char type = (char) record.get();
            ByteBuffer payload = record.slice();
            return switch (type) {
                case 'H' ->
                    RunMetadataJson.read(StandardCharsets.UTF_8.decode(payload).toString())
                            .map(JournalRecord.RunRecord::new);
                case 'I' -> Optional.of(new JournalRecord.IntentRecord(intent(payload)));
                case 'O' -> outcome(payload).map(JournalRecord.OutcomeRecord::new);
                case 'E' -> Optional.of(new JournalRecord.EndRecord(payload.getLong()));
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException notARecord) {
            return Optional.empty();
        }
    }

    private static Optional<Outcome> outcome(ByteBuffer payload) {
        long number = payload.getLong();
        Optional<Outcome.Kind> kind = Outcome.Kind.of(payload.get());
        long size = payload.getLong();
        long mtime = payload.getLong();
        long ctime = payload.getLong();
        long mount = payload.getLong();
        return kind.filter(any -> isNumber(number)).map(known -> new Outcome(number, known, size, mtime, ctime, mount));
    }

    private static boolean isNumber(long number) {
        return number > 0 && number < Integer.MAX_VALUE;
    }

    private static Intent intent(ByteBuffer payload) {
        long number = payload.getLong();
        UndoClass undo = undo(payload.get());
        byte flags = payload.get();
        FileId file = new FileId(payload.getLong(), payload.getLong());
        int window = payload.getInt();
        Bytes restDigest = bytes(payload, DIGEST);
        Bytes mark = bytes(payload, payload.get());
        int offset = payload.getInt();
        int sectors = payload.getInt();
        SectorChange change = new SectorChange(offset, bytes(payload, sectors), bytes(payload, sectors), mark);
        String image = bytes(payload, payload.getInt()).display();
        String uri = bytes(payload, payload.getInt()).display();
        // Journals of earlier versions end here.
        long ordinal = payload.hasRemaining() ? payload.getLong() : number;
        if (!isNumber(number) || !isNumber(ordinal) || change.end() > window) {
            throw new IllegalArgumentException("malformed intent");
        }
        return new Intent(
                number,
                image,
                uri,
                file,
                (flags & LINK) != 0 ? TrailingLink.FOLLOWED : TrailingLink.REFUSED,
                new UndoTerms(undo, (flags & EXTERNAL_DATA) != 0),
                change,
                window,
                restDigest,
                ordinal);
    }

    private static Bytes bytes(ByteBuffer payload, int length) {
        Bytes bytes = Bytes.copyOf(payload.slice(payload.position(), length));
        payload.position(payload.position() + length);
        return bytes;
    }
}
