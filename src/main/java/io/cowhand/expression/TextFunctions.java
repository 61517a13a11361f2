package io.cowhand.expression;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static io.cowhand.expression.Overload.global;
import static io.cowhand.expression.Overload.member;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import java.util.List;

/** CEL's extension for strings, and the functions for names and paths. Positions count code points, from 0. */
final class TextFunctions {

    private static final CelType TEXTS = ListType.create(STRING);

    private TextFunctions() {}

    static List<Overload> all() {
        return List.of(
                global("glob", BOOL, List.of(STRING, STRING), args -> Search.glob(text(args, 0), text(args, 1))),
                global("basename", STRING, List.of(STRING), args -> PathText.basename(text(args, 0))),
                global("dirname", STRING, List.of(STRING), args -> PathText.dirname(text(args, 0))),
                member("charAt", STRING, List.of(STRING, INT), args -> Texts.charAt(text(args, 0), number(args, 1))),
                member("indexOf", INT, List.of(STRING, STRING), args -> Texts.indexOf(text(args, 0), text(args, 1), 0)),
                member(
                        "indexOf",
                        INT,
                        List.of(STRING, STRING, INT),
                        args -> Texts.indexOf(text(args, 0), text(args, 1), number(args, 2))),
                member(
                        "lastIndexOf",
                        INT,
                        List.of(STRING, STRING),
                        args -> Texts.lastIndexOf(text(args, 0), text(args, 1), Texts.length(text(args, 0)))),
                member(
                        "lastIndexOf",
                        INT,
                        List.of(STRING, STRING, INT),
                        args -> Texts.lastIndexOf(text(args, 0), text(args, 1), number(args, 2))),
                member("join", STRING, List.of(TEXTS), args -> Texts.join((List<?>) args[0], "")),
                member("join", STRING, List.of(TEXTS, STRING), args -> Texts.join((List<?>) args[0], text(args, 1))),
                member("lowerAscii", STRING, List.of(STRING), args -> Texts.lowerAscii(text(args, 0))),
                member("upperAscii", STRING, List.of(STRING), args -> Texts.upperAscii(text(args, 0))),
                member(
                        "replace",
                        STRING,
                        List.of(STRING, STRING, STRING),
                        args -> Replacement.replace(text(args, 0), text(args, 1), text(args, 2), -1)),
                member(
                        "replace",
                        STRING,
                        List.of(STRING, STRING, STRING, INT),
                        args -> Replacement.replace(text(args, 0), text(args, 1), text(args, 2), number(args, 3))),
                member(
                        "reverse",
                        STRING,
                        List.of(STRING),
                        args -> new StringBuilder(text(args, 0)).reverse().toString()),
                member("split", TEXTS, List.of(STRING, STRING), args -> Texts.split(text(args, 0), text(args, 1), -1)),
                member(
                        "split",
                        TEXTS,
                        List.of(STRING, STRING, INT),
                        args -> Texts.split(text(args, 0), text(args, 1), number(args, 2))),
                member(
                        "substring",
                        STRING,
                        List.of(STRING, INT),
                        args -> Texts.substring(text(args, 0), number(args, 1), Texts.length(text(args, 0)))),
                member(
                        "substring",
                        STRING,
                        List.of(STRING, INT, INT),
                        args -> Texts.substring(text(args, 0), number(args, 1), number(args, 2))),
                member("trim", STRING, List.of(STRING), args -> text(args, 0).strip()));
    }

    private static String text(Object[] arguments, int index) {
        return (String) arguments[index];
    }

    private static long number(Object[] arguments, int index) {
        return (Long) arguments[index];
    }
}
