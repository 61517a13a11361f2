package io.cowhand.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of packages in CONTRIBUTING.md, which is the only one.
 *
 * @param uses which packages each package may use; {@code cli}, which may use everything, is not here
 */
record PackageTable(Map<String, Set<String>> uses) {

    static final Path FILE = Path.of("CONTRIBUTING.md");

    private static final String HEAD = "| package | holds | may use |\n| --- | --- | --- |\n";
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| [^|]+ \\| ([\\w, ]*) \\|");

    static PackageTable read() {
        try {
            return parse(Files.readString(FILE));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static PackageTable parse(String text) {
        int start = text.indexOf(HEAD);
        if (start < 0) {
            throw new IllegalArgumentException(FILE + " has no table that begins with: " + HEAD);
        }
        String rows = text.substring(start + HEAD.length());
        Map<String, Set<String>> uses = new TreeMap<>();
        for (String line : rows.lines().takeWhile(row -> !row.isEmpty()).toList()) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                throw new IllegalArgumentException(FILE + ": not a row of the table of packages: " + line);
            }
            uses.put(row.group(1), names(row.group(2)));
        }
        if (!Set.of("everything").equals(uses.remove("cli"))) {
            throw new IllegalArgumentException(FILE + ": the table of packages lets cli use everything");
        }
        return new PackageTable(uses);
    }

    /** Returns the dependencies that the table does not allow, each with a class that has it. */
    List<String> breaches(JavaClasses classes) {
        return dependencies(classes)
                .filter(each -> !uses.get(packageOf(each.getOriginClass())).contains(packageOf(each.getTargetClass())))
                .map(each -> packageOf(each.getOriginClass()) + " may not use " + packageOf(each.getTargetClass())
                        + ": " + each.getDescription())
                .sorted()
                .toList();
    }

    /** Returns the dependencies that the table allows and no class has. */
    List<String> unused(JavaClasses classes) {
        Map<String, Set<String>> unused = new TreeMap<>();
        uses.forEach((name, allowed) -> unused.put(name, new TreeSet<>(allowed)));
        dependencies(classes)
                .forEach(each -> unused.get(packageOf(each.getOriginClass())).remove(packageOf(each.getTargetClass())));
        return unused.entrySet().stream()
                .flatMap(each ->
                        each.getValue().stream().map(name -> FILE + ": " + each.getKey() + " does not use " + name))
                .toList();
    }

    private Stream<Dependency> dependencies(JavaClasses classes) {
        return classes.stream()
                .filter(from -> uses.containsKey(packageOf(from)))
                .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
                .filter(each -> isOurs(each.getTargetClass()))
                .filter(each -> !packageOf(each.getOriginClass()).equals(packageOf(each.getTargetClass())));
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith("io.cowhand.") && !type.isArray();
    }

    /** Returns the package by its name in the table, which includes all packages below it; {@code ""} is the root. */
    static String packageOf(JavaClass type) {
        return type.getPackageName().replaceFirst("^io\\.cowhand\\.?([^.]*).*", "$1");
    }

    private static Set<String> names(String list) {
        Set<String> names = new TreeSet<>(Arrays.asList(list.split(", ")));
        names.remove("");
        return names;
    }
}
