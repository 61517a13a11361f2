package io.cowhand.plan;

import io.cowhand.diff.Change;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.qcow2.QemuRewrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Warns of what a recipe does that QEMU undoes as soon as it writes the header anew. */
final class NextRewrite {

    private final HeaderImage header;
    private final List<HeaderExtension> kept;

    private NextRewrite(HeaderImage header) {
        this.header = header;
        this.kept = QemuRewrite.of(header).extensions();
    }

    /**
     * What will not last.
     *
     * @param header the header as it shall be
     * @param changes what leads to it
     */
    static List<StepProblem> warnings(HeaderImage header, List<PlannedChange> changes) {
        boolean concerned = changes.stream().anyMatch(planned -> !isNamedElsewhere(planned.change()));
        if (!concerned || !header.isLayoutKnown()) {
            return List.of();
        }
        NextRewrite next = new NextRewrite(header);
        List<StepProblem> warnings = new ArrayList<>();
        for (PlannedChange planned : changes) {
            next.undone(planned.change())
                    .map(problem -> new StepProblem(planned.step(), planned.operation(), problem))
                    .ifPresent(warnings::add);
        }
        next.reversed(changes).ifPresent(warnings::add);
        return warnings;
    }

    /** Fields and names, which QEMU keeps. */
    private static boolean isNamedElsewhere(Change change) {
        return change instanceof Change.Field || change instanceof Change.BackingFile;
    }

    private Optional<Problem> undone(Change change) {
        if (change instanceof Change.Feature feature) {
            boolean cleared = feature.bit().group() == FeatureGroup.AUTOCLEAR
                    && KnownFeature.find(feature.bit()).isEmpty()
                    && header.has(feature.bit());
            return cleared
                    ? warning(
                            "qemu-clears-bit",
                            feature.name(),
                            "QEMU clears this bit, which it does not know, when it next opens the image for writing")
                    : Optional.empty();
        }
        if (!(change instanceof Change.Extension extension)) {
            return Optional.empty();
        }
        if (extension.after().filter(header.extensions()::contains).isPresent()) {
            return kept.stream().anyMatch(each -> isSame(each, extension.after().orElseThrow()))
                    ? Optional.empty()
                    : warning(
                            "qemu-drops-extension",
                            extension.label(),
                            "QEMU drops this extension, or replaces it by its own, when it next rewrites the header");
        }
        boolean again = isAmong(kept, extension.label()) && !isAmong(header.extensions(), extension.label());
        return again
                ? warning(
                        "qemu-writes-extension",
                        extension.label(),
                        "QEMU writes this extension again when it next rewrites the header")
                : Optional.empty();
    }

    /** Of all extensions together, so that one step that changes their order is told of. */
    private Optional<StepProblem> reversed(List<PlannedChange> changes) {
        return header.extensions().stream().filter(QemuRewrite::isUnknown).count() < 2
                ? Optional.empty()
                : changes.stream()
                        .filter(planned -> isAboutOrder(planned.change()))
                        .findFirst()
                        .map(planned -> new StepProblem(
                                planned.step(),
                                planned.operation(),
                                Problem.warning(
                                        "qemu-reverses-extensions",
                                        "extensions",
                                        "",
                                        "QEMU turns the order of extensions that it does not know around whenever it"
                                                + " rewrites the header")));
    }

    private static boolean isAboutOrder(Change change) {
        return change instanceof Change.Order
                || change instanceof Change.Extension extension
                        && extension.before().isEmpty()
                        && extension.after().filter(QemuRewrite::isUnknown).isPresent();
    }

    private static boolean isSame(HeaderExtension one, HeaderExtension other) {
        return one.magic() == other.magic() && one.data().equals(other.data());
    }

    private static boolean isAmong(List<HeaderExtension> extensions, String label) {
        return extensions.stream().anyMatch(each -> each.label().equals(label));
    }

    private static Optional<Problem> warning(String code, String field, String message) {
        return Optional.of(Problem.warning(code, field, "", message));
    }
}
