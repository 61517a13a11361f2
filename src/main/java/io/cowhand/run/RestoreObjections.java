package io.cowhand.run;

import io.cowhand.os.FileStatus;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.rule.HeaderRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The reasons why a captured header may no longer describe an image.
 *
 * <p>A header says where the tables of an image are and how its data is to be read. QEMU moves tables as an image grows, and
 * a header from before leads to clusters that hold something else by now.
 */
final class RestoreObjections {

    /** The fields that place, size or type data; hints and what is only counted are left out. */
    private static final List<HeaderField> OF_DATA = List.of(
            HeaderField.VERSION,
            HeaderField.SIZE,
            HeaderField.CRYPT_METHOD,
            HeaderField.L1_SIZE,
            HeaderField.L1_TABLE_OFFSET,
            HeaderField.REFCOUNT_TABLE_OFFSET,
            HeaderField.REFCOUNT_TABLE_CLUSTERS,
            HeaderField.NB_SNAPSHOTS,
            HeaderField.SNAPSHOTS_OFFSET,
            HeaderField.REFCOUNT_ORDER,
            HeaderField.COMPRESSION_TYPE);

    private final List<Problem> found = new ArrayList<>();

    private RestoreObjections() {}

    /**
     * Returns the objections to restoring a header.
     *
     * @param captured the image as it was captured
     * @param was the file that was captured
     * @param now the image as it is, if its header can be read
     * @param is the file as it is
     * @param then the image as it would be with the captured header
     */
    static List<Problem> of(
            ImageFacts captured, FileStatus was, Optional<ImageFacts> now, FileStatus is, Optional<ImageFacts> then) {
        RestoreObjections objections = new RestoreObjections();
        objections.file(was, is);
        now.ifPresentOrElse(
                facts -> objections.header(captured.header(), facts.header()),
                () -> objections.add(
                        "the current header cannot be read, so it is not known whether the captured one still"
                                + " describes the data"));
        then.ifPresentOrElse(
                facts -> objections.tables(captured, facts),
                () -> objections.add("with the captured header, the image could not be read"));
        return objections.found;
    }

    private void add(String message) {
        found.add(Problem.error(ProblemCode.NOT_AS_CAPTURED, message));
    }

    private void file(FileStatus was, FileStatus is) {
        if (was.size() != is.size()) {
            add("the file has " + is.size() + " bytes, and had " + was.size() + " when it was captured");
        }
        if (!was.isSameFile(is)) {
            add("this is another file than the one that was captured: device or inode differ");
        }
    }

    private void header(HeaderImage captured, HeaderImage now) {
        for (HeaderField field : OF_DATA) {
            long before = captured.has(field) ? captured.get(field) : 0;
            long after = now.has(field) ? now.get(field) : 0;
            if (before != after) {
                add(field.specName() + " is " + Long.toUnsignedString(after) + " now, and was "
                        + Long.toUnsignedString(before) + " when it was captured");
            }
        }
        for (FeatureGroup group : List.of(FeatureGroup.INCOMPATIBLE, FeatureGroup.AUTOCLEAR)) {
            for (FeatureBit bit : FeatureBit.of(group, captured.get(group.field()) ^ now.get(group.field()))) {
                add("the feature " + bit.qualifiedLabel() + " is "
                        + (now.has(bit)
                                ? "set now, and was not when the image was captured"
                                : "not set now, and was when the image was captured"));
            }
        }
        NamedFiles.differences(captured, now).forEach(this::add);
        if (!captured.bitmaps().equals(now.bitmaps())) {
            add("the bitmap directory is not where it was when the image was captured");
        }
    }

    /** Compares what the captured header points to, then and now. */
    private void tables(ImageFacts captured, ImageFacts then) {
        if (!captured.snapshots().equals(then.snapshots())) {
            add("the snapshot table at the place that the captured header names is not the captured one");
        }
        if (!captured.bitmaps().equals(then.bitmaps())) {
            add("the bitmap directory at the place that the captured header names is not the captured one");
        }
        if (!captured.luksHeaders().equals(then.luksHeaders())) {
            add("the LUKS header at the place that the captured header names is not the captured one");
        }
        Set<String> known = codes(captured);
        codes(then).stream()
                .filter(code -> !known.contains(code))
                .forEach(code -> add("with the captured header, the image would break the rule " + code));
    }

    private static Set<String> codes(ImageFacts facts) {
        return HeaderRules.check(facts).stream()
                .map(violation -> violation.rule().code())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
