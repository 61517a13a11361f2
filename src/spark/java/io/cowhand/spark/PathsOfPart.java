package io.cowhand.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The images of a part of the fleet, packed: the driver holds those of all parts.
 *
 * @param place the number of the first image in the fleet, from 1; the others follow it
 * @param images the number of images
 * @param packed their names and rows
 */
record PathsOfPart(long place, int images, byte[] packed) implements Serializable {

    /** The maximum number of images of a part: its results wait for each other. */
    static final int MOST = 1_000_000;

    /**
     * An image.
     *
     * @param uri its {@code file:} URI, which names any bytes
     * @param row what the inventory says about it, by column
     */
    record Named(String uri, Map<String, String> row) implements Serializable {}

    /** Packs the next images, at most a number of them. */
    static PathsOfPart pack(long place, Iterator<Named> next, int most) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        int images = 0;
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(packed))) {
            for (; images < most && next.hasNext(); images++) {
                Named named = next.next();
                out.writeUTF(named.uri);
                out.writeInt(named.row.size());
                for (Map.Entry<String, String> column : named.row.entrySet()) {
                    out.writeUTF(column.getKey());
                    out.writeUTF(column.getValue());
                }
            }
        } catch (IOException tooLong) {
            throw new UncheckedIOException("a name or value of an inventory has more than 64 KiB", tooLong);
        }
        return new PathsOfPart(place, images, packed.toByteArray());
    }

    /** Returns the images. */
    List<Named> unpack() {
        List<Named> named = new ArrayList<>(images);
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
            for (int i = 0; i < images; i++) {
                String uri = in.readUTF();
                Map<String, String> row = new LinkedHashMap<>();
                for (int columns = in.readInt(); columns > 0; columns--) {
                    row.put(in.readUTF(), in.readUTF());
                }
                named.add(new Named(uri, row));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return named;
    }
}
