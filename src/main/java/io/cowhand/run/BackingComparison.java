package io.cowhand.run;

import io.cowhand.apply.RollbackAssumptions;
import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.BackingPath;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.os.FileStatus;
import io.cowhand.os.IoErrors;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.KnownFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares the backing files that two headers name, by size and content, each pair once. A name in a header is
 * followed only if it leads to one of the files that the user named.
 */
public final class BackingComparison implements RollbackAssumptions.BackingCheck {

    private final Map<String, Path> bases = new ConcurrentHashMap<>();
    private final Map<Pair, Optional<Problem>> compared = new ConcurrentHashMap<>();

    private record Pair(Path before, Path after) {}

    /**
     * Creates a comparison of files.
     *
     * @throws IOException if the status of one of them cannot be read
     */
    public BackingComparison(List<Path> bases) throws IOException {
        for (Path base : bases) {
            this.bases.put(FileStatus.ofRegular(base).lockKey(), base);
        }
    }

    @Override
    public Optional<Problem> objection(Path image, Bytes before, Bytes after) {
        Optional<Path> old = base(image, before);
        Optional<Path> now = base(image, after);
        return old.isPresent() && now.isPresent()
                ? compared.computeIfAbsent(new Pair(old.get(), now.get()), BackingComparison::compare)
                : problem("the " + (old.isEmpty() ? "old" : "new")
                        + " backing file is not among the files that --bases names");
    }

    /**
     * Returns the file that a header names, if it is one of the bases. The name is resolved as QEMU does, from the
     * directory of the real image.
     */
    private Optional<Path> base(Path image, Bytes window) {
        Optional<Bytes> name = HeaderCodec.decode(window) instanceof HeaderCodec.Decoded decoded
                ? decoded.header().backingName().filter(each -> !each.isEmpty())
                : Optional.empty();
        if (name.isEmpty() || !BackingPath.objection(name.get()).isEmpty()) {
            return Optional.empty();
        }
        try {
            Path file = image.toRealPath().resolveSibling(BackingPath.of(name.get()));
            return Optional.ofNullable(bases.get(FileStatus.of(file).lockKey()));
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private static Optional<Problem> compare(Pair pair) {
        try {
            if (Files.isSameFile(pair.before, pair.after)) {
                return Optional.empty();
            }
            if (isPartOfMore(pair.before) || isPartOfMore(pair.after)) {
                return problem("the backing files " + pair.before + " and " + pair.after
                        + " have a backing file or a data file of their own, so that comparing them is not enough;"
                        + " --same-backing without --bases confirms that all of their data is the same");
            }
            return Files.size(pair.before) == Files.size(pair.after) && Files.mismatch(pair.before, pair.after) < 0
                    ? Optional.empty()
                    : problem(
                            "the backing files " + pair.before + " and " + pair.after + " do not hold the same bytes");
        } catch (IOException error) {
            return problem("the backing files " + pair.before + " and " + pair.after + " cannot be compared: "
                    + IoErrors.describe(error));
        }
    }

    /** Returns whether part of a file's data is in another file. */
    private static boolean isPartOfMore(Path base) {
        return HeaderReader.SYSTEM.read(new ImageReference(base)) instanceof ReadResult.Readable readable
                && (readable.facts().header().backingName().isPresent()
                        || readable.facts().header().has(KnownFeature.EXTERNAL_DATA_FILE));
    }

    private static Optional<Problem> problem(String message) {
        return Optional.of(Problem.error(ProblemCode.BACKING_NOT_THE_SAME, message));
    }
}
