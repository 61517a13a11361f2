package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.diff.HeaderDiff;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.Step;
import io.cowhand.operation.UndoClassifier;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.undo.UndoClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One image's way through the steps: the header so far, and what led there. */
final class StepRunner {

    private static final String AUTOCLEAR = "autoclear";

    private final int windowLength;
    private final int firstCluster;
    private final List<PlannedChange> changes = new ArrayList<>();
    private final List<StepProblem> problems = new ArrayList<>();
    private final List<Overlay> overlays = new ArrayList<>();
    private ImageFacts facts;
    /** The header so far, encoded. */
    private Bytes window;

    private UndoClass undo = UndoClass.ANYTIME;
    private boolean knownToBeSound;

    /**
     * The way of an image.
     *
     * @param found its window, as it is
     */
    StepRunner(ImageFacts facts, Bytes found) {
        this.facts = facts;
        this.window = found;
        this.windowLength = facts.header().windowLength();
        // Where the header does not say how large clusters are, no more than the smallest one is the header's for sure.
        this.firstCluster = facts.header().clusterSize().orElse(HeaderCodec.MIN_WINDOW);
    }

    HeaderImage header() {
        return facts.header();
    }

    /** All changes in the order of the steps, and then what is nobody's step. */
    List<PlannedChange> changes() {
        if (overlays.isEmpty()) {
            return List.copyOf(changes);
        }
        List<PlannedChange> all = new ArrayList<>(changes);
        Bytes laidOver = window;
        for (Overlay overlay : overlays) {
            overlay.change(laidOver).ifPresent(all::add);
            laidOver = overlay.over(laidOver);
        }
        all.sort(Comparator.comparingInt(change -> change.step() == 0 ? Integer.MAX_VALUE : change.step()));
        return all;
    }

    /** Whether bytes lie over the header, which then is not what a reader of the result would see. */
    boolean hasOverlays() {
        return !overlays.isEmpty();
    }

    /** The way of the image that this one leads to. */
    StepRunner next() {
        return new StepRunner(facts, window);
    }

    /** The window as it shall be. */
    Bytes result() {
        Bytes laidOver = window;
        for (Overlay overlay : overlays) {
            laidOver = overlay.over(laidOver);
        }
        return laidOver;
    }

    List<StepProblem> problems() {
        return problems;
    }

    UndoClass undo() {
        return result().equals(window) ? undo : UndoClass.UNTOUCHED;
    }

    /** Runs the steps; answers with what stopped them, if anything did. */
    Optional<ImagePlan> run(List<Step> steps) {
        for (Step step : steps) {
            Optional<ImagePlan> stopped = run(step);
            if (stopped.isPresent()) {
                return stopped;
            }
        }
        return Optional.empty();
    }

    /** Clears unknown autoclear bits, which is nobody's step. */
    void clearAutoclear(long mask) {
        HeaderImage before = header();
        if (mask != 0) {
            HeaderImage after =
                    before.with(FeatureGroup.AUTOCLEAR.field(), before.get(FeatureGroup.AUTOCLEAR.field()) & ~mask);
            recordChanges(0, AUTOCLEAR, false, HeaderDiff.between(before, after));
            facts = facts.with(after);
            window = after.encode();
            undo = undo.and(UndoClass.UNTOUCHED);
        }
    }

    private Optional<ImagePlan> run(Step step) {
        List<Problem> forbidden = step.unsafe() || knownToBeSound ? List.of() : DoNoHarm.forbidding(facts);
        if (!forbidden.isEmpty()) {
            return refused(step, forbidden);
        }
        knownToBeSound = !step.unsafe();
        try {
            return handleOutcome(step, step.edit().edit(facts));
        } catch (VirtualMachineError notTheOperations) {
            throw notTheOperations;
        } catch (Throwable defect) {
            return refused(step, List.of(DoNoHarm.unclaimed(defect.toString())));
        }
    }

    private Optional<ImagePlan> handleOutcome(Step step, HeaderEdit.Outcome outcome) {
        if (outcome instanceof HeaderEdit.Refused refused) {
            return refused(step, refused.problems());
        }
        if (outcome instanceof HeaderEdit.NeedsFirstCluster) {
            return windowLength < firstCluster
                    ? Optional.of(new ImagePlan.NeedsWindow(firstCluster))
                    : refused(step, List.of(DoNoHarm.unclaimed("it asks for more than the first cluster")));
        }
        if (outcome instanceof HeaderEdit.Overlaid overlaid) {
            return overlay(step, overlaid);
        }
        HeaderEdit.Edited edited = (HeaderEdit.Edited) Objects.requireNonNull(outcome, "it has no outcome");
        for (Problem problem : edited.warnings()) {
            addProblem(step, problem);
        }
        if (edited.header() == header() || edited.header().equals(header())) {
            return Optional.empty();
        }
        List<Problem> misfit = DoNoHarm.misfit(facts, edited.header());
        if (!misfit.isEmpty()) {
            return refused(step, misfit);
        }
        if (edited.header().end() > Math.max(firstCluster, header().end())) {
            return refused(step, List.of(DoNoHarm.beyondFirstCluster()));
        }
        return edited.header().end() > windowLength
                ? needsWindow(step, edited.header().end())
                : adopt(step, edited);
    }

    private Optional<ImagePlan> overlay(Step step, HeaderEdit.Overlaid overlaid) {
        long end = (long) overlaid.offset() + overlaid.bytes().length();
        if (!step.unsafe() || overlaid.offset() < 0) {
            return refused(step, List.of(DoNoHarm.unclaimed("it lays bytes over the header, but is not unsafe")));
        }
        if (end > firstCluster) {
            return refused(step, List.of(DoNoHarm.outsideFirstCluster(end, firstCluster)));
        }
        if (end > windowLength) {
            return Optional.of(new ImagePlan.NeedsWindow((int) end));
        }
        overlays.add(new Overlay(step, overlaid.offset(), overlaid.bytes()));
        return Optional.empty();
    }

    /** A step before may have changed the cluster size, but what is there to be read has not become more by that. */
    private Optional<ImagePlan> needsWindow(Step step, int window) {
        return window <= firstCluster
                ? Optional.of(new ImagePlan.NeedsWindow(window))
                : refused(step, List.of(DoNoHarm.beyondFirstCluster()));
    }

    /** Takes the new header apart again, so that the next step sees what a reader of the file would see. */
    private Optional<ImagePlan> adopt(Step step, HeaderEdit.Edited edited) {
        Bytes encoded = edited.header().encode();
        if (encoded.length() != windowLength) {
            return refused(
                    step,
                    List.of(DoNoHarm.unclaimed(
                            "it returned " + encoded.length() + " bytes for a window of " + windowLength)));
        }
        HeaderCodec.Decoding decoding = HeaderCodec.decode(encoded);
        if (decoding instanceof HeaderCodec.Incomplete incomplete) {
            return needsWindow(step, incomplete.window());
        }
        if (!(decoding instanceof HeaderCodec.Decoded decoded)) {
            return refused(step, List.of(DoNoHarm.unclaimed("its result is no qcow2 header")));
        }
        HeaderImage after = decoded.header();
        List<Problem> harm = step.unsafe() ? List.of() : DoNoHarm.newHarm(facts, facts.with(after));
        if (!harm.isEmpty()) {
            return refused(step, harm);
        }
        // Of the header as edited: what a reader makes of the new fields is no change of its own.
        List<Change> made = HeaderDiff.between(header(), edited.header());
        if (made.isEmpty() || DoNoHarm.hasStrayBytes(header(), edited.header())) {
            return refused(step, List.of(DoNoHarm.unclaimed("it changed bytes that no change accounts for")));
        }
        recordChanges(step.number(), step.operation(), step.unsafe(), made);
        Optional<Problem> replaced = ReplacedFormat.warning(header(), edited.header());
        if (replaced.isPresent()) {
            addProblem(step, replaced.get());
        }
        undo = undo.and(UndoClassifier.of(step, header(), edited));
        facts = facts.with(after);
        window = encoded;
        return Optional.empty();
    }

    private void recordChanges(int step, String operation, boolean unsafe, List<Change> made) {
        made.forEach(change -> changes.add(new PlannedChange(step, operation, unsafe, change)));
    }

    private void addProblem(Step step, Problem problem) {
        problems.add(new StepProblem(step.number(), step.operation(), problem));
    }

    private static Optional<ImagePlan> refused(Step step, List<Problem> problems) {
        return Optional.of(new ImagePlan.Refused(problems.stream()
                .map(problem -> new StepProblem(step.number(), step.operation(), problem))
                .toList()));
    }
}
