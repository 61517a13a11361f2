package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.BitmapDirectory.Flag;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.FileName;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.Limits;
import io.cowhand.qcow2.TableDefect;
import io.cowhand.qcow2.TableDefect.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a bitmap directory (section "Bitmap directory") as QEMU does when it opens an image (bitmap_list_load,
 * check_dir_entry, load_bitmap), which includes the bitmap tables; but never the bitmaps' data.
 */
final class BitmapDirectoryReader {

    private final ImageFile file;
    private final ExtensionPayload.Bitmaps pointer;
    private final int clusterSize;
    private final long diskSize;
    private final List<BitmapDirectory.Entry> bitmaps = new ArrayList<>();
    private final List<TableDefect> defects = new ArrayList<>();
    private final Map<Kind, Integer> reported = new EnumMap<>(Kind.class);
    private final Set<Bytes> names = new HashSet<>();
    private final BitmapTableCheck tables;

    private BitmapDirectoryReader(ImageFile file, ExtensionPayload.Bitmaps pointer, HeaderImage header) {
        this.file = file;
        this.pointer = pointer;
        this.clusterSize = header.clusterSize().orElseThrow();
        this.diskSize = header.get(HeaderField.SIZE);
        this.tables = new BitmapTableCheck(file, clusterSize, diskSize / Limits.SECTOR * Limits.SECTOR);
    }

    /** Returns the directory that a header points to; nothing if there is none, or QEMU does not read it. */
    static Optional<BitmapDirectory> read(ImageFile file, HeaderImage header) throws IOException {
        Optional<ExtensionPayload.Bitmaps> pointer = header.bitmaps();
        boolean there = pointer.isPresent()
                && header.clusterSize().isPresent()
                && header.get(HeaderField.SIZE) >= 0
                && pointer.get().defect(header.clusterSize().orElseThrow()).isEmpty()
                && pointer.get().directorySize() != 0;
        return there ? Optional.of(new BitmapDirectoryReader(file, pointer.get(), header).read()) : Optional.empty();
    }

    private BitmapDirectory read() throws IOException {
        long entries = 0;
        long at = 0;
        boolean readable = pointer.directoryOffset() >= 0
                && pointer.directoryOffset() <= Limits.MAX_OFFSET - pointer.directorySize();
        if (!readable) {
            directory("is at an offset that QEMU cannot read");
        }
        while (readable && at < pointer.directorySize()) {
            long left = pointer.directorySize() - at;
            long start = pointer.directoryOffset() + at;
            // Read even beyond the directory's end, where its contents do not matter.
            BitmapDirectory.Fixed fixed =
                    BitmapDirectory.Fixed.read(file.readBuffered(start, BitmapDirectory.Fixed.LENGTH));
            if (left < BitmapDirectory.Fixed.LENGTH || fixed.entryLength() > left) {
                directory("has an entry at offset " + start + " that extends beyond its end");
                readable = false;
            } else if (++entries > pointer.count()) {
                directory("contains more than the " + pointer.count() + " bitmaps that the extension declares");
                readable = false;
            } else {
                entry(fixed, start);
                at += fixed.entryLength();
            }
        }
        if (readable && entries < pointer.count()) {
            directory("contains " + entries + " bitmaps; the extension declares " + pointer.count());
        }
        return new BitmapDirectory(pointer, diskSize, clusterSize, bitmaps, defects);
    }

    private void entry(BitmapDirectory.Fixed fixed, long at) throws IOException {
        long nameAt = at + BitmapDirectory.Fixed.LENGTH + fixed.extraSize();
        Bytes name = file.readBuffered(nameAt, Math.min(fixed.nameSize(), Limits.MAX_BITMAP_NAME));
        BitmapDirectory.Entry bitmap = new BitmapDirectory.Entry(fixed, name);
        if (bitmaps.size() < BitmapDirectory.MOST_KEPT) {
            bitmaps.add(bitmap);
        }
        Optional<String> wrong = BitmapConstraints.broken(bitmap, clusterSize, tables.diskSize());
        if (wrong.isPresent()) {
            defect(Kind.BITMAP_ENTRY, at, bitmap, wrong.get());
        } else if (!names.add(key(name)) && !bitmap.has(Flag.IN_USE)) {
            defect(Kind.BITMAP_NAME, at, bitmap, "has the same name as another bitmap");
        } else {
            int textSize = name.untilZero().length();
            if (fixed.entryLength() > BitmapDirectory.Fixed.entryLength(textSize)) {
                defect(Kind.BITMAP_NAME_CUT, at, bitmap, "has a name that QEMU cuts at its first zero byte");
            }
            tables.check(bitmap).ifPresent(found -> defect(found.kind(), at, bitmap, found.message()));
        }
    }

    /**
     * Returns a key for a name, since there may be tens of thousands of names of up to a kilobyte. Names end at the
     * first zero byte, as in QEMU. A digest is longer than any name that is its own key.
     */
    private static Bytes key(Bytes name) {
        Bytes text = name.untilZero();
        return text.length() < Bytes.SHA256_LENGTH ? Bytes.copyOf(text.asBuffer()) : text.sha256();
    }

    private void directory(String what) {
        defects.add(new TableDefect(
                Kind.BITMAP_DIRECTORY,
                pointer.directoryOffset(),
                Value.of(pointer.directorySize()),
                "the bitmap directory " + what));
    }

    private void defect(Kind kind, long at, BitmapDirectory.Entry bitmap, String what) {
        if (reported.merge(kind, 1, Integer::sum) <= ReadLimits.DEFECTS_OF_A_KIND) {
            String name = bitmap.name().display();
            defects.add(new TableDefect(
                    kind,
                    at,
                    FileName.asValue(bitmap.name()),
                    "the bitmap \"" + name + "\" at offset " + at + " " + what));
        }
    }
}
