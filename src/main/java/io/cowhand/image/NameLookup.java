package io.cowhand.image;

import io.cowhand.os.FileStatus;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The result of looking up a name that a glob matches. */
sealed interface NameLookup {

    /** The name of a file, with its directory. */
    record Found(Path path, FileIdentity identity) implements NameLookup {}

    /** The name is that of a directory, or was removed. */
    record NoFile() implements NameLookup {}

    /** The lookup failed. */
    record Failed(IOException cause) implements NameLookup {}

    /** Looks a name up, and its target if it is a link; takes one system call for anything but a link. */
    static NameLookup of(DirectoryHandle in, Path name, LinkFollower links) {
        Path path = in.shown().resolve(name);
        try {
            FileStatus own = links.files().statusOfItself(in.path(name));
            if (own.isLink()) {
                return ofLink(path, in, name, own, links);
            }
            return own.isDirectory() ? new NoFile() : new Found(path, LinkFollower.file(own, false));
        } catch (NoSuchFileException gone) {
            return new NoFile();
        } catch (IOException hidden) {
            return new Failed(hidden);
        }
    }

    private static NameLookup ofLink(Path link, DirectoryHandle in, Path name, FileStatus own, LinkFollower links) {
        try {
            LinkFollower.Result followed = links.follow(in, name, own);
            if (followed instanceof LinkFollower.Refusal refusal) {
                return refusal.toDirectory() ? new NoFile() : new Found(link, refusal.why());
            }
            FileStatus target = ((LinkFollower.Target) followed).status();
            return target.isDirectory() ? new NoFile() : new Found(link, LinkFollower.file(target, true));
        } catch (IOException leadsNowhere) {
            // Reading the image reports why.
            return new Found(link, new FileIdentity.Missing());
        }
    }
}
