package io.cowhand.yaml;

import io.cowhand.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.yaml.snakeyaml.reader.StreamReader;

/** Decodes bytes to code points. */
final class SourceText {

    private static final int BYTE_ORDER_MARK = 0xfeff;

    private SourceText() {}

    /**
     * Decodes UTF-8, and checks that YAML allows each character; drops a byte order mark.
     *
     * @throws YamlReadException at the first byte that is not UTF-8, or the first character that YAML forbids
     */
    static int[] decode(Bytes bytes) {
        ByteBuffer in = bytes.asBuffer();
        CharBuffer out = CharBuffer.allocate(bytes.length());
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        int[] points = out.codePoints().toArray();
        int start = points.length > 0 && points[0] == BYTE_ORDER_MARK ? 1 : 0;
        int[] text = start == 0 ? points : Arrays.copyOfRange(points, 1, points.length);
        for (int i = 0; i < text.length; i++) {
            if (!StreamReader.isPrintable(text[i])) {
                String name = String.format("U+%04X", text[i]);
                throw new YamlReadException(
                        ProblemCode.CONTROL_CHARACTER,
                        placeOf(text, i),
                        name + " is not allowed in YAML; inside double quotes it may be written as \\u"
                                + name.substring(2));
            }
        }
        if (result.isError()) {
            String bad = HexFormat.of().toHexDigits((byte) bytes.u8(in.position()));
            throw new YamlReadException(
                    ProblemCode.NOT_UTF8, placeOf(text, text.length), "the byte 0x" + bad + " is not valid UTF-8");
        }
        return text;
    }

    /** Counts lines as SnakeYAML does, so that all positions agree. */
    private static Position placeOf(int[] text, int index) {
        CodePointReader reader = new CodePointReader(text);
        reader.forward(index);
        return new Position(reader.getLine() + 1, reader.getColumn() + 1);
    }
}
