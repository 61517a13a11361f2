package io.cowhand.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that give files to other users: skipped where root does not run them, but a failure there when {@code CI=true}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresRoot.Condition.class)
public @interface RequiresRoot {

    /** Decides whether the tests run. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (isRoot()) {
                return ConditionEvaluationResult.enabled("root runs the tests");
            }
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException("root does not run the tests; in CI these are not skipped");
            }
            return ConditionEvaluationResult.disabled("root does not run the tests");
        }

        private static boolean isRoot() {
            try {
                Path mine = Files.createTempFile("cowhand", ".owner");
                int owner = (Integer) Files.getAttribute(mine, "unix:uid", LinkOption.NOFOLLOW_LINKS);
                Files.delete(mine);
                return owner == 0;
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
    }
}
