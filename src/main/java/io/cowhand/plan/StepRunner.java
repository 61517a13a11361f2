package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.diff.HeaderDiff;
import io.cowhand.expression.Scope;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.step.Step;
import io.cowhand.undo.UndoClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** Runs the steps on one header; keeps the current header and the changes that led to it. */
final class StepRunner {

    private static final String AUTOCLEAR = "autoclear";

    private final int windowLength;
    private final int firstCluster;
    private final List<PlannedChange> changes = new ArrayList<>();
    private final List<StepProblem> problems = new ArrayList<>();
    private final List<Overlay> overlays = new ArrayList<>();
    private final List<StepProblem> failedChecks = new ArrayList<>();
    /** Evaluates the expressions of a step. */
    private final BiFunction<Step, Scope, Choice> choosing;

    private Scope scope;
    /** The current header, encoded. */
    private Bytes window;

    private UndoClass undo = UndoClass.ANYTIME;
    private boolean knownToBeSound;

    /**
     * Creates a runner at the header as found.
     *
     * @param found the window of the image
     * @param choosing evaluates the expressions of a step
     */
    StepRunner(Scope scope, Bytes found, BiFunction<Step, Scope, Choice> choosing) {
        // If the cluster size is not valid, only the smallest cluster certainly belongs to the header.
        this(
                scope,
                found,
                scope.facts().header().windowLength(),
                scope.facts().header().clusterSize().orElse(HeaderCodec.MIN_WINDOW),
                choosing);
    }

    private StepRunner(
            Scope scope, Bytes window, int windowLength, int firstCluster, BiFunction<Step, Scope, Choice> choosing) {
        this.scope = scope;
        this.window = window;
        this.windowLength = windowLength;
        this.firstCluster = firstCluster;
        this.choosing = choosing;
    }

    /**
     * Returns a runner that continues where this one is, for an image for which it would be there, too.
     *
     * @param image what is known of that image as found
     * @param choosingFromNow evaluates the expressions of the further steps
     */
    StepRunner continuedFor(Scope image, BiFunction<Step, Scope, Choice> choosingFromNow) {
        StepRunner copy = new StepRunner(scopeOf(image), window, windowLength, firstCluster, choosingFromNow);
        copy.changes.addAll(changes);
        copy.problems.addAll(problems);
        copy.overlays.addAll(overlays);
        copy.failedChecks.addAll(failedChecks);
        copy.undo = undo;
        copy.knownToBeSound = knownToBeSound;
        return copy;
    }

    /** Returns what is known of an image as found, with the current header. */
    Scope scopeOf(Scope image) {
        return image.with(image.facts().with(header()));
    }

    HeaderImage header() {
        return facts().header();
    }

    /** Returns what is known of the image with the resulting header, as a reader of the file sees it. */
    Scope result() {
        return !overlays.isEmpty() && HeaderCodec.decode(resultWindow()) instanceof HeaderCodec.Decoded decoded
                ? scope.with(facts().with(decoded.header()))
                : scope;
    }

    private ImageFacts facts() {
        return scope.facts();
    }

    /** Returns all changes in the order of the steps, followed by those that belong to no step. */
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

    /** Returns a runner that starts from the result of this one; nothing if the result cannot be decoded. */
    Optional<StepRunner> restartFromResult() {
        boolean isReadable = overlays.isEmpty() || HeaderCodec.decode(resultWindow()) instanceof HeaderCodec.Decoded;
        if (!isReadable) {
            return Optional.empty();
        }
        StepRunner again = new StepRunner(result(), resultWindow(), windowLength, firstCluster, choosing);
        again.knownToBeSound = knownToBeSound && overlays.isEmpty();
        return Optional.of(again);
    }

    /** Returns the resulting window. */
    Bytes resultWindow() {
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
        return resultWindow().equals(window) ? undo : UndoClass.UNTOUCHED;
    }

    /** Runs all steps; returns the result of the step that stopped the run, or of the checks that failed, if any did. */
    Optional<ImagePlan> runUntilStopped(List<Step> steps) {
        Optional<ImagePlan> stopped = begin(steps);
        return stopped.isPresent() || failedChecks.isEmpty()
                ? stopped
                : Optional.of(new ImagePlan.Refused(failedChecks));
    }

    /** Runs the first steps; returns the result of the step that stopped the run, if any did. */
    Optional<ImagePlan> begin(List<Step> first) {
        for (Step step : first) {
            Optional<ImagePlan> stopped = runIfWanted(step);
            if (stopped.isPresent()) {
                return Optional.of(withFailedChecks(stopped.get()));
            }
        }
        return Optional.empty();
    }

    private ImagePlan withFailedChecks(ImagePlan stopped) {
        if (failedChecks.isEmpty() || !(stopped instanceof ImagePlan.Refused refused)) {
            return stopped;
        }
        List<StepProblem> all = new ArrayList<>(failedChecks);
        all.addAll(refused.problems());
        return new ImagePlan.Refused(all);
    }

    /** Clears unknown autoclear bits, a change that belongs to no step. */
    void clearAutoclearBits(long mask) {
        HeaderImage before = header();
        if (mask != 0) {
            HeaderImage after =
                    before.with(FeatureGroup.AUTOCLEAR.field(), before.get(FeatureGroup.AUTOCLEAR.field()) & ~mask);
            recordChanges(0, AUTOCLEAR, false, HeaderDiff.between(before, after));
            scope = scope.with(facts().with(after));
            window = after.encode();
            undo = undo.and(UndoClass.UNTOUCHED);
            knownToBeSound = false;
        }
    }

    private Optional<ImagePlan> runIfWanted(Step step) {
        Choice choice = choosing.apply(step, scope);
        if (choice.undecided().isPresent()) {
            return refused(step, List.of(choice.undecided().get()));
        }
        if (choice.edit().isEmpty()) {
            return Optional.empty();
        }
        HeaderEdit edit = choice.edit().get();
        return step.isCheck() ? check(step, edit) : run(step, edit);
    }

    /** Runs a check, which may not change anything; a refusal is kept until all steps have run. */
    private Optional<ImagePlan> check(Step step, HeaderEdit edit) {
        HeaderEdit.Outcome outcome;
        try {
            outcome = edit.edit(facts());
        } catch (VirtualMachineError notTheOperations) {
            throw notTheOperations;
        } catch (Throwable defect) {
            return refused(step, List.of(DoNoHarm.operationBug(defect.toString())));
        }
        if (outcome instanceof HeaderEdit.Refused refused) {
            refused.problems().forEach(problem -> failedChecks.add(problemOf(step, problem)));
            return Optional.empty();
        }
        boolean changes = outcome instanceof HeaderEdit.Patched
                || outcome instanceof HeaderEdit.Edited edited
                        && !edited.header().equals(header());
        return changes
                ? refused(step, List.of(DoNoHarm.operationBug("it is a check, but changes the header")))
                : handleOutcome(step, outcome);
    }

    private Optional<ImagePlan> run(Step step, HeaderEdit edit) {
        List<Problem> forbidden =
                step.unsafe() || knownToBeSound ? List.of() : DoNoHarm.problemsThatForbidEditing(facts());
        if (!forbidden.isEmpty()) {
            return refused(step, forbidden);
        }
        knownToBeSound = !step.unsafe();
        try {
            return handleOutcome(step, edit.edit(facts()));
        } catch (VirtualMachineError notTheOperations) {
            throw notTheOperations;
        } catch (Throwable defect) {
            return refused(step, List.of(DoNoHarm.operationBug(defect.toString())));
        }
    }

    private Optional<ImagePlan> handleOutcome(Step step, HeaderEdit.Outcome outcome) {
        if (outcome instanceof HeaderEdit.Refused refused) {
            return refused(step, refused.problems());
        }
        if (outcome instanceof HeaderEdit.NeedsFirstCluster) {
            return windowLength < firstCluster
                    ? Optional.of(new ImagePlan.NeedsWindow(firstCluster))
                    : refused(step, List.of(DoNoHarm.operationBug("it requests more than the first cluster")));
        }
        if (outcome instanceof HeaderEdit.Patched patched) {
            return addOverlay(step, patched);
        }
        HeaderEdit.Edited edited = (HeaderEdit.Edited) Objects.requireNonNull(outcome, "it has no outcome");
        for (Problem problem : edited.warnings()) {
            addProblem(step, problem);
        }
        if (edited.header() == header() || edited.header().equals(header())) {
            return Optional.empty();
        }
        List<Problem> misfit = DoNoHarm.layoutProblems(facts(), edited.header());
        if (!misfit.isEmpty()) {
            return refused(step, misfit);
        }
        if (edited.header().end() > Math.max(firstCluster, header().end())) {
            return refused(step, List.of(DoNoHarm.beyondFirstCluster()));
        }
        return edited.header().end() > windowLength
                ? needsWindow(step, edited.header().end())
                : adoptHeader(step, edited);
    }

    private Optional<ImagePlan> addOverlay(Step step, HeaderEdit.Patched patched) {
        long end = (long) patched.offset() + patched.bytes().length();
        if (!step.unsafe() || patched.offset() < 0) {
            return refused(step, List.of(DoNoHarm.operationBug("it lays bytes over the header, but is not unsafe")));
        }
        if (end > firstCluster) {
            return refused(step, List.of(DoNoHarm.outsideFirstCluster(end, firstCluster)));
        }
        if (end > windowLength) {
            return Optional.of(new ImagePlan.NeedsWindow((int) end));
        }
        overlays.add(new Overlay(step, patched.offset(), patched.bytes()));
        return Optional.empty();
    }

    /**
     * Requests a larger window, at most the first cluster as found, even if a previous step changed the cluster size.
     */
    private Optional<ImagePlan> needsWindow(Step step, int window) {
        return window <= firstCluster
                ? Optional.of(new ImagePlan.NeedsWindow(window))
                : refused(step, List.of(DoNoHarm.beyondFirstCluster()));
    }

    /** Decodes the new header again, so that the next step sees what a reader of the file would see. */
    private Optional<ImagePlan> adoptHeader(Step step, HeaderEdit.Edited edited) {
        Bytes encoded = edited.header().encode();
        if (encoded.length() != windowLength) {
            return refused(
                    step,
                    List.of(DoNoHarm.operationBug(
                            "it returned " + encoded.length() + " bytes for a window of " + windowLength)));
        }
        HeaderCodec.Decoding decoding = HeaderCodec.decode(encoded);
        if (decoding instanceof HeaderCodec.Incomplete incomplete) {
            return needsWindow(step, incomplete.window());
        }
        if (!(decoding instanceof HeaderCodec.Decoded decoded)) {
            return refused(step, List.of(DoNoHarm.operationBug("its result is not a qcow2 header")));
        }
        // Of equal headers the edited one, whose extensions have been decoded in part.
        HeaderImage after = decoded.header().equals(edited.header()) ? edited.header() : decoded.header();
        List<Problem> harm = step.unsafe() ? List.of() : DoNoHarm.newProblems(facts(), facts().with(after));
        if (!harm.isEmpty()) {
            return refused(step, harm);
        }
        // Changes are those of the edited header: how a reader interprets the new fields is not a change.
        List<Change> made = HeaderDiff.between(header(), edited.header());
        if (made.isEmpty() || DoNoHarm.hasStrayBytes(header(), edited.header())) {
            return refused(step, List.of(DoNoHarm.operationBug("it changed bytes that no change accounts for")));
        }
        recordChanges(step.number(), step.operation(), step.unsafe(), made);
        Optional<Problem> replaced = ReplacedFormat.warning(header(), edited.header());
        if (replaced.isPresent()) {
            addProblem(step, replaced.get());
        }
        undo = undo.and(UndoClassifier.of(step, header(), edited));
        scope = scope.with(facts().with(after));
        window = encoded;
        return Optional.empty();
    }

    private void recordChanges(int step, String operation, boolean unsafe, List<Change> made) {
        made.forEach(change -> changes.add(new PlannedChange(step, operation, unsafe, change)));
    }

    private void addProblem(Step step, Problem problem) {
        problems.add(problemOf(step, problem));
    }

    private static StepProblem problemOf(Step step, Problem problem) {
        return new StepProblem(step.number(), step.operation(), problem);
    }

    private static Optional<ImagePlan> refused(Step step, List<Problem> problems) {
        return Optional.of(new ImagePlan.Refused(
                problems.stream().map(problem -> problemOf(step, problem)).toList()));
    }
}
