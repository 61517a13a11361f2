package io.cowhand.image;

import io.cowhand.problem.Problem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the images that the arguments of a command name, in their order, each file once. */
public final class ImageSearch {

    private static final String WILDCARDS = "*?[{";
    /** By such a name a file is taken for an image that somebody wants to know about. */
    private static final String SUFFIX = ".qcow2";

    private static final Path HERE = Path.of("");

    private final boolean recursive;
    private final SearchWatchdog watchdog;
    /** All are followed: what is only looked at does no harm, and is for who asks. */
    private final LinkFollower links = new LinkFollower(LinkPolicy.FOLLOW);

    private final FileIdentitySet seen = new FileIdentitySet();
    private final List<Found> images = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * A search.
     *
     * @param recursive whether a directory stands for all regular files below it, hidden ones too, but not through links
     *     to directories
     * @param watchdog hears of every directory and file before the system is asked for it
     */
    public ImageSearch(boolean recursive, SearchWatchdog watchdog) {
        this.recursive = recursive;
        this.watchdog = watchdog;
    }

    /**
     * A file that was found.
     *
     * @param wanted whether it was asked for by its name or by a glob, or is called an image; otherwise it was only met
     *     below a directory
     * @param trouble why it could not even be looked for
     */
    public record Found(ImageReference image, boolean wanted, Optional<Problem> trouble) {}

    /** What was found so far. */
    public List<Found> images() {
        return List.copyOf(images);
    }

    /** Arguments that match nothing. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /**
     * Looks for a path, there or not, or a {@code file:} URI.
     *
     * @throws IllegalArgumentException for what is neither
     */
    public void addPath(String argument) {
        add(ImageReference.of(argument).path());
    }

    /**
     * Looks for a path or URI, or, where there is no such file, for what matches the argument as a glob.
     *
     * @throws IllegalArgumentException for what is none of them
     */
    public void add(String argument) {
        boolean hasWildcards = argument.chars().anyMatch(each -> WILDCARDS.indexOf(each) >= 0);
        if (!hasWildcards || EntryPattern.isUri(argument) || isThere(Path.of(argument))) {
            addPath(argument);
            return;
        }
        Glob.Parsed parsed = Glob.parse(argument);
        if (parsed instanceof Glob.Bad bad) {
            throw new IllegalArgumentException(bad.problem().message());
        }
        List<Path> matches = walk(((Glob.Good) parsed).glob(), HERE, GlobPart.Hidden.SKIPPED);
        matches.forEach(this::add);
        if (matches.isEmpty()) {
            problems.add(Problem.error(
                    EmptyEntry.MATCHES_NOTHING,
                    "\"" + argument + "\" matches no file" + EmptyEntry.expansionHint(argument)));
        }
    }

    private boolean isThere(Path path) {
        watchdog.awaiting(path);
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private void add(Path path) {
        watchdog.awaiting(path);
        if (!recursive || !Files.isDirectory(path)) {
            take(path, true);
            return;
        }
        Glob all = ((Glob.Good) Glob.parse("**")).glob();
        List<Path> files = walk(all, path, GlobPart.Hidden.MATCHED);
        files.forEach(this::meet);
        if (files.isEmpty()) {
            problems.add(Problem.error(EmptyEntry.MATCHES_NOTHING, "the directory " + path + " holds no file"));
        }
    }

    /** Takes a file that was met below a directory; links to nowhere, sockets and the like only if they are called images. */
    private void meet(Path path) {
        watchdog.awaiting(path);
        if (path.toString().endsWith(SUFFIX)) {
            take(path, true);
        } else if (Files.isRegularFile(path)) {
            take(path, false);
        } else {
            images.add(new Found(
                    new ImageReference(path), false, Optional.of(Problem.error("unreadable", "no regular file"))));
        }
    }

    private List<Path> walk(Glob glob, Path folder, GlobPart.Hidden hidden) {
        List<Path> matches = new ArrayList<>();
        GlobWalk.walk(
                        glob,
                        folder,
                        new Exclusions(folder),
                        hidden,
                        links,
                        (path, listed) -> matches.add(path),
                        watchdog)
                .forEach((directory, why) -> images.add(new Found(
                        new ImageReference(DisplayPath.join(HERE, directory)),
                        true,
                        Optional.of(ImageResolver.notListed(directory, why)))));
        return matches;
    }

    private void take(Path path, boolean wanted) {
        watchdog.awaiting(path);
        if (seen.add(path)) {
            images.add(new Found(new ImageReference(DisplayPath.join(HERE, path)), wanted, Optional.empty()));
        }
    }
}
