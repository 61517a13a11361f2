package io.cowhand.image;

import io.cowhand.glob.PatternException;
import io.cowhand.inventory.InventoryProblems;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.FileTree;
import io.cowhand.os.IoErrors;
import io.cowhand.os.PathBytes;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds the images that the arguments of a command name, in their order, each file once. */
public final class ImageSearch {

    private static final String WILDCARDS = "*?[{";
    /** A file with this suffix is taken for an image, whatever it holds. */
    private static final String SUFFIX = ".qcow2";

    private static final Path HERE = Path.of("");

    private final FileTree files;
    private final boolean recursive;
    private final SearchWatchdog watchdog;
    /** All links are followed: inspecting an image does no harm. */
    private final LinkFollower links;

    /** Whether a file is found under each of its names. */
    private final boolean everyName;

    private final FileIdentitySet seen = new FileIdentitySet();
    private final List<Found> images = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Creates a search.
     *
     * @param files the files among which images are found
     * @param recursive whether a directory stands for all regular files below it, including hidden ones, without
     *     following links to directories
     * @param watchdog is notified before each system call
     */
    public ImageSearch(FileTree files, boolean recursive, SearchWatchdog watchdog) {
        this(files, recursive, false, watchdog);
    }

    /** Creates a search that finds a file under each of its names. */
    public static ImageSearch ofNames(FileTree files, boolean recursive, SearchWatchdog watchdog) {
        return new ImageSearch(files, recursive, true, watchdog);
    }

    private ImageSearch(FileTree files, boolean recursive, boolean everyName, SearchWatchdog watchdog) {
        this.files = files;
        this.links = new LinkFollower(files, LinkPolicy.FOLLOW);
        this.recursive = recursive;
        this.everyName = everyName;
        this.watchdog = watchdog;
    }

    /**
     * A file that was found.
     *
     * @param wanted whether an argument names or matches the file, or its suffix is that of an image; otherwise it
     *     was only found below a directory
     * @param trouble why the search could not examine it
     */
    public record Found(ImageReference image, boolean wanted, Optional<Problem> trouble) {}

    /** Returns the files found so far. */
    public List<Found> images() {
        return List.copyOf(images);
    }

    /** Returns a problem for each argument that matches nothing. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /**
     * Adds a path, which need not exist, or a {@code file:} URI.
     *
     * @throws IllegalArgumentException for any other text
     */
    public void addPath(String argument) {
        add(ImageReference.of(argument).path());
    }

    /**
     * Adds a path or URI, or, if no such file exists, the files that match the argument as a glob.
     *
     * @throws IllegalArgumentException for any other text
     */
    public void add(String argument) {
        boolean hasWildcards = argument.chars().anyMatch(each -> WILDCARDS.indexOf(each) >= 0);
        if (!hasWildcards || PathBytes.isUri(argument) || isThere(Path.of(argument))) {
            addPath(argument);
            return;
        }
        Glob.Parsed parsed = Glob.parse(argument);
        if (parsed instanceof Glob.Bad bad) {
            throw new IllegalArgumentException(bad.problem().message());
        }
        boolean any = walk(((Glob.Good) parsed).glob(), HERE, GlobPart.Hidden.SKIPPED, (path, listed) -> {
            if (isNew(path, listed)) {
                found(path, true);
            }
        });
        if (!any) {
            problems.add(Problem.error(
                    CommonCode.MATCHES_NOTHING,
                    "\"" + argument + "\" matches no file" + EmptyEntry.expansionHint(argument)));
        }
    }

    /**
     * Adds the files that an inventory names, which need not exist.
     *
     * @param file the inventory, or {@code -} for standard input; the suffix says in which format it is
     */
    public void addList(String file, StandardInput input) {
        InventoryProblems found = new InventoryProblems(problems::add);
        try {
            InventoryFile list = InventoryFile.of(new ImageSource.Listed(file, Optional.empty(), Optional.empty()));
            int before = images.size();
            list.read(
                    HERE,
                    RootDirectory.ANY,
                    input,
                    found,
                    watchdog,
                    (name, row, line) -> take(list.start(HERE).resolve(list.relative(name)), true));
            if (images.size() == before && problems.isEmpty()) {
                problems.add(Problem.error(CommonCode.MATCHES_NOTHING, "the list " + file + " names no image"));
            }
        } catch (PatternException malformed) {
            throw new IllegalArgumentException("the list " + file + ": " + malformed.getMessage(), malformed);
        } catch (IOException unreadable) {
            problems.add(Problem.error(
                    CommonCode.LIST_UNREADABLE,
                    "the list " + file + " cannot be read: " + IoErrors.describe(unreadable)));
        }
    }

    private boolean isThere(Path path) {
        watchdog.awaiting(path);
        return files.exists(path);
    }

    private void add(Path path) {
        watchdog.awaiting(path);
        if (!recursive || !files.isDirectory(path)) {
            take(path, true);
            return;
        }
        Glob all = ((Glob.Good) Glob.parse("**")).glob();
        boolean any = walk(all, path, GlobPart.Hidden.MATCHED, this::meet);
        if (!any && everyName) {
            take(path, true);
        } else if (!any) {
            problems.add(Problem.error(CommonCode.MATCHES_NOTHING, "the directory " + path + " holds no file"));
        }
    }

    /** Adds a file found below a directory; anything but regular files only with the suffix of an image. */
    private void meet(Path path, FileIdentity listed) {
        watchdog.awaiting(path);
        boolean isNamedAsImage = path.toString().endsWith(SUFFIX);
        if (!isNamedAsImage && !files.isRegular(path)) {
            images.add(new Found(
                    new ImageReference(path),
                    false,
                    Optional.of(Problem.error(CommonCode.UNREADABLE, "this is not a regular file"))));
        } else if (isNew(path, listed)) {
            found(path, isNamedAsImage);
        }
    }

    /** Passes on all files that match, and returns whether any do. Directories that cannot be listed come before them. */
    private boolean walk(Glob glob, Path folder, GlobPart.Hidden hidden, GlobWalk.Visitor visitor) {
        AtomicBoolean any = new AtomicBoolean();
        int before = images.size();
        Map<Path, IOException> troubles = GlobWalk.walk(
                glob,
                folder,
                new Exclusions(folder),
                hidden,
                links,
                (path, listed) -> {
                    any.set(true);
                    visitor.visit(path, listed);
                },
                watchdog);
        List<Found> unlisted = new ArrayList<>();
        troubles.forEach((directory, why) -> unlisted.add(new Found(
                new ImageReference(DisplayPath.join(HERE, directory)),
                true,
                Optional.of(ImageResolver.notListed(directory, why)))));
        images.addAll(before, unlisted);
        return any.get();
    }

    /** Returns whether a file was not found before, under any name. */
    private boolean isNew(Path path, FileIdentity listed) {
        return listed instanceof FileIdentity.Resolved
                ? everyName || seen.add(path, listed, Mention.PLAIN).isEmpty()
                : isNew(path);
    }

    private boolean isNew(Path path) {
        watchdog.awaiting(path);
        return everyName || seen.add(path, files);
    }

    private void take(Path path, boolean wanted) {
        if (isNew(path)) {
            found(path, wanted);
        }
    }

    private void found(Path path, boolean wanted) {
        images.add(new Found(new ImageReference(DisplayPath.join(HERE, path)), wanted, Optional.empty()));
    }
}
