package io.cowhand.result;

import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads members whose values are the names of constants. */
final class Labels {

    private Labels() {}

    /** Returns the constant whose label a member is. */
    static <E> E find(JsonMembers in, String member, E[] constants, Function<E, String> label)
            throws MalformedJsonException {
        String text = in.text(member);
        return Stream.of(constants)
                .filter(each -> label.apply(each).equals(text))
                .findFirst()
                .orElseThrow(() -> in.wrong(member, "is \"" + text + "\", which this Cowhand does not know"));
    }
}
