package io.cowhand.testing;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Tests that need programs, files that CI installs, or to be root: skipped where these are missing, but a failure there when {@code CI=true}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Requires.Condition.class)
public @interface Requires {

    /** The programs. */
    String[] programs() default {};

    /** Files below the working directory. */
    String[] files() default {};

    /** Whether the tests need to be root. */
    boolean root() default false;

    /** Decides whether the tests run. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            // Of a class that asks for something, its methods are asked about, too.
            return context.getElement()
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, Requires.class))
                    .flatMap(Condition::missing)
                    .map(what -> skipped(what + " is missing"))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("all is there"));
        }

        private static Optional<String> missing(Requires requires) {
            return requires.root() && !System.getProperty("user.name").equals("root")
                    ? Optional.of("root's permission")
                    : Stream.concat(
                                    Arrays.stream(requires.programs()).filter(program -> !isInstalled(program)),
                                    Arrays.stream(requires.files()).filter(file -> !Files.exists(Path.of(file))))
                            .findFirst();
        }

        private static ConditionEvaluationResult skipped(String why) {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(why + "; in CI these tests are not skipped");
            }
            return ConditionEvaluationResult.disabled(why);
        }

        private static boolean isInstalled(String program) {
            String path = System.getenv("PATH") + ":/usr/sbin:/sbin";
            return Arrays.stream(path.split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }
    }
}
