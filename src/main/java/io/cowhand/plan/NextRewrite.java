package io.cowhand.plan;

import io.cowhand.diff.Change;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.QemuRewrite;
import java.util.ArrayList;
import java.util.List;

/** Warns of what a recipe does that QEMU undoes as soon as it writes the header anew. */
final class NextRewrite {

    private NextRewrite() {}

    /**
     * What will not last.
     *
     * @param header the header as it shall be
     * @param changes what leads to it
     */
    static List<Remark> warnings(HeaderImage header, List<PlannedChange> changes) {
        boolean concerned = changes.stream()
                .anyMatch(planned ->
                        planned.change() instanceof Change.Extension || planned.change() instanceof Change.Order);
        if (!concerned || !header.isLayoutKnown()) {
            return List.of();
        }
        List<HeaderExtension> kept = QemuRewrite.of(header).extensions();
        List<Remark> warnings = new ArrayList<>();
        for (PlannedChange planned : changes) {
            if (planned.change() instanceof Change.Extension extension
                    && extension.after().filter(header.extensions()::contains).isPresent()
                    && kept.stream()
                            .noneMatch(each -> isSame(each, extension.after().orElseThrow()))) {
                warnings.add(warning(
                        planned,
                        "qemu-drops-extension",
                        extension.label(),
                        "QEMU drops this extension, or replaces it by its own, when it next rewrites the header"));
            }
        }
        changes.stream()
                .filter(planned -> isAboutOrder(planned.change()))
                .limit(
                        header.extensions().stream()
                                                .filter(QemuRewrite::isUnknown)
                                                .count()
                                        < 2
                                ? 0
                                : 1)
                .map(
                        planned -> warning(
                                planned,
                                "qemu-reverses-extensions",
                                "extensions",
                                "QEMU turns the order of extensions that it does not know around whenever it rewrites the header"))
                .forEach(warnings::add);
        return warnings;
    }

    private static boolean isSame(HeaderExtension one, HeaderExtension other) {
        return one.magic() == other.magic() && one.data().equals(other.data());
    }

    private static boolean isAboutOrder(Change change) {
        return change instanceof Change.Order
                || change instanceof Change.Extension extension
                        && extension.before().isEmpty()
                        && extension.after().filter(QemuRewrite::isUnknown).isPresent();
    }

    private static Remark warning(PlannedChange planned, String code, String field, String message) {
        return new Remark(planned.step(), planned.operation(), Problem.warning(code, field, "", message));
    }
}
