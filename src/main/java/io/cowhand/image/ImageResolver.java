package io.cowhand.image;

import io.cowhand.inventory.StandardInput;
import io.cowhand.os.FileTree;
import io.cowhand.os.IoErrors;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the images that entries name, seen from the folder of their recipe. */
public final class ImageResolver {

    private final FileTree files;
    private final Path folder;
    private final LinkPolicy policy;
    private final StandardInput input;
    private final RootDirectory root;

    /**
     * Creates a resolver with the default policy for a folder as the user gave it; the empty path is the working
     * folder.
     */
    public ImageResolver(Path folder) {
        this(folder, LinkPolicy.OWNER);
    }

    /** Creates a resolver with a policy for links, and without standard input. */
    public ImageResolver(Path folder, LinkPolicy policy) {
        this(FileTree.SYSTEM, folder, policy, StandardInput.none(), RootDirectory.ANY);
    }

    /**
     * Creates a resolver with a policy for links; links on the path to the folder itself are not checked.
     *
     * @param files the files among which images are found; inventories are read from the system
     * @param input the inventory {@code -}
     * @param root the directory below which inventories must lie
     */
    public ImageResolver(FileTree files, Path folder, LinkPolicy policy, StandardInput input, RootDirectory root) {
        this.files = files;
        this.folder = DisplayPath.withoutDots(folder);
        this.policy = policy;
        this.input = input;
        this.root = root;
    }

    /** Returns the problems of an entry's text, located at the entry. Accesses no file. */
    public List<Problem> validate(ImageEntry entry) {
        List<Problem> problems = new ArrayList<>();
        ParsedEntry.read(entry, folder, problems::add);
        return problems;
    }

    /** Returns the path of a valid entry that names one file; nothing for a glob or an inventory. Accesses no file. */
    public Optional<Path> path(ImageEntry entry) {
        return ParsedEntry.read(entry, folder, problem -> {})
                .filter(parsed -> parsed.target() instanceof EntryPattern.Literal)
                .map(parsed -> DisplayPath.join(folder, ((EntryPattern.Literal) parsed.target()).path()));
    }

    /**
     * Returns the images of all entries.
     *
     * <p>If an entry is not valid, no file is accessed and only problems are returned. Opens no image; reads inventories,
     * and lists the directories that globs lead to. Takes about 50 bytes of memory per image, and 100 for each entry of the directory
     * being listed.
     */
    public Resolution resolve(List<ImageEntry> entries) {
        return resolve(entries, entry -> {}, SearchWatchdog.IGNORED);
    }

    /** Returns the images of all entries; a problem if the system does not answer within the time limit. */
    public Resolution resolve(List<ImageEntry> entries, TimeLimit limit) {
        if (entries.isEmpty()) {
            return resolve(entries); // nothing that could take long
        }
        Progress progress = new Progress();
        SearchWatchdog watchdog = new SearchWatchdog();
        return watchdog.watch(limit, () -> resolve(entries, entry -> progress.at = entry.where(), watchdog))
                .orElseGet(() -> new Resolution(
                        new ImageList(), List.of(), List.of(noAnswer(watchdog.describeStall(limit), progress.at))));
    }

    /** The entry that a search has reached. */
    private static final class Progress {
        private volatile Location at = Location.NOWHERE;
    }

    private Resolution resolve(List<ImageEntry> entries, Consumer<ImageEntry> begun, SearchWatchdog watchdog) {
        List<Problem> problems = new ArrayList<>();
        // Parsed twice instead of kept, since there may be a million entries.
        entries.forEach(entry -> ParsedEntry.read(entry, folder, problems::add));
        if (!problems.isEmpty()) {
            return new Resolution(new ImageList(), List.of(), problems);
        }
        try (LinkFollower links = new LinkFollower(files, policy)) {
            EntrySearch search = new EntrySearch(folder, links, input, root, watchdog);
            for (ImageEntry entry : entries) {
                begun.accept(entry);
                search.find(entry);
            }
            return search.result();
        }
    }

    private static Problem noAnswer(String silence, Location where) {
        return new Problem(CommonCode.NO_ANSWER, Severity.ERROR, Origin.COWHAND, where, silence);
    }

    /** Returns the problem of a directory that cannot be listed. */
    static Problem notListed(Path directory, IOException why) {
        String name = directory.toString().isEmpty() ? "." : directory.toString();
        return Problem.error(
                ProblemCode.DIRECTORY_NOT_LISTED, "the directory " + name + " cannot be listed: " + reason(why));
    }

    private static String reason(IOException why) {
        return why instanceof NoSuchFileException ? "it was removed during the search" : IoErrors.describe(why);
    }
}
