package io.cowhand.inspect;

import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.Limits;
import io.cowhand.qcow2.LuksHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Reads the start of each LUKS header that an encryption-header extension points to, as QEMU does. */
final class LuksHeaderReader {

    private LuksHeaderReader() {}

    /** Returns the starts of the headers; none, without reading, for an image that is not encrypted with LUKS. */
    static List<LuksHeader> read(ImageFile file, HeaderImage header) throws IOException {
        if (header.get(HeaderField.CRYPT_METHOD) != Limits.CRYPT_LUKS) {
            return List.of();
        }
        long[] offsets = header.extensions(ExtensionType.ENCRYPTION_HEADER.magic()).stream()
                .flatMapToLong(LuksHeaderReader::offset)
                .filter(offset -> Long.compareUnsigned(offset, file.size()) < 0)
                .distinct()
                .limit(ReadLimits.LUKS_HEADERS)
                .toArray();
        List<LuksHeader> headers = new ArrayList<>();
        for (long offset : offsets) {
            headers.add(new LuksHeader(offset, file.read(offset, LuksHeader.START)));
        }
        return headers;
    }

    private static LongStream offset(HeaderExtension extension) {
        return extension.payload() instanceof ExtensionPayload.EncryptionHeader pointer
                ? LongStream.of(pointer.offset())
                : LongStream.empty();
    }
}
