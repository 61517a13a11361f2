package org.example.buildid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetBuildIdTest {

    @Test
    void theIdIsWritten() {
        HeaderImage header = edited(image(), 42);

        assertEquals(Bytes.of(0, 0, 0, 42), header.extensions(SetBuildId.MAGIC).get(0).data());
        assertEquals(header, edited(header, 42));
        assertEquals(1, edited(header, 43).extensions(SetBuildId.MAGIC).size());
    }

    @Test
    void aLaterBuildIsNotOverwritten() {
        assertInstanceOf(HeaderEdit.Refused.class, edit(edited(image(), 42), 41));
    }

    private static HeaderImage edited(HeaderImage header, int id) {
        return assertInstanceOf(HeaderEdit.Edited.class, edit(header, id)).header();
    }

    private static HeaderEdit.Outcome edit(HeaderImage header, int id) {
        Arguments arguments = new Arguments(Map.of("id", BigInteger.valueOf(id)), Map.of(), false);
        Binding.Bound bound = assertInstanceOf(Binding.Bound.class, new SetBuildId().bind(arguments));
        return bound.edit().edit(new ImageFacts(header, 1 << 20, "image.qcow2"));
    }

    /** The header of an empty image: version 3, clusters of 64 KiB. */
    private static HeaderImage image() {
        ByteBuffer window = ByteBuffer.allocate(4096)
                .putInt(0, (int) HeaderCodec.MAGIC)
                .putInt(4, 3)
                .putInt(20, 16)
                .putInt(96, 4)
                .putInt(100, 112);
        return assertInstanceOf(HeaderCodec.Decoded.class, HeaderCodec.decode(Bytes.copyOf(window)))
                .header();
    }
}
