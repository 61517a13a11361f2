package io.cowhand.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.cowhand.bytes.Bytes;
import io.cowhand.expression.Scope;
import io.cowhand.plan.PlanCache;
import io.cowhand.plan.Planner;
import io.cowhand.plan.UndoClassifier;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.step.Step;
import io.cowhand.testing.HeaderBytes;
import io.cowhand.testing.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every built-in operation by itself, on headers in memory. */
class OperationTableTest {

    private static final String SERVICES = "/META-INF/services/io.cowhand.operation.OperationHandler";

    static Stream<OperationRows.Good> good() {
        return Stream.of(OperationRows.GOOD, OperationRows.AGAIN, OperationRows.REFUSED_AGAIN)
                .flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void anOperationChangesWhatItSaysAndNothingElse(OperationRows.Good row) {
        Step step = Steps.of(row.step()).get(0);
        ImageFacts before = row.before().facts();
        HeaderEdit.Outcome outcome = step.edit().of(Scope.of(before)).edit(before);
        assertThat(result(outcome, before)).isEqualTo(window(row.after(), row.before()));
        if (outcome instanceof HeaderEdit.Edited edited) {
            assertThat(UndoClassifier.of(step, before.header(), edited)).isEqualTo(row.undo());
        }
    }

    /** Images with equal headers share a plan, unless their names or sizes matter. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void aPlanThatIsSharedIsTheOneThatEachImageWouldGet(OperationRows.Good row) {
        List<Step> steps = Steps.of(row.step());
        PlanCache shared = new PlanCache(new Planner(steps));
        HeaderImage header = row.before().facts().header();
        for (int round = 0; round < 2; round++) {
            for (String file : List.of("vm", "base", "vm2")) {
                for (String folder : List.of("/images", "/mnt/old/a", "/mnt/new/a", "/dev")) {
                    for (long size : new long[] {0, 512, 65_535, 65_536, 1 << 30}) {
                        Scope scope = Scope.of(new ImageFacts(
                                header,
                                size,
                                folder + "/" + file + ".qcow2",
                                folder,
                                Optional.empty(),
                                Optional.empty(),
                                List.of()));
                        assertThat(shared.plan(scope, header.encode()))
                                .isEqualTo(new Planner(steps).plan(scope, header.encode()));
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("io.cowhand.operation.OperationRows#GOOD")
    void applyingItAgainChangesNothing(OperationRows.Good row) {
        ImageFacts before = row.before().facts();
        Bytes once = result(outcome(row.step(), before), before);
        ImageFacts after = before.with(((HeaderCodec.Decoded) HeaderCodec.decode(once)).header());
        assertThat(result(outcome(row.step(), after), after)).isEqualTo(once);
        ImageFacts wanted = row.after().facts();
        assertThat(result(outcome(row.step(), wanted), wanted))
                .isEqualTo(wanted.header().encode());
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("io.cowhand.operation.OperationRows#AGAIN")
    void theExceptionsChangeSomethingAgain(OperationRows.Good row) {
        ImageFacts once = row.after().facts();
        assertThat(edited(row.step(), once).header()).isNotEqualTo(once.header());
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("io.cowhand.operation.OperationRows#WARNED")
    void whatAUserShouldKnowIsAWarning(OperationRows.Warned row) {
        assertThat(edited(row.step(), row.image().facts()).warnings())
                .extracting(Problem::code)
                .isEqualTo(row.codes());
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("io.cowhand.operation.OperationRows#REFUSED_AGAIN")
    void thoseThatSayFailRefuseTheSecondTime(OperationRows.Good row) {
        assertThat(outcome(row.step(), row.after().facts())).isInstanceOf(HeaderEdit.Refused.class);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("io.cowhand.operation.OperationRows#REFUSED")
    void anImageThatMustNotBeChangedSoIsRefused(OperationRows.Refused row) {
        assertThat(outcome(row.step(), row.image().facts()))
                .isInstanceOfSatisfying(
                        HeaderEdit.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> assertThat(problem.code()).isEqualTo(row.code())));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("io.cowhand.operation.OperationRows#INVALID")
    void argumentsThatCannotBeMeantDoNotBind(OperationRows.Invalid row) {
        assertThat(Steps.bind(row.step()))
                .isInstanceOfSatisfying(
                        Binding.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .satisfies(problem ->
                                        assertThat(problem.argument()).isEqualTo(row.argument()))
                                .satisfies(
                                        problem -> assertThat(problem.message()).isNotBlank()));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void everyOperationHasAGoodAndABadCase(OperationHandler handler) {
        String name = handler.name();
        assertThat(good().map(row -> Steps.operation(row.step())))
                .as(
                        "operation %s has no row in OperationRows.GOOD; add one, then: mvn test -Dtest=OperationTableTest",
                        name)
                .contains(name);
        boolean takesWhateverItFinds =
                handler.alwaysUnsafe() && handler.refusals().isEmpty();
        Stream<String> refused = OperationRows.REFUSED.stream().map(OperationRows.Refused::step);
        Stream<String> invalid = OperationRows.INVALID.stream().map(OperationRows.Invalid::step);
        if (!takesWhateverItFinds) {
            assertThat(Stream.concat(refused, invalid).map(Steps::operation))
                    .as(
                            "operation %s has no row in OperationRows.REFUSED or INVALID; add one, then:"
                                    + " mvn test -Dtest=OperationTableTest",
                            name)
                    .contains(name);
        }
    }

    static Stream<String> handlerClasses() {
        return new ClassFileImporter()
                .importPackages("io.cowhand.operation.builtin").stream()
                        .filter(each -> each.isAssignableTo(OperationHandler.class))
                        .filter(each -> !each.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName);
    }

    @ParameterizedTest
    @MethodSource("handlerClasses")
    void everyHandlerClassIsNamedAmongTheServices(String handlerClass) throws IOException {
        try (InputStream services = OperationCatalog.class.getResourceAsStream(SERVICES)) {
            assertThat(new String(services.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .as("src/main/resources%s does not name %s; add the line", SERVICES, handlerClass)
                    .contains(handlerClass);
        }
        assertThat(OperationCatalog.load().handlers())
                .as("the catalog loads %s", handlerClass)
                .anyMatch(handler -> handler.getClass().getName().equals(handlerClass));
    }

    static List<OperationHandler> handlers() {
        return OperationCatalog.load().handlers();
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void theExampleBinds(OperationHandler handler) {
        assertThat(Steps.operation(handler.example())).isEqualTo(handler.name());
        assertThat(Steps.bind(handler.example())).isInstanceOf(Binding.Bound.class);
        assertThat(handler.example().contains("unsafe: true")).isEqualTo(handler.alwaysUnsafe());
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void theSchemaDescribesEveryArgument(OperationHandler handler) {
        JsonNode schema = JsonMapper.shared().readTree(handler.schema());
        assertThat(schema.get("properties").properties()).allSatisfy(property -> {
            assertThat(property.getValue().path("description").asString("")).endsWith(".");
            assertThat(property.getValue().has("type")).isTrue();
        });
        assertThat(handler.refusals()).matches("|[A-Z].*\\.");
        assertThat(handler.summary()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
    }

    private static HeaderEdit.Outcome outcome(String step, ImageFacts facts) {
        return Steps.of(step).get(0).edit().of(Scope.of(facts)).edit(facts);
    }

    /** The window that an outcome leads to. */
    private static Bytes result(HeaderEdit.Outcome outcome, ImageFacts facts) {
        if (outcome instanceof HeaderEdit.Patched patched) {
            return facts.header().encode().with(patched.offset(), patched.bytes());
        }
        assertThat(outcome).isInstanceOf(HeaderEdit.Edited.class);
        return ((HeaderEdit.Edited) outcome).header().encode();
    }

    private static HeaderEdit.Edited edited(String step, ImageFacts facts) {
        assertThat(outcome(step, facts)).isInstanceOf(HeaderEdit.Edited.class);
        return (HeaderEdit.Edited) outcome(step, facts);
    }

    /** The bytes that a header must come to, as long as the window that it came from. */
    private static Bytes window(HeaderBytes wanted, HeaderBytes before) {
        return wanted.cluster().slice(0, before.facts().header().windowLength());
    }
}
