package io.cowhand;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a Java program or a plug-in sees names no type that it cannot see. */
class PublicApiTest {

    private static final Set<String> EXPORTED = Set.of(
            "io.cowhand",
            "io.cowhand.problem",
            "io.cowhand.bytes",
            "io.cowhand.qcow2",
            "io.cowhand.diff",
            "io.cowhand.operation",
            "io.cowhand.undo",
            "io.cowhand.fleet");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void signaturesOfExportedPackagesNameExportedTypesOnly() {
        Set<String> hidden = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            if (EXPORTED.contains(each.getPackageName()) && isVisible(each)) {
                each.getCodeUnits().stream()
                        .filter(unit -> isVisible(unit.getModifiers()))
                        .forEach(unit -> types(unit)
                                .filter(PublicApiTest::isHidden)
                                .forEach(type -> hidden.add(unit.getFullName() + " names " + type.getName())));
                for (JavaField field : each.getFields()) {
                    if (isVisible(field.getModifiers())) {
                        field.getType().getAllInvolvedRawTypes().stream()
                                .filter(PublicApiTest::isHidden)
                                .forEach(type -> hidden.add(field.getFullName() + " names " + type.getName()));
                    }
                }
                Set<JavaClass> parents = new HashSet<>(each.getRawInterfaces());
                each.getRawSuperclass().ifPresent(parents::add);
                parents.stream()
                        .filter(PublicApiTest::isHidden)
                        .forEach(type -> hidden.add(each.getName() + " is a " + type.getName()));
            }
        }
        assertThat(hidden).isEmpty();
    }

    private static Stream<JavaClass> types(JavaCodeUnit unit) {
        return Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
                .map(JavaType::getAllInvolvedRawTypes)
                .flatMap(Set::stream);
    }

    private static boolean isHidden(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith("io.cowhand") && !EXPORTED.contains(name);
    }

    private static boolean isVisible(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(PublicApiTest::isVisible).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
