package io.cowhand.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that ask QEMU: skipped where qemu-img is missing, but a failure there when {@code CI=true}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresQemu.Condition.class)
public @interface RequiresQemu {

    /** Decides whether the tests run. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Qemu.isInstalled()) {
                return ConditionEvaluationResult.enabled("qemu-img is installed");
            }
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException("qemu-img is missing; in CI these tests are not skipped");
            }
            return ConditionEvaluationResult.disabled("qemu-img is not installed");
        }
    }
}
