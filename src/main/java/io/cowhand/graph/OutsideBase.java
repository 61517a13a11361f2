package io.cowhand.graph;

import io.cowhand.graph.GraphFile.Backing;
import io.cowhand.inspect.BackingTarget;
import io.cowhand.problem.Problem;
import io.cowhand.rule.BackingRule;
import java.nio.file.Path;

/**
 * A backing file that is not part of the graph.
 *
 * @param display its path, or its name if there is no path; for display, not escaped
 * @param state what is known of it
 * @param why the same in words about the backing file
 */
public record OutsideBase(String display, BaseState state, String why) {

    private static final String NOT_NAMED = "is not among the images and bases named";

    /** Returns the backing file of an image, which is none of the named files. */
    static OutsideBase of(Backing backing, NamedFolders folders) {
        BackingTarget target = backing.target();
        if (target instanceof BackingTarget.There there) {
            return folders.contain(there.path())
                    ? outside(there.path(), BaseState.EXISTS, "exists, but " + NOT_NAMED)
                    : outside(there.path(), BaseState.UNKNOWN, NOT_NAMED);
        }
        if (target instanceof BackingTarget.Absent absent) {
            return folders.contain(absent.path())
                    ? outside(absent.path(), BaseState.MISSING, absent.why())
                    : outside(absent.path(), BaseState.UNKNOWN, NOT_NAMED);
        }
        String name = backing.overlay().name().display();
        return new OutsideBase(
                name,
                target instanceof BackingTarget.Unknown ? BaseState.UNKNOWN : BaseState.NOT_FOLLOWED,
                target.why());
    }

    private static OutsideBase outside(Path path, BaseState state, String why) {
        return new OutsideBase(path.toString(), state, why);
    }

    /** Returns what distinguishes the backing file of an image from others that are not part of the graph. */
    static Object key(Backing backing) {
        BackingTarget target = backing.target();
        if (target instanceof BackingTarget.There there) {
            return there.id();
        }
        return target instanceof BackingTarget.Absent absent
                ? absent.path().toAbsolutePath().normalize()
                : backing.overlay().name();
    }

    /** Returns the problem of an image that has this backing file. */
    Problem problem(Backing backing) {
        BackingRule rule = state == BaseState.MISSING ? BackingRule.MISSING : BackingRule.NOT_FOUND;
        return backing.overlay().problem(rule, "the backing file " + display + " " + why);
    }
}
