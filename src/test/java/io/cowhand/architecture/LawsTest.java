package io.cowhand.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each law catches each way in which the classes of {@code breaches} break it. */
class LawsTest {

    private static final String BREACHES = "io.cowhand.architecture.breaches";
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(BREACHES);

    private static void assertCaught(ArchRule law, String breaches) {
        assertCaughtBesides(law, breaches, "");
    }

    private static void assertCaughtBesides(ArchRule law, String breaches, String harmless) {
        JavaClass broken = breaches(breaches);
        List<String> reported = evaluate(law, broken).getFailureReport().getDetails();
        assertThat(broken.getMethods())
                .filteredOn(method -> isWritten(method) && !method.getName().equals(harmless))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(reported)
                        .as("%s, which %s", law.getDescription(), method.getFullName())
                        .anyMatch(line -> line.contains("<" + broken.getName() + "." + method.getName() + "(")));
    }

    /** Not one of the methods that the compiler makes of lambda expressions. */
    private static boolean isWritten(JavaMethod method) {
        return !method.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static EvaluationResult evaluate(ArchRule law, JavaClass broken) {
        return law.evaluate(BROKEN.that(DescribedPredicate.describe(broken.getName(), broken::equals)));
    }

    private static JavaClass breaches(String name) {
        return BROKEN.get(BREACHES + "." + name);
    }

    @Test
    void changesToFilesAreCaught() {
        assertCaught(Laws.nothingChangesFilesOutsideOf("io.cowhand.apply"), "ChangesFiles");
    }

    @Test
    void processesAreCaught() {
        assertCaught(Laws.nothingStartsProcessesBut("io.cowhand.cli.TerminalWidth"), "StartsProcesses");
    }

    @Test
    void namesThatAreFollowedAreCaught() {
        assertCaughtBesides(
                Laws.noNameInAnImageLeadsToAFileBesides("io.cowhand.inspect.BackingGate"), "FollowsNames", "name");
    }

    @Test
    void readingIsNotTakenForAChange() {
        assertThat(evaluate(Laws.nothingChangesFilesOutsideOf("io.cowhand.apply"), breaches("ReadsFiles"))
                        .hasViolation())
                .isFalse();
    }

    @Test
    void filesInPurePackagesAreCaught() {
        assertCaught(Laws.noFilesIn(BREACHES), "ReadsFiles");
    }

    @Test
    void clocksInPurePackagesAreCaught() {
        assertCaught(Laws.noClocksIn(BREACHES), "AsksClocks");
    }

    @Test
    void randomNumbersInPurePackagesAreCaught() {
        assertCaught(Laws.noRandomNumbersIn(BREACHES), "DrawsRandomNumbers");
    }

    @Test
    void theEnvironmentInPurePackagesIsCaught() {
        assertCaught(Laws.noEnvironmentIn(BREACHES), "LooksAtTheEnvironment");
    }
}
