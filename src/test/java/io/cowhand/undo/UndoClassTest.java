package io.cowhand.undo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UndoClassTest {

    @Test
    void theStricterUndoClassWins() {
        assertThat(UndoClass.ANYTIME.and(UndoClass.UNTOUCHED)).isEqualTo(UndoClass.UNTOUCHED);
        assertThat(UndoClass.UNTOUCHED.and(UndoClass.ANYTIME)).isEqualTo(UndoClass.UNTOUCHED);
        assertThat(UndoClass.SAME_BACKING.and(UndoClass.ANYTIME)).isEqualTo(UndoClass.SAME_BACKING);
        assertThat(UndoClass.SAME_BACKING.and(UndoClass.UNTOUCHED)).isEqualTo(UndoClass.UNTOUCHED);
        assertThat(UndoClass.ANYTIME.and(UndoClass.ANYTIME)).isEqualTo(UndoClass.ANYTIME);
    }
}
