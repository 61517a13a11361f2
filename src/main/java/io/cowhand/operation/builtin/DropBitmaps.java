package io.cowhand.operation.builtin;

import com.google.re2j.Pattern;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
                      "description": "Globs (* and ?) of the bitmaps to remove; an image with any other bitmap is refused.",
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
        Optional<Pattern> names = arguments.has("names")
                ? Optional.of(Pattern.compile(arguments.texts("names").stream()
                        .map(DropBitmaps::expression)
                        .collect(Collectors.joining("|", "(?s)(?:", ")"))))
                : Optional.empty();
        return Binding.of(facts -> edit(facts, names));
    }

    private static String expression(String glob) {
        StringBuilder expression = new StringBuilder();
        glob.codePoints().forEach(character -> {
            switch (character) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(Character.toString(character)));
            }
        });
        return expression.toString();
    }

    private static HeaderEdit.Outcome edit(ImageFacts facts, Optional<Pattern> names) {
        HeaderImage header = facts.header();
        boolean isThere = header.extension(ExtensionType.BITMAPS).isPresent();
        Optional<String> other = isThere ? names.flatMap(wanted -> other(facts, wanted)) : Optional.empty();
        if (other.isPresent()) {
            return HeaderEdit.refused("other-bitmaps", ExtensionType.BITMAPS.label(), "", other.get());
        }
        HeaderImage without = header.with(header.extensionsWithout(ExtensionType.BITMAPS.magic()));
        HeaderImage changed =
                header.has(KnownFeature.BITMAPS) ? without.with(KnownFeature.BITMAPS.asBit(), false) : without;
        Problem leaks = Problem.warning(
                "bitmaps-leak",
                ExtensionType.BITMAPS.label(),
                "",
                "the clusters of the bitmaps stay allocated; qemu-img check -r leaks frees them, and makes the change final");
        return HeaderEdit.edited(changed, isThere ? List.of(leaks) : List.of());
    }

    /** Why the bitmaps are not known to be all among those that are to be removed. */
    private static Optional<String> other(ImageFacts facts, Pattern wanted) {
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
                .filter(name -> !wanted.matches(name))
                .findFirst()
                .map(name -> "the image has another bitmap, \"" + name
                        + "\"; one of several is removed by qemu-img bitmap --remove");
    }
}
