package io.cowhand.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Expression;
import io.cowhand.expression.ExpressionCompiler;
import io.cowhand.expression.Scope;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.step.Condition;
import io.cowhand.step.Step;
import io.cowhand.step.StepEdit;
import io.cowhand.testing.HeaderBytes;
import io.cowhand.testing.Steps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which images share a plan; that a shared plan is the right one is tested with each operation. */
class PlanCacheTest {

    private static final HeaderImage HEADER = HeaderBytes.v3(16)
            .extension(0xe2792acaL, "qcow2")
            .backing("/srv/base.qcow2")
            .facts()
            .header();

    /** An edit that is one object for all images. */
    private static final HeaderEdit SAME = facts -> HeaderEdit.edited(facts.header());

    /** The images of which the edit was asked. */
    private final List<ImageFacts> asked = new ArrayList<>();

    private ImagePlan plan(PlanCache plans, String folder, String file, long size) {
        ImageFacts facts = new ImageFacts(
                HEADER, size, folder + "/" + file, folder, Optional.empty(), Optional.empty(), List.of());
        return plans.plan(Scope.of(facts), HEADER.encode());
    }

    private PlanCache plans(HeaderEdit edit) {
        return new PlanCache(new Planner(List.of(new Step(1, "x", false, facts -> {
            asked.add(facts);
            return edit.edit(facts);
        }))));
    }

    @Test
    void imagesWithEqualHeadersArePlannedOnce() {
        Step move = Steps.of("{op: move-backing, from: /srv, to: /mnt}").get(0);
        PlanCache plans = plans(facts -> move.edit().of(Scope.of(facts)).edit(facts));
        ImagePlan first = plan(plans, "/a", "vm", 65_536);

        assertThat(first).isInstanceOf(ImagePlan.Edit.class);
        assertThat(plan(plans, "/b", "other", 1 << 20)).isSameAs(first);
        assertThat(asked).hasSize(1);
        // The file ends within its first cluster, or would back itself.
        assertThat(plan(plans, "/b", "other", 65_535)).isInstanceOf(ImagePlan.Refused.class);
        assertThat(plan(plans, "/mnt", "base.qcow2", 1 << 20)).isInstanceOf(ImagePlan.Refused.class);
        assertThat(plan(plans, "/b", "base.qcow2", 1 << 20)).isEqualTo(first);
    }

    @Test
    void anEditThatAsksForANameOrASizeIsAskedForEachOfThem() {
        PlanCache ofPaths = plans(facts -> labelled(facts, facts.path()));
        PlanCache ofFolders = plans(facts -> labelled(facts, facts.directory()));
        PlanCache ofFiles = plans(facts -> labelled(facts, facts.fileName()));
        PlanCache ofSizes = plans(facts -> labelled(facts, "" + facts.fileSize()));
        for (PlanCache plans : List.of(ofPaths, ofFolders, ofFiles, ofSizes)) {
            for (String folder : List.of("/a", "/b")) {
                for (String file : List.of("1", "2")) {
                    for (long size : new long[] {65_536, 65_537}) {
                        asked.clear();
                        ImagePlan plan = plan(plans, folder, file, size);
                        String wanted = plans == ofPaths
                                ? folder + "/" + file
                                : plans == ofFolders ? folder : plans == ofFiles ? file : "" + size;
                        assertThat(((ImagePlan.Edit) plan).result().display()).contains("<" + wanted + ">");
                    }
                }
            }
        }
    }

    private static HeaderEdit.Outcome labelled(ImageFacts facts, String text) {
        return HeaderEdit.edited(facts.header().with(Bytes.utf8("<" + text + ">")));
    }

    /** A step that labels images with something else than their facts. */
    private PlanCache labelledWith(Function<Scope, String> text, String variable) {
        StepEdit edit = new StepEdit() {
            @Override
            public HeaderEdit of(Scope scope) {
                asked.add(scope.facts());
                String label = text.apply(scope);
                return facts -> labelled(facts, label);
            }

            @Override
            public Set<String> reads() {
                return Set.of(variable);
            }
        };
        return new PlanCache(new Planner(List.of(new Step(1, "x", false, false, Optional.empty(), edit))));
    }

    private static Scope scope(BackingFacts backing, String owner) {
        return new Scope(new ImageFacts(HEADER, 65_536, "/a/vm"), () -> "", facts -> backing, Map.of("owner", owner));
    }

    private static String label(ImagePlan plan) {
        return ((ImagePlan.Edit) plan).result().display().replaceAll("(?s).*<(.*)>.*", "$1");
    }

    @Test
    void whatAnInventorySaysIsPlannedForEachImage() {
        PlanCache plans = labelledWith(scope -> scope.row().get("owner") + "", "row");
        for (String owner : List.of("me", "you", "me")) {
            assertThat(label(plans.plan(scope(BackingFacts.NONE, owner), HEADER.encode())))
                    .isEqualTo(owner);
        }
    }

    @Test
    void imagesShareAPlanIfTheirBackingFilesAreAlike() {
        PlanCache plans = labelledWith(scope -> scope.backingFacts().format(), "backing");
        BackingFacts raw = new BackingFacts(true, "", "/srv/base", "raw", 512, 1, List.of(), false);
        BackingFacts qcow2 = new BackingFacts(true, "", "/srv/base", "qcow2", 512, 1, List.of(), false);
        for (BackingFacts each : List.of(raw, qcow2, BackingFacts.missing("is not there"), BackingFacts.NONE, raw)) {
            Scope scope = scope(each, "");
            assertThat(label(plans.plan(scope, HEADER.encode()))).isEqualTo(each.format());
            int before = asked.size();
            plans.plan(scope, HEADER.encode());
            assertThat(asked).hasSize(before);
        }
    }

    /** A step that labels images with their names, after one that does not depend on them. */
    private List<Step> namedAfterMove() {
        StepEdit move =
                Steps.of("{op: move-backing, from: /srv, to: /mnt}").get(0).edit();
        StepEdit name = new StepEdit() {
            @Override
            public HeaderEdit of(Scope scope) {
                Bytes file = Bytes.utf8(scope.facts().fileName());
                return facts -> HeaderEdit.edited(facts.header().with(List.of(HeaderExtension.of(7, file))));
            }

            @Override
            public Set<String> reads() {
                return Set.of("name");
            }
        };
        return List.of(
                new Step(1, "move", false, false, Optional.empty(), scope -> {
                    asked.add(scope.facts());
                    return move.of(scope);
                }),
                new Step(2, "name", false, false, Optional.empty(), name));
    }

    @Test
    void theStepsBeforeTheFirstThatReadsTheNameAreRunOnce() {
        PlanCache plans = new PlanCache(new Planner(namedAfterMove()));
        for (String file : List.of("one", "other", "third")) {
            int before = asked.size();
            ImagePlan plan = plan(plans, "/a", file, 65_536);

            // The steps run once more on their result, which is another header for each image.
            assertThat(asked).hasSize(before + (before == 0 ? 2 : 1));
            assertThat(plan)
                    .isEqualTo(new Planner(namedAfterMove()).plan(new ImageFacts(HEADER, 65_536, "/a/" + file)));
            assertThat(((ImagePlan.Edit) plan).result().display()).contains(file, "/mnt/base.qcow2");
            asked.remove(asked.size() - 1);
        }
    }

    @Test
    void whatTheFirstStepsAskForDecidesWhoSharesThem() {
        PlanCache plans = new PlanCache(new Planner(namedAfterMove()));
        assertThat(plan(plans, "/a", "one", 65_536)).isInstanceOf(ImagePlan.Edit.class);
        assertThat(plan(plans, "/a", "one", 65_535)).isInstanceOf(ImagePlan.Refused.class);
        assertThat(plan(plans, "/mnt", "base.qcow2", 65_536)).isInstanceOf(ImagePlan.Refused.class);
        assertThat(plan(plans, "/a", "one", 65_536)).isInstanceOf(ImagePlan.Edit.class);
    }

    @Test
    void aConditionOnEachImageLetsTheOthersShareTheSteps() {
        Expression onRow = (Expression) new ExpressionCompiler(Map.of(), Set.of()).compile("row.owner == 'me'");
        Step move = Steps.of("{op: move-backing, from: /srv, to: /mnt}").get(0);
        PlanCache plans = new PlanCache(new Planner(
                List.of(new Step(1, "move", false, false, Optional.empty(), scope -> {
                    asked.add(scope.facts());
                    return move.edit().of(scope);
                })),
                Optional.of(new Condition(onRow, "where"))));
        for (String owner : List.of("me", "you", "me")) {
            assertThat(plans.plan(scope(BackingFacts.NONE, owner), HEADER.encode()))
                    .isInstanceOf(owner.equals("me") ? ImagePlan.Edit.class : ImagePlan.Skipped.class);
        }
        assertThat(asked).hasSize(2); // for the first image: the steps, and once more on their result
    }

    /** Steps of which the second sets a label to what an inventory says, by an edit that is one object for equal values. */
    private List<Step> labelledWithOwner() {
        Map<String, HeaderEdit> bound = new HashMap<>();
        StepEdit label = new StepEdit() {
            @Override
            public HeaderEdit of(Scope scope) {
                return bound.computeIfAbsent(scope.row().get("owner") + "", owner -> facts -> {
                    asked.add(facts);
                    return labelled(facts, owner);
                });
            }

            @Override
            public Set<String> reads() {
                return Set.of("row");
            }
        };
        Step move = Steps.of("{op: move-backing, from: /srv, to: /mnt}").get(0);
        return List.of(move, new Step(2, "label", false, false, Optional.empty(), label));
    }

    @Test
    void imagesForWhichTheSameIsChosenShareAPlan() {
        PlanCache plans = new PlanCache(new Planner(labelledWithOwner()));
        for (String owner : List.of("me", "you", "me", "you", "them")) {
            assertThat(label(plans.plan(scope(BackingFacts.NONE, owner), HEADER.encode())))
                    .isEqualTo(owner);
        }
        assertThat(asked).hasSize(3 * 2); // each owner's label is set, and once more on the result
    }

    @Test
    void imagesShareAPlanEvenIfTheirNamesDifferWhereTheSameIsChosen() {
        Map<String, HeaderEdit> bound = new HashMap<>();
        StepEdit label = new StepEdit() {
            @Override
            public HeaderEdit of(Scope scope) {
                String initial = scope.facts().fileName().substring(0, 1);
                return bound.computeIfAbsent(initial, text -> facts -> {
                    asked.add(facts);
                    return labelled(facts, text);
                });
            }

            @Override
            public Set<String> reads() {
                return Set.of("name");
            }
        };
        PlanCache plans =
                new PlanCache(new Planner(List.of(new Step(1, "label", false, false, Optional.empty(), label))));
        for (String file : List.of("anna", "alice", "berta", "anton", "bob")) {
            assertThat(label(plan(plans, "/a", file, 65_536))).isEqualTo(file.substring(0, 1));
        }
        assertThat(asked).hasSize(2 * 2);
    }

    @Test
    void aLaterChoiceCounts() {
        Expression second = (Expression) new ExpressionCompiler(Map.of(), Set.of()).compile("row.owner != 'me'");
        List<Step> steps = new ArrayList<>(labelledWithOwner());
        Step move = Steps.of("{op: move-backing, from: /mnt, to: /opt}").get(0);
        StepEdit alike = new StepEdit() {
            @Override
            public HeaderEdit of(Scope scope) {
                return SAME;
            }

            @Override
            public Set<String> reads() {
                return Set.of("row");
            }
        };
        steps.set(1, new Step(2, "alike", false, false, Optional.empty(), alike));
        steps.add(new Step(3, "move", false, false, Optional.of(new Condition(second, "when")), move.edit()));
        PlanCache plans = new PlanCache(new Planner(steps));
        for (String owner : List.of("me", "you", "me", "you")) {
            ImagePlan plan = plans.plan(scope(BackingFacts.NONE, owner), HEADER.encode());
            assertThat(((ImagePlan.Edit) plan).result().display())
                    .contains(owner.equals("me") ? "/mnt/base.qcow2" : "/opt/base.qcow2");
        }
    }
}
