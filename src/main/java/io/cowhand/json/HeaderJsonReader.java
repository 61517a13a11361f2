package io.cowhand.json;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionPayload.FeatureNames;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads parts of headers from the JSON that {@link HeaderJson} writes. */
public final class HeaderJsonReader {

    private static final String HEX = "hex";
    private static final String ENTRIES = "entries";
    private static final int BYTE = 0xff;
    private static final Pattern MAGIC = Pattern.compile("0x[0-9a-f]{8}");

    private HeaderJsonReader() {}

    /** Reads a type number. */
    public static long magic(JsonMembers in, String member, String text) throws MalformedJsonException {
        if (!MAGIC.matcher(text).matches()) {
            throw in.wrong(member, "is not a type number of the form 0x12345678");
        }
        return Long.parseLong(text.substring(2), 16);
    }

    /** Reads hexadecimal digits. */
    public static Bytes hex(JsonMembers in, String member) throws MalformedJsonException {
        Optional<Bytes> bytes = Bytes.parseHex(in.text(member));
        return bytes.orElseThrow(() -> in.wrong(member, "is not hexadecimal"));
    }

    /** Reads a name that may be null. Bytes that are cut off in the JSON are zeros here; outputs do not show them. */
    public static Optional<Bytes> name(JsonMembers in, String member) throws MalformedJsonException {
        if (in.isNull(member)) {
            return Optional.empty();
        }
        String text = in.text(member);
        Bytes bytes = in.has(member + "_hex") ? hex(in, member + "_hex") : Bytes.utf8(text);
        if (!in.has(member + "_length")) {
            return Optional.of(bytes);
        }
        int length = in.number(member + "_length", Limits.MAX_CLUSTER_SIZE);
        if (length <= bytes.length()) {
            throw in.wrong(member + "_length", "is not more than the bytes that are there");
        }
        return Optional.of(bytes.resized(length));
    }

    /** Reads an extension. */
    public static HeaderExtension extension(JsonMembers in) throws MalformedJsonException {
        long magic = magic(in, "magic", in.text("magic"));
        Bytes data = data(in, magic);
        if (data.length() != in.number("length", Limits.MAX_CLUSTER_SIZE)) {
            throw in.wrong("length", "is not that of the data, which is " + data.length());
        }
        return HeaderExtension.of(magic, data);
    }

    private static Bytes data(JsonMembers in, long magic) throws MalformedJsonException {
        if (in.has(HEX)) {
            return hex(in, HEX);
        }
        if (!in.has(ENTRIES)) {
            return name(in, "text").orElseThrow(() -> in.wrong("text", "is null"));
        }
        return magic == ExtensionType.LABELS.magic() ? labels(in) : featureNames(in);
    }

    private static Bytes labels(JsonMembers in) throws MalformedJsonException {
        JsonMembers entries = in.object(ENTRIES);
        Map<String, String> labels = new LinkedHashMap<>();
        for (String name : entries.names()) {
            labels.put(name, entries.text(name));
        }
        return ExtensionPayload.Labels.encode(labels);
    }

    private static Bytes featureNames(JsonMembers in) throws MalformedJsonException {
        List<Bytes> parts = new ArrayList<>();
        for (JsonMembers entry : in.objects(ENTRIES)) {
            Bytes name = name(entry, "name").orElseThrow(() -> entry.wrong("name", "is null"));
            if (name.length() > FeatureNames.ENTRY_LENGTH - 2) {
                throw entry.wrong("name", "is too long");
            }
            parts.add(Bytes.of(entry.number("type", BYTE), entry.number("bit", BYTE)));
            parts.add(name.resized(FeatureNames.ENTRY_LENGTH - 2));
        }
        return Bytes.concat(parts);
    }

    /** Reads the bitmaps that an extension lists; nothing if it lists none, as its directory was not read. */
    public static Optional<BitmapDirectory> bitmaps(JsonMembers in) throws MalformedJsonException {
        if (!in.has(HEX) || !in.isList(ENTRIES)) {
            return Optional.empty();
        }
        Optional<ExtensionPayload.Bitmaps> pointer = ExtensionPayload.Bitmaps.read(hex(in, HEX));
        if (pointer.isEmpty()) {
            throw in.wrong(HEX, "is not the data of an extension that lists bitmaps");
        }
        List<BitmapDirectory.Entry> bitmaps = new ArrayList<>();
        for (JsonMembers bitmap : in.objects(ENTRIES)) {
            bitmaps.add(bitmap(bitmap));
        }
        return Optional.of(new BitmapDirectory(pointer.get(), 0, 0, bitmaps, List.of()));
    }

    /** Reads a bitmap, as far as outputs show it. */
    private static BitmapDirectory.Entry bitmap(JsonMembers in) throws MalformedJsonException {
        Bytes name = name(in, "name").orElseThrow(() -> in.wrong("name", "is null"));
        OptionalLong granularity = in.unsignedOrNull("granularity");
        if (granularity.isPresent() && Long.bitCount(granularity.getAsLong()) != 1) {
            throw in.wrong("granularity", "is not a power of two");
        }
        int bits = granularity.isPresent() ? Long.numberOfTrailingZeros(granularity.getAsLong()) : Long.SIZE;
        BitmapDirectory.Fixed fixed = new BitmapDirectory.Fixed(0, 0, flags(in), 1, bits, name.length(), 0);
        return new BitmapDirectory.Entry(fixed, name);
    }

    private static long flags(JsonMembers in) throws MalformedJsonException {
        List<String> labels = in.texts("flags");
        long flags = 0;
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            if (labels.containsAll(BitmapDirectory.Flag.labels(1L << bit))) {
                flags |= 1L << bit;
            }
        }
        if (!BitmapDirectory.Flag.labels(flags).equals(labels)) {
            throw in.wrong("flags", "has a flag that does not exist");
        }
        return flags;
    }
}
