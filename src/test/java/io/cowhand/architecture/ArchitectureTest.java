package io.cowhand.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.cowhand.Main;
import io.cowhand.expression.BackingFacts;
import io.cowhand.image.ListedFiles;
import io.cowhand.os.FileId;
import io.cowhand.os.NewFile;
import io.cowhand.os.OpenFile;
import io.cowhand.os.PrivateCopy;
import java.nio.ByteBuffer;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Checks the packages against the table in CONTRIBUTING.md and against the {@link Laws}. */
class ArchitectureTest {

    /** What stands beside the main class, wherever that is built; picocli, which is built with it, is not ours. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation())
            .that(resideInAPackage("io.cowhand.."));

    private static final PackageTable TABLE = PackageTable.read();

    /** Results depend on arguments alone: no files, clocks, random numbers or environment. */
    private static final String[] PURE = {
        "io.cowhand.problem..",
        "io.cowhand.bytes..",
        "io.cowhand.qcow2..",
        "io.cowhand.rule..",
        "io.cowhand.diff..",
        "io.cowhand.undo..",
        "io.cowhand.glob..",
        "io.cowhand.regex..",
        "io.cowhand.expression..",
        "io.cowhand.operation..",
        "io.cowhand.step..",
        "io.cowhand.plan.."
    };

    @Test
    void everyPackageIsInTheTable() {
        Set<String> all = new TreeSet<>();
        CLASSES.forEach(each -> all.add(PackageTable.packageOf(each)));
        all.removeAll(Set.of("", "cli"));
        assertThat(TABLE.uses().keySet())
                .as("the packages in %s, and those that there are", PackageTable.FILE)
                .containsExactlyElementsOf(all);
    }

    @Test
    void everyPackageUsesOnlyWhatItMay() {
        assertThat(TABLE.breaches(CLASSES)).isEmpty();
    }

    @Test
    void everyPackageUsesAllThatItMay() {
        assertThat(TABLE.unused(CLASSES)).isEmpty();
    }

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching("io.cowhand.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** The library's jar leaves the command line out. */
    @Test
    void onlyTheProgramUsesTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.cowhand.cli..")
                .and()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.cowhand.cli..", "picocli..")
                .check(CLASSES);
    }

    @Test
    void purePackagesArePure() {
        Laws.noFilesIn(PURE).check(CLASSES);
        Laws.noClocksIn(PURE).check(CLASSES);
        Laws.noRandomNumbersIn(PURE).check(CLASSES);
        Laws.noEnvironmentIn(PURE).check(CLASSES);
    }

    /** {@code os} makes the calls of the system for both, folders that are trusted, and a link to the C library. */
    @Test
    void onlyApplyAndTheJournalChangeFiles() {
        Laws.nothingChangesFilesOutsideOf("io.cowhand.apply..", "io.cowhand.journal..", "io.cowhand.os..")
                .check(CLASSES);
    }

    /** A rollback compares backing files among those that the command line names. */
    @Test
    void aNameInAnImageLeadsToAFileByTheGateAlone() {
        Laws.noNameInAnImageLeadsToAFileBesides(
                        "io.cowhand.inspect.BackingGate",
                        "io.cowhand.inspect.BackingFile",
                        "io.cowhand.run.BackingComparison")
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.cowhand.inspect.BackingGate")
                .should()
                .callMethod(ListedFiles.class, "find", FileId.class)
                .orShould()
                .callMethod(BackingFacts.class, "missing", String.class)
                .check(CLASSES.that(doNot(belongToAnyOf(BackingFacts.class, ListedFiles.class))));
    }

    @Test
    void anotherProgramTellsTheWidthOfTheTerminalAndOneRunsBetweenWaves() {
        Laws.nothingStartsProcessesBut("io.cowhand.cli.TerminalWidth", "io.cowhand.cli.AfterWaveCommand")
                .check(CLASSES);
    }

    /** Images by the calls of the system, which only {@code apply} makes; journals by channels. */
    @Test
    void onlyApplyWritesImagesAndOnlyTheJournalItself() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.cowhand.apply..", "io.cowhand.os..")
                .should()
                .callMethod(OpenFile.class, "write", ByteBuffer.class, long.class)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.cowhand.apply..", "io.cowhand.journal..", "io.cowhand.os..")
                .should()
                .callMethod(OpenFile.class, "lock", long.class, long.class)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.cowhand.journal..")
                // New files and copies without a name, never a file that exists.
                .and()
                .doNotBelongToAnyOf(NewFile.class, PrivateCopy.class)
                .should()
                .accessField(StandardOpenOption.class, "WRITE")
                .orShould()
                .accessField(StandardOpenOption.class, "APPEND")
                .check(CLASSES);
    }

    @Test
    void onlyTheLinuxPackageSeesTheNativeCalls() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.cowhand.os..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineUsesStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.cowhand.cli..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .orShould()
                .accessField(System.class, "in")
                .check(CLASSES);
    }

    @Test
    void aLibraryIsSeenOnlyByThePackageThatIsThereForIt() {
        onlySeenBy("yaml", "org.yaml..");
        onlySeenBy("schema", "com.networknt..");
        onlySeenBy("expression", "dev.cel..");
        onlySeenBy("expression", "com.google.common..");
        onlySeenBy("expression", "com.google.protobuf..");
        onlySeenBy("report", "org.abego..");
        onlySeenBy("report", "java.awt..");
    }

    private static void onlySeenBy(String name, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.cowhand." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
