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
import org.jspecify.annotations.Nullable;

/** Warns of what a recipe does that QEMU undoes when it next rewrites the header. */
final class NextRewrite {

    private final HeaderImage header;
    /** The extensions after the rewrite; null as long as nobody has asked for them. */
    private @Nullable List<HeaderExtension> kept;

    private NextRewrite(HeaderImage header) {
        this.header = header;
    }

    /**
     * Returns a warning for each change that will not last.
     *
     * @param header the resulting header
     * @param changes the changes that lead to it
     */
    static List<StepProblem> warnings(HeaderImage header, List<PlannedChange> changes) {
        if (!mayBeUndone(changes) || !header.isLayoutKnown()) {
            return List.of();
        }
        NextRewrite next = new NextRewrite(header);
        List<StepProblem> warnings = new ArrayList<>();
        for (PlannedChange planned : changes) {
            Optional<Problem> undone = next.undoneByRewrite(planned.change());
            if (undone.isPresent()) {
                warnings.add(new StepProblem(planned.step(), planned.operation(), undone.get()));
            }
        }
        next.reversedByRewrite(changes).ifPresent(warnings::add);
        return warnings;
    }

    /** Returns whether any change is to something other than a field or a name, which QEMU always keeps. */
    private static boolean mayBeUndone(List<PlannedChange> changes) {
        for (PlannedChange planned : changes) {
            if (!(planned.change() instanceof Change.Field || planned.change() instanceof Change.BackingFile)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Problem> undoneByRewrite(Change change) {
        if (change instanceof Change.Feature feature) {
            boolean cleared = feature.bit().group() == FeatureGroup.AUTOCLEAR
                    && KnownFeature.find(feature.bit()).isEmpty()
                    && header.has(feature.bit());
            return cleared
                    ? warning(
                            ProblemCode.QEMU_CLEARS_BIT,
                            feature.name(),
                            "QEMU clears this bit, which it does not know, when it next opens the image for writing")
                    : Optional.empty();
        }
        if (!(change instanceof Change.Extension extension)) {
            return Optional.empty();
        }
        if (extension.after().isPresent()
                && header.extensions().contains(extension.after().get())) {
            return isKept(extension.after().get())
                    ? Optional.empty()
                    : warning(
                            ProblemCode.QEMU_DROPS_EXTENSION,
                            extension.label(),
                            "QEMU drops this extension, or replaces it with its own, when it next rewrites the header");
        }
        boolean again = !isAmong(header.extensions(), extension.label()) && isAmong(kept(), extension.label());
        return again
                ? warning(
                        ProblemCode.QEMU_WRITES_EXTENSION,
                        extension.label(),
                        "QEMU writes this extension again when it next rewrites the header")
                : Optional.empty();
    }

    /** Returns one warning for all extensions together, at the first step that changes their order. */
    private Optional<StepProblem> reversedByRewrite(List<PlannedChange> changes) {
        int carried = 0;
        for (HeaderExtension extension : header.extensions()) {
            carried += extension.isCarried() ? 1 : 0;
        }
        return carried < 2
                ? Optional.empty()
                : changes.stream()
                        .filter(planned -> isAboutOrder(planned.change()))
                        .findFirst()
                        .map(planned -> new StepProblem(
                                planned.step(),
                                planned.operation(),
                                Problem.warning(
                                        ProblemCode.QEMU_REVERSES_EXTENSIONS,
                                        "extensions",
                                        "",
                                        "QEMU reverses the order of extensions that it does not know each time it"
                                                + " rewrites the header")));
    }

    private static boolean isAboutOrder(Change change) {
        return change instanceof Change.Order
                || change instanceof Change.Extension extension
                        && extension.before().isEmpty()
                        && extension.after().filter(HeaderExtension::isCarried).isPresent();
    }

    private List<HeaderExtension> kept() {
        List<HeaderExtension> known = kept;
        if (known == null) {
            known = QemuRewrite.of(header).extensions();
            kept = known;
        }
        return known;
    }

    private boolean isKept(HeaderExtension extension) {
        if (extension.isCarried()) {
            return true;
        }
        for (HeaderExtension each : kept()) {
            if (each.magic() == extension.magic() && each.data().equals(extension.data())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAmong(List<HeaderExtension> extensions, String label) {
        return extensions.stream().anyMatch(each -> each.label().equals(label));
    }

    private static Optional<Problem> warning(String code, String field, String message) {
        return Optional.of(Problem.warning(code, field, "", message));
    }
}
