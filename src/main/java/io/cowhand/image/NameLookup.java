package io.cowhand.image;

import io.cowhand.os.FileStatus;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is by a name that a glob matches.
 *
 * @param path the name with its directory
 * @param listed the file; nothing for a directory, or where the name is gone
 * @param trouble why that cannot be told
 */
record NameLookup(Path path, Optional<FileIdentity> listed, Optional<IOException> trouble) {

    /** Looks at a name, and where it leads if it is a link: one system call for all that is no link. */
    static NameLookup of(DirectoryHandle in, Path name, LinkFollower links) {
        Path path = in.shown().resolve(name);
        try {
            FileStatus own = FileStatus.ofItself(in.path(name));
            if (own.isLink()) {
                return ofLink(path, in, name, own, links);
            }
            return own.isDirectory() ? noFile(path) : file(path, LinkFollower.file(own, false));
        } catch (NoSuchFileException gone) {
            return noFile(path);
        } catch (IOException hidden) {
            return new NameLookup(path, Optional.empty(), Optional.of(hidden));
        }
    }

    private static NameLookup ofLink(Path link, DirectoryHandle in, Path name, FileStatus own, LinkFollower links) {
        try {
            LinkFollower.Result followed = links.follow(in, name, own);
            if (followed instanceof LinkFollower.Refusal not) {
                return not.toDirectory() ? noFile(link) : file(link, not.why());
            }
            FileStatus there = ((LinkFollower.Target) followed).status();
            return there.isDirectory() ? noFile(link) : file(link, LinkFollower.file(there, true));
        } catch (IOException leadsNowhere) {
            // A file that cannot be read.
            return file(link, new FileIdentity.Missing());
        }
    }

    /** What has been found out of a name. */
    static NameLookup file(Path path, FileIdentity listed) {
        return new NameLookup(path, Optional.of(listed), Optional.empty());
    }

    private static NameLookup noFile(Path path) {
        return new NameLookup(path, Optional.empty(), Optional.empty());
    }
}
