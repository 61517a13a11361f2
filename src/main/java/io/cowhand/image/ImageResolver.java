package io.cowhand.image;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Finds the images that entries name, seen from the folder of their recipe. */
public final class ImageResolver {

    private final Path folder;
    private final LinkPolicy policy;

    /**
     * Creates a resolver with the default policy for a folder as the user gave it; the empty path is the working
     * folder.
     */
    public ImageResolver(Path folder) {
        this(folder, LinkPolicy.OWNER);
    }

    /** Creates a resolver with a policy for links; links on the path to the folder itself are not checked. */
    public ImageResolver(Path folder, LinkPolicy policy) {
        this.folder = DisplayPath.withoutDots(folder);
        this.policy = policy;
    }

    /** Returns the problems of an entry's text, located at the entry. Accesses no file. */
    public List<Problem> validate(ImageEntry entry) {
        List<Problem> problems = new ArrayList<>();
        ParsedEntry.read(entry, folder, problems::add);
        return problems;
    }

    /**
     * Returns the images of all entries.
     *
     * <p>If an entry is not valid, no file is accessed and only problems are returned. Opens no file; lists the
     * directories that globs lead to. Takes about 50 bytes of memory per image, and 100 for each entry of the directory
     * being listed.
     */
    public Resolution resolve(List<ImageEntry> entries) {
        return resolve(entries, entry -> {}, SearchWatchdog.IGNORED);
    }

    /** Returns the images of all entries; a problem if the system does not answer within the time limit. */
    public Resolution resolve(List<ImageEntry> entries, TimeLimit limit) {
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
        ImageList images = new ImageList();
        List<EmptyEntry> empty = new ArrayList<>();
        if (problems.isEmpty()) {
            FileIdentitySet seen = new FileIdentitySet();
            LinkFollower links = new LinkFollower(policy);
            for (ImageEntry entry : entries) {
                begun.accept(entry);
                ParsedEntry selection =
                        ParsedEntry.read(entry, folder, problems::add).orElseThrow();
                int troubles = problems.size();
                boolean any = find(selection, entry.where(), links, seen, images, problems, watchdog);
                // If a directory could not be listed, it is not known whether the entry is empty.
                if (!any && problems.size() == troubles) {
                    empty.add(EmptyEntry.of(entry, folder, selection.exclusions(), watchdog));
                }
            }
        }
        return new Resolution(images, empty, problems);
    }

    /** Adds the images of an entry that no entry before it names; returns whether it names any. */
    private boolean find(
            ParsedEntry selection,
            Location where,
            LinkFollower links,
            FileIdentitySet seen,
            ImageList images,
            List<Problem> problems,
            SearchWatchdog watchdog) {
        if (selection.target() instanceof EntryPattern.Wildcard many) {
            AtomicBoolean any = new AtomicBoolean();
            GlobWalk.Visitor visitor = (path, listed) -> {
                any.setPlain(true);
                if (seen.add(path, listed)) {
                    images.add(new ImageReference(path, listed));
                }
            };
            GlobWalk.walk(
                            many.glob(),
                            folder,
                            selection.exclusions(),
                            GlobPart.Hidden.SKIPPED,
                            links,
                            visitor,
                            watchdog)
                    .forEach((directory, why) -> problems.add(notListed(directory, why, where)));
            return any.getPlain();
        }
        EntryPattern.Literal one = (EntryPattern.Literal) selection.target();
        Path path = DisplayPath.join(folder, one.path());
        if (selection.exclusions().excludes(path)) {
            return false;
        }
        watchdog.awaiting(path);
        FileIdentity listed = links.list(folder, DisplayPath.withoutDots(one.path()));
        if (seen.add(path, listed)) {
            images.add(new ImageReference(path, listed));
        }
        return true;
    }

    private static Problem noAnswer(String silence, Location where) {
        return new Problem(CommonCode.NO_ANSWER, Severity.ERROR, Origin.COWHAND, where, silence);
    }

    private static Problem notListed(Path directory, IOException why, Location where) {
        String message = notListed(directory, why).message() + "; to skip it, exclude it with /** appended";
        return new Problem(ProblemCode.DIRECTORY_NOT_LISTED, Severity.ERROR, Origin.COWHAND, where, message);
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
