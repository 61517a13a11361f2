package io.cowhand.operation.builtin;

import io.cowhand.glob.PatternException;
import io.cowhand.glob.TextGlob;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.KnownFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes all bitmaps. */
public final class DropBitmaps implements OperationHandler {

    @Override
    public String name() {
        return "drop-bitmaps";
    }

    @Override
    public String summary() {
        return "Remove all bitmaps; their clusters leak until qemu-img check -r leaks frees them";
    }

    @Override
    public String refusals() {
        return "With names, images that also have other bitmaps; to remove one of several, use qemu-img bitmap --remove.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "names": {
                      "description": "Globs for the names of the bitmaps to remove; * and ? also match a slash. Images with any other bitmap are refused.",
                      "type": "array",
                      "minItems": 1,
                      "items": {"type": "string", "minLength": 1}
                    }
                  }
                }
                """;
    }

    @Override
    public String example() {
        return """
                op: drop-bitmaps
                names: ["backup-*"]
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        List<TextGlob> wanted = new ArrayList<>();
        for (String name : arguments.texts("names")) {
            try {
                wanted.add(TextGlob.parse(name));
            } catch (PatternException malformed) {
                return Binding.invalid("names", "\"" + name + "\" is not a glob: " + malformed.fault());
            }
        }
        return Binding.of(facts -> edit(facts, wanted));
    }

    /** Drops the bitmaps if each matches a glob, or if there are no globs. */
    private static HeaderEdit.Outcome edit(ImageFacts facts, List<TextGlob> wanted) {
        HeaderImage header = facts.header();
        boolean isPresent = header.extension(ExtensionType.BITMAPS).isPresent();
        Optional<String> other = isPresent && !wanted.isEmpty() ? other(facts, wanted) : Optional.empty();
        if (other.isPresent()) {
            return ProblemCode.OTHER_BITMAPS.refusal(ExtensionType.BITMAPS.label(), "", other.get());
        }
        HeaderImage without = header.with(header.extensionsWithout(ExtensionType.BITMAPS.magic()));
        HeaderImage changed =
                header.has(KnownFeature.BITMAPS) ? without.with(KnownFeature.BITMAPS.asBit(), false) : without;
        Problem leaks = ProblemCode.BITMAPS_LEAK.warning(
                ExtensionType.BITMAPS.label(),
                "",
                "the clusters of the bitmaps leak; qemu-img check -r leaks frees them, after which the change cannot be undone");
        return HeaderEdit.edited(changed, isPresent ? List.of(leaks) : List.of());
    }

    /** Returns the reason why some bitmap may not match; empty if all match. */
    private static Optional<String> other(ImageFacts facts, List<TextGlob> wanted) {
        Optional<BitmapDirectory> directory = facts.bitmaps();
        boolean known = directory
                .filter(each -> each.defects().isEmpty()
                        && each.bitmaps().size() == each.pointer().count())
                .isPresent();
        if (!known) {
            return Optional.of(
                    facts.header().bitmaps().isPresent()
                            ? "not all names of the image's bitmaps can be read"
                            : "the bitmaps are out of date, so their names are not read; without names, all bitmaps are dropped");
        }
        return directory.orElseThrow().bitmaps().stream()
                .map(bitmap -> bitmap.name().display())
                .filter(name -> wanted.stream().noneMatch(glob -> glob.matches(name)))
                .findFirst()
                .map(name -> "the image has another bitmap, \"" + name
                        + "\"; to remove one of several, use qemu-img bitmap --remove");
    }
}
