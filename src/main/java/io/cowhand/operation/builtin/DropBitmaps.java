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

/** Takes all bitmaps out of an image. */
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
        return "With names, images that have other bitmaps too: one of several is removed by qemu-img bitmap --remove.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "names": {
                      "description": "Globs of the names of the bitmaps to remove, as for images but in one piece: * matches a slash, too; an image with any other bitmap is refused.",
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

    /** Drops the bitmaps if all are wanted; no globs want all. */
    private static HeaderEdit.Outcome edit(ImageFacts facts, List<TextGlob> wanted) {
        HeaderImage header = facts.header();
        boolean isThere = header.extension(ExtensionType.BITMAPS).isPresent();
        Optional<String> other = isThere && !wanted.isEmpty() ? other(facts, wanted) : Optional.empty();
        if (other.isPresent()) {
            return ProblemCode.OTHER_BITMAPS.refusal(ExtensionType.BITMAPS.label(), "", other.get());
        }
        HeaderImage without = header.with(header.extensionsWithout(ExtensionType.BITMAPS.magic()));
        HeaderImage changed =
                header.has(KnownFeature.BITMAPS) ? without.with(KnownFeature.BITMAPS.asBit(), false) : without;
        Problem leaks = ProblemCode.BITMAPS_LEAK.warning(
                ExtensionType.BITMAPS.label(),
                "",
                "the clusters of the bitmaps stay allocated; qemu-img check -r leaks frees them, and makes the change final");
        return HeaderEdit.edited(changed, isThere ? List.of(leaks) : List.of());
    }

    /** Why the bitmaps are not known to be all among those that are to be removed. */
    private static Optional<String> other(ImageFacts facts, List<TextGlob> wanted) {
        Optional<BitmapDirectory> directory = facts.bitmaps();
        boolean known = directory
                .filter(each -> each.defects().isEmpty()
                        && each.bitmaps().size() == each.pointer().count())
                .isPresent();
        if (!known) {
            return Optional.of(
                    facts.header().bitmaps().isPresent()
                            ? "the names of the image's bitmaps are not all known"
                            : "the bitmaps are out of date, so that their names are not read; without names, all are dropped");
        }
        return directory.orElseThrow().bitmaps().stream()
                .map(bitmap -> bitmap.name().display())
                .filter(name -> wanted.stream().noneMatch(glob -> glob.matches(name)))
                .findFirst()
                .map(name -> "the image has another bitmap, \"" + name
                        + "\"; one of several is removed by qemu-img bitmap --remove");
    }
}
