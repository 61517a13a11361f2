package io.cowhand.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Scope;
import io.cowhand.fleet.StepProblem;
import io.cowhand.problem.Location;
import io.cowhand.problem.Severity;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.rule.BackingRule;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.HeaderBytes;
import io.cowhand.testing.Steps;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The warnings about backing files, each about the header that the plan leaves. */
class BackingWarningsTest {

    private static final HeaderBytes OVERLAY = HeaderBytes.v3(16).backing("base");
    private static final BackingFacts RAW = base("raw", 1 << 20, false);

    private static BackingFacts base(String format, long size, boolean isWritten, String... problems) {
        return new BackingFacts(true, "", "/srv/base", format, size, 1, List.of(problems), isWritten);
    }

    private static ImagePlan plan(HeaderBytes image, Function<ImageFacts, BackingFacts> backing, String... steps) {
        ImageFacts facts = image.facts();
        return new Planner(Steps.of(steps))
                .plan(
                        new Scope(facts, () -> "", backing, Map.of()),
                        facts.header().encode());
    }

    private static List<StepProblem> problems(ImagePlan plan) {
        if (plan instanceof ImagePlan.Edit edit) {
            return edit.problems();
        }
        return plan instanceof ImagePlan.Unchanged unchanged
                ? unchanged.problems()
                : ((ImagePlan.Refused) plan).problems();
    }

    private static List<String> codes(ImagePlan plan) {
        return problems(plan).stream().map(each -> each.problem().code()).toList();
    }

    private static HeaderBytes with(String format) {
        return OVERLAY.extension(FirstCluster.BACKING_FORMAT, format);
    }

    private static final String NOTHING = "{op: remove-labels, keys: [x]}";

    @ParameterizedTest
    @CsvSource({
        "raw, raw, false",
        "file, raw, false",
        "host_device, raw, false",
        "qcow2, qcow2, false",
        "vpc, raw, false",
        "bochs, raw, false",
        "raw, qcow2, true",
        "file, luks, true",
        "qcow2, raw, true",
        "qcow2, vmdk, true",
        "vmdk, raw, true",
        "bochs, qcow2, true"
    })
    void aFormatThatTheBaseCannotHaveIsWarnedOf(String declared, String actual, boolean isWrong) {
        ImagePlan plan = plan(with(declared), header -> base(actual, 1 << 20, false), NOTHING);
        assertThat(plan).isInstanceOf(ImagePlan.Unchanged.class);
        assertThat(codes(plan)).isEqualTo(isWrong ? List.of("backing-format-mismatch") : List.of());
    }

    @Test
    void aWarningNamesFieldAndValue() {
        StepProblem found = problems(plan(with("raw"), header -> base("qcow2", 1 << 20, false), NOTHING))
                .get(0);
        assertThat(found.step()).isZero();
        assertThat(found.problem().severity()).isEqualTo(Severity.WARNING);
        Location.InHeader at = (Location.InHeader) found.problem().location();
        assertThat(at.field()).isEqualTo("backing-format");
        assertThat(at.value()).isEqualTo(Value.of("raw"));
        assertThat(found.problem().message())
                .isEqualTo("the backing format is raw, but /srv/base is qcow2: guests see garbage");
    }

    @ParameterizedTest
    @CsvSource({
        "raw, 1048576, ''",
        "raw, 1048575, ''",
        "raw, 1048064, backing-file-smaller",
        "raw, 1048577, backing-file-larger",
        "qcow2, 1048577, ''",
        "qcow2, 1048575, backing-file-smaller",
        "qcow2, -1, backing-file-larger",
        "vmdk, 65536, ''"
    })
    void sizesAreComparedInSectorsWhereTheyAreKnown(String format, long size, String code) {
        ImagePlan plan = plan(with(format), header -> base(format, size, false), NOTHING);
        assertThat(codes(plan)).isEqualTo(code.isEmpty() ? List.of() : List.of(code));
    }

    @Test
    void aBaseThatIsMissingOrWrittenToIsWarnedOf() {
        assertThat(problems(plan(OVERLAY, header -> BackingFacts.missing("is not there"), NOTHING)))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.problem().code()).isEqualTo("backing-not-found");
                    assertThat(found.problem().message()).isEqualTo("the backing file is not there");
                    assertThat(((Location.InHeader) found.problem().location()).value())
                            .isEqualTo(Value.of("base"));
                });
        assertThat(codes(plan(OVERLAY, header -> base("raw", 1 << 20, true), NOTHING)))
                .containsExactly("backing-file-written");
    }

    @Test
    void nothingIsSaidWhereNobodyLooksOrNoBackingFileIsNamed() {
        assertThat(codes(plan(OVERLAY, header -> BackingFacts.NONE, NOTHING))).isEmpty();
        assertThat(codes(plan(HeaderBytes.v3(16), header -> BackingFacts.missing("x"), NOTHING)))
                .isEmpty();
    }

    @Test
    void aLoopIsRefused() {
        ImagePlan plan = plan(OVERLAY, header -> base("raw", 1 << 20, false, BackingRule.LOOP.code()), NOTHING);
        assertThat(plan).isInstanceOf(ImagePlan.Refused.class);
        assertThat(codes(plan)).containsExactly("backing-loop");
        assertThat(codes(plan(
                        OVERLAY, header -> base("raw", 1 << 20, false, BackingRule.CHAIN_TOO_LONG.code()), NOTHING)))
                .containsExactly("backing-chain-too-long");
    }

    @Test
    void theHeaderThatThePlanLeavesIsCompared() {
        Function<ImageFacts, BackingFacts> backing =
                facts -> facts.header().backingName().orElseThrow().display().equals("new")
                        ? RAW
                        : base("raw", 1 << 20, false, BackingRule.LOOP.code());
        ImagePlan plan = plan(OVERLAY, backing, "{op: set-backing, file: new, format: qcow2}");
        assertThat(plan).isInstanceOf(ImagePlan.Edit.class);
        assertThat(codes(plan)).containsExactly("backing-format-mismatch");

        ImagePlan poked =
                plan(with("raw"), facts -> RAW, "{op: poke, offset: 24, hex: '0000000000200000', unsafe: true}");
        assertThat(codes(poked)).contains("backing-file-smaller");
    }
}
