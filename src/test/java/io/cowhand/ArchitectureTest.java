package io.cowhand;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.cowhand.os.OpenFile;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the packages to what each of them may use; the picture is in CONTRIBUTING.md. */
class ArchitectureTest {

    /** What stands beside the main class, wherever that is built; picocli, which is built with it, is not ours. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation())
            .that(resideInAPackage("io.cowhand.."));

    private static final Map<String, Set<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry("problem", Set.of()),
            Map.entry("bytes", Set.of("problem", "undo")),
            Map.entry("qcow2", Set.of("problem", "bytes")),
            Map.entry("diff", Set.of("qcow2", "bytes")),
            Map.entry("undo", Set.of()),
            Map.entry("operation", Set.of("qcow2", "bytes", "undo", "problem")),
            Map.entry("os", Set.of("problem")),
            Map.entry("image", Set.of("fleet", "os", "problem")),
            Map.entry("fleet", Set.of("diff", "qcow2", "undo", "problem")),
            Map.entry("yaml", Set.of("bytes", "problem")),
            Map.entry("schema", Set.of("yaml")),
            Map.entry("recipe", Set.of("yaml", "schema", "operation", "image", "os", "bytes", "problem")),
            Map.entry("inspect", Set.of("image", "os", "qcow2", "bytes", "problem")),
            Map.entry("rule", Set.of("qcow2", "bytes", "problem")),
            Map.entry("plan", Set.of("fleet", "operation", "rule", "qcow2", "diff", "bytes", "undo", "problem")),
            Map.entry("journal", Set.of("bytes", "os", "undo")),
            Map.entry("apply", Set.of("journal", "bytes", "image", "os", "undo", "problem")),
            Map.entry(
                    "run",
                    Set.of(
                            "fleet",
                            "recipe",
                            "operation",
                            "diff",
                            "inspect",
                            "rule",
                            "plan",
                            "apply",
                            "journal",
                            "qcow2",
                            "image",
                            "os",
                            "bytes",
                            "undo",
                            "problem")),
            Map.entry(
                    "qcow2py", Set.of("inspect", "plan", "apply", "qcow2", "image", "os", "bytes", "undo", "problem")),
            Map.entry(
                    "report",
                    Set.of(
                            "fleet",
                            "run",
                            "journal",
                            "plan",
                            "operation",
                            "inspect",
                            "rule",
                            "diff",
                            "qcow2",
                            "image",
                            "os",
                            "bytes",
                            "undo",
                            "problem"))));

    /** No files, no channels, no clock. */
    private static final String[] PURE = {"problem", "bytes", "qcow2", "rule", "diff", "undo", "operation", "plan"};

    @Test
    void everyPackageUsesOnlyWhatItMay() {
        MAY_USE.forEach((name, allowed) -> {
            String[] others = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(name) && !allowed.contains(other))
                    .map(ArchitectureTest::packages)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(packages(name))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(concat(others, packages("cli")))
                    .check(CLASSES);
        });
    }

    @Test
    void everyPackageIsInThePicture() {
        Set<String> all = new TreeSet<>();
        CLASSES.forEach(each -> all.add(each.getPackageName().replaceFirst("^io\\.cowhand\\.?([^.]*).*", "$1")));
        all.removeAll(Set.of("", "cli"));
        assertThat(all).isEqualTo(MAY_USE.keySet());
    }

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching("io.cowhand.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void purePackagesTouchNoFilesAndNoClock() {
        String[] pure = Arrays.stream(PURE).map(ArchitectureTest::packages).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.time..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Channel.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File")
                .check(CLASSES);
    }

    /** Images by the calls of the system, which only {@code apply} makes; journals by channels. */
    @Test
    void onlyApplyWritesImagesAndOnlyTheJournalItself() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("apply"), packages("os"))
                .should()
                .callMethod(OpenFile.class, "write", ByteBuffer.class, long.class)
                .orShould()
                .callMethod(OpenFile.class, "lock", long.class, long.class)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(packages("journal"))
                .should()
                .accessField(StandardOpenOption.class, "WRITE")
                .orShould()
                .accessField(StandardOpenOption.class, "APPEND")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(packages("cli"))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(FileOutputStream.class, FileWriter.class, RandomAccessFile.class)
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Files.class)))
                        .and(target(nameMatching("write.*|newOutputStream|newBufferedWriter|newByteChannel|copy"))))
                .check(CLASSES);
    }

    @Test
    void onlyTheLinuxPackageSeesTheNativeCalls() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packages("os"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineUsesStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packages("cli"))
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .orShould()
                .accessField(System.class, "in")
                .check(CLASSES);
    }

    @Test
    void yamlIsSeenOnlyByItsPackageAndTheValidatorOnlyByTheSchemas() {
        onlySeenBy("yaml", "org.yaml..");
        onlySeenBy("schema", "com.networknt..");
    }

    private static void onlySeenBy(String name, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(packages(name))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    private static String packages(String name) {
        return "io.cowhand." + name + "..";
    }

    private static String[] concat(String[] some, String more) {
        return Stream.concat(Arrays.stream(some), Stream.of(more)).toArray(String[]::new);
    }
}
