package io.cowhand.image;

import io.cowhand.inventory.InventoryProblems;
import io.cowhand.inventory.Row;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.IoErrors;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A search for the images of entries, one after the other; each file is found once. */
final class EntrySearch {

    private final Path folder;
    private final LinkFollower links;
    private final StandardInput input;
    private final RootDirectory root;
    private final SearchWatchdog watchdog;

    private final FileIdentitySet seen = new FileIdentitySet();
    private final InventoryPlaces places = new InventoryPlaces();
    private final ImageList images = new ImageList();
    private final List<EmptyEntry> empty = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final InventoryProblems inventoryProblems = new InventoryProblems(problems::add);

    /** Whether the entry that is being searched names an image. */
    private boolean namesAny;

    EntrySearch(Path folder, LinkFollower links, StandardInput input, RootDirectory root, SearchWatchdog watchdog) {
        this.folder = folder;
        this.links = links;
        this.input = input;
        this.root = root;
        this.watchdog = watchdog;
    }

    /** Adds the images of a valid entry that no entry before it names. */
    void find(ImageEntry entry) {
        ParsedEntry selection = ParsedEntry.read(entry, folder, problems::add).orElseThrow();
        int troubles = problems.size();
        namesAny = false;
        if (selection.target() instanceof EntryPattern.Wildcard many) {
            walk(many.glob(), selection.exclusions(), entry.where());
        } else if (selection.target() instanceof EntryPattern.Inventory list) {
            read(list.file(), selection.exclusions(), entry.where());
        } else {
            look(folder, ((EntryPattern.Literal) selection.target()).path(), selection.exclusions(), Row.EMPTY, 0);
        }
        // If a directory could not be listed, it is not known whether the entry is empty.
        if (!namesAny && problems.size() == troubles) {
            empty.add(EmptyEntry.of(entry, folder, selection.exclusions(), links.files(), watchdog));
        }
    }

    Resolution result() {
        return new Resolution(images, empty, problems);
    }

    private void walk(Glob glob, Exclusions exclusions, Location where) {
        GlobWalk.walk(
                        glob,
                        folder,
                        exclusions,
                        GlobPart.Hidden.SKIPPED,
                        links,
                        (path, listed) -> add(path, listed, Row.EMPTY, 0),
                        watchdog)
                .forEach((directory, why) -> problems.add(notListed(directory, why, where)));
    }

    private void read(InventoryFile file, Exclusions exclusions, Location where) {
        if (inventoryProblems.isFull()) {
            return;
        }
        places.begin(file.display(folder));
        try {
            file.read(
                    folder,
                    root,
                    input,
                    inventoryProblems,
                    watchdog,
                    (name, row, line) -> look(file.start(folder), file.relative(name), exclusions, row, line));
        } catch (OutsideRootException outside) {
            String message = "the list \"" + file.display(folder) + "\" is not below --root " + root;
            problems.add(new Problem(CommonCode.OUTSIDE_ROOT, Severity.ERROR, Origin.COWHAND, where, message));
        } catch (IOException unreadable) {
            problems.add(new Problem(
                    CommonCode.LIST_UNREADABLE,
                    Severity.ERROR,
                    Origin.COWHAND,
                    where,
                    "the list " + file.display(folder) + " cannot be read: " + IoErrors.describe(unreadable)));
        }
    }

    /** Adds one file, which need not exist. */
    private void look(Path start, Path name, Exclusions exclusions, Row row, int line) {
        Path path = DisplayPath.join(start, name);
        if (!exclusions.isEmpty() && exclusions.excludes(path)) {
            return;
        }
        watchdog.awaiting(path);
        add(path, links.list(start, DisplayPath.withoutDots(name)), row, line);
    }

    private void add(Path path, FileIdentity listed, Row row, int line) {
        namesAny = true;
        Mention mention = line == 0 ? Mention.PLAIN : places.mention(line, row);
        seen.add(path, listed, mention)
                .ifPresentOrElse(
                        before -> compare(path, before, mention),
                        () -> images.add(new ImageReference(path, listed, row)));
    }

    /** Reports that an image has two rows. What no inventory describes may be named again. */
    private void compare(Path path, Mention before, Mention mention) {
        if (mention.row() == 0 || mention.row() == before.row()) {
            return;
        }
        InventoryPlaces.Place place = places.find(mention);
        String image = "\"" + path + "\" is the same image as ";
        String message = before.place() == 0
                ? image + "that of an entry before this list, so its row would be lost; put the list first"
                : image + "that of " + places.find(before) + ", whose row is different";
        inventoryProblems.add(ProblemCode.DIFFERENT_ROWS, place.file(), place.line(), 1, message);
    }

    private static Problem notListed(Path directory, IOException why, Location where) {
        String message =
                ImageResolver.notListed(directory, why).message() + "; to skip it, exclude it with /** appended";
        return new Problem(ProblemCode.DIRECTORY_NOT_LISTED, Severity.ERROR, Origin.COWHAND, where, message);
    }
}
