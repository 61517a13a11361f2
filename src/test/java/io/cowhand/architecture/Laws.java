package io.cowhand.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import io.cowhand.qcow2.HeaderImage;
import java.io.File;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttributeView;
import java.util.Collections;
import java.util.Formatter;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;

/** The rules about APIs, each for packages that the caller names, so that a test can show that it catches a breach. */
final class Laws {

    private Laws() {}

    /** Changes to files: opened for writing, made, moved, deleted, or their attributes set. */
    static ArchRule nothingChangesFilesOutsideOf(String... packages) {
        return classes()
                .that()
                .resideOutsideOfPackages(packages)
                .should(Use.none(
                        "change no files",
                        Use.ofMembersExcept(
                                Files.class,
                                "exists",
                                "find",
                                "getAttribute",
                                "getFileStore",
                                "getLastModifiedTime",
                                "getOwner",
                                "getPosixFilePermissions",
                                "isDirectory",
                                "isExecutable",
                                "isHidden",
                                "isReadable",
                                "isRegularFile",
                                "isSameFile",
                                "isSymbolicLink",
                                "isWritable",
                                "lines",
                                "list",
                                "mismatch",
                                "newBufferedReader",
                                "newDirectoryStream",
                                "newInputStream",
                                "notExists",
                                "probeContentType",
                                "readAllBytes",
                                "readAllLines",
                                "readAttributes",
                                "readString",
                                "readSymbolicLink",
                                "size",
                                "walk",
                                "walkFileTree"),
                        Use.ofMembersExcept(StandardOpenOption.class, "READ", "ordinal", "name", "toString"),
                        Use.ofClassObject(StandardOpenOption.class),
                        Use.ofMembersExcept(FileChannel.class, "open", "read", "size", "position", "close", "isOpen"),
                        Use.ofMembers(WritableByteChannel.class, "write", "truncate"),
                        Use.ofMembers(
                                FileAttributeView.class,
                                "setTimes",
                                "setPermissions",
                                "setGroup",
                                "setOwner",
                                "setAcl",
                                "write",
                                "delete"),
                        Use.ofMembers(
                                SecureDirectoryStream.class, "newByteChannel", "deleteFile", "deleteDirectory", "move"),
                        Use.ofOverload(java.io.FileOutputStream.class, "<init>", String.class),
                        Use.ofOverload(java.io.FileOutputStream.class, "<init>", String.class, boolean.class),
                        Use.ofOverload(PrintWriter.class, "<init>", String.class),
                        Use.ofOverload(PrintWriter.class, "<init>", String.class, String.class),
                        Use.ofOverload(PrintWriter.class, "<init>", String.class, Charset.class),
                        Use.ofOverload(PrintStream.class, "<init>", String.class),
                        Use.ofOverload(PrintStream.class, "<init>", String.class, String.class),
                        Use.ofOverload(PrintStream.class, "<init>", String.class, Charset.class),
                        Use.ofOverload(Formatter.class, "<init>", String.class),
                        Use.ofOverload(Formatter.class, "<init>", String.class, String.class),
                        Use.ofOverload(Formatter.class, "<init>", String.class, String.class, Locale.class),
                        Use.ofOverload(Formatter.class, "<init>", String.class, Charset.class, Locale.class),
                        Use.ofMembers(URLConnection.class, "getOutputStream", "setDoOutput"),
                        // A jar is opened to be read, unless a mode says more.
                        Use.ofParameter("(?!io\\.cowhand\\.|java\\.util\\.jar\\.JarFile$).*", File.class),
                        Use.ofParameter("java\\.util\\.jar\\.JarFile", int.class),
                        // What another library does with a path may be to write there.
                        Use.ofParameter("(?!java\\.|io\\.cowhand\\.).*", Path.class),
                        Use.ofClasses("java\\.io\\.(File|FileWriter|RandomAccessFile)"),
                        Use.ofClasses("java\\.nio\\.channels\\.AsynchronousFileChannel"),
                        Use.ofClasses("java\\.nio\\.file\\.spi\\..*"),
                        Use.ofClasses("java\\.util\\.logging\\.FileHandler"),
                        Use.ofClasses("org\\.apache\\.commons\\.io\\.(File|Path|file\\.|output\\.File).*")));
    }

    /**
     * Names in an image taken for paths: whoever decodes them has no paths, and opens no files, besides one gate.
     *
     * <p>Text may go from hand to hand before somebody makes a path of it, which no rule about a class sees; the tests of
     * the gate watch what is opened.
     */
    static ArchRule noNameInAnImageLeadsToAFileBesides(String... gates) {
        return classes()
                .that(DescribedPredicate.describe(
                        "take names from headers",
                        each -> each.getAccessesFromSelf().stream().anyMatch(Laws::isNameOfAFile)))
                .and(DescribedPredicate.describe(
                        "are no gate", each -> !Set.of(gates).contains(each.getName())))
                .should(Use.none(
                        "take none for a path",
                        Use.ofMembers(Path.class, "of", "resolve", "resolveSibling", "toRealPath"),
                        Use.ofMembersExcept(Files.class),
                        Use.ofClasses("java\\.nio\\.file\\.Paths"),
                        Use.ofClasses("java\\.nio\\.channels\\..*"),
                        Use.ofClasses("io\\.cowhand\\.os\\.(FileStatus|PathHandle|LinuxCalls)"),
                        Use.ofClasses("io\\.cowhand\\.inspect\\.BackingPath")));
    }

    private static boolean isNameOfAFile(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(HeaderImage.class)
                && access.getName().equals("backingName");
    }

    /** Other programs, which could do anything. */
    static ArchRule nothingStartsProcessesBut(String... names) {
        return classes()
                .that(DescribedPredicate.describe(
                        "have no reason to", each -> !Set.of(names).contains(each.getName())))
                .should(Use.none(
                        "start no processes",
                        Use.ofClasses("java\\.lang\\.ProcessBuilder"),
                        Use.ofMembers(Runtime.class, "exec")));
    }

    /** Files and channels, whether read or written, and the network. */
    static ArchRule noFilesIn(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(Use.none(
                        "touch no files",
                        Use.ofClasses("java\\.nio\\.(file|channels)\\..*"),
                        Use.ofClasses("java\\.io\\.(File.*|RandomAccessFile|Console)"),
                        Use.ofClasses("java\\.util\\.(zip\\.ZipFile|jar\\.JarFile|Scanner|prefs\\..*|logging\\..*)"),
                        Use.ofClasses("java\\.net\\.(?!URI$|URISyntaxException$|URL(De|En)coder$).*"),
                        Use.ofParameter("java\\.io\\.Print(Stream|Writer)", String.class),
                        Use.ofMembers(Class.class, "getResource", "getResourceAsStream"),
                        Use.ofMembers(ClassLoader.class, "getResource", "getResources", "getResourceAsStream")));
    }

    /** Whatever makes a result depend on when it is computed. */
    static ArchRule noClocksIn(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(Use.none(
                        "ask no clock",
                        Use.ofMembers(System.class, "currentTimeMillis", "nanoTime"),
                        Use.ofClasses("java\\.time\\..*"),
                        Use.ofClasses("java\\.util\\.(Date|Calendar|GregorianCalendar|Timer|TimerTask)"),
                        Use.ofClasses("java\\.util\\.concurrent\\.(TimeUnit|Scheduled.*|DelayQueue)"),
                        Use.ofMembers(Thread.class, "sleep")));
    }

    /** Whatever makes a result depend on chance. */
    static ArchRule noRandomNumbersIn(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(Use.none(
                        "draw no random numbers",
                        Use.ofClasses("java\\.util\\.(Random|SplittableRandom|random\\..*)"),
                        Use.ofClasses("java\\.util\\.concurrent\\.ThreadLocalRandom"),
                        Use.ofClasses("java\\.security\\.SecureRandom"),
                        Use.ofMembers(Math.class, "random"),
                        Use.ofMembers(StrictMath.class, "random"),
                        Use.ofMembers(UUID.class, "randomUUID"),
                        Use.ofMembers(Collections.class, "shuffle"),
                        Use.ofMembers(System.class, "identityHashCode")));
    }

    /** Whatever makes a result depend on who computes it, and where. */
    static ArchRule noEnvironmentIn(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(Use.none(
                        "do not look at the environment",
                        Use.ofMembersExcept(
                                System.class, "arraycopy", "currentTimeMillis", "nanoTime", "identityHashCode"),
                        Use.ofMembers(Boolean.class, "getBoolean"),
                        Use.ofMembers(Integer.class, "getInteger"),
                        Use.ofMembers(Long.class, "getLong"),
                        Use.ofMembers(Locale.class, "getDefault"),
                        Use.ofMembers(TimeZone.class, "getDefault"),
                        Use.ofMembers(Charset.class, "defaultCharset"),
                        // By the locale or the charset of whoever runs this.
                        Use.ofOverload(String.class, "toLowerCase"),
                        Use.ofOverload(String.class, "toUpperCase"),
                        Use.ofOverload(String.class, "format", String.class, Object[].class),
                        Use.ofOverload(String.class, "getBytes"),
                        Use.ofOverload(String.class, "<init>", byte[].class),
                        Use.ofOverload(String.class, "<init>", byte[].class, int.class, int.class),
                        Use.ofClasses("java\\.lang\\.(Runtime|Process.*|Thread|ThreadGroup)"),
                        Use.ofClasses("java\\.net\\.(InetAddress|NetworkInterface|Socket)"),
                        Use.ofClasses("java\\.lang\\.management\\..*")));
    }
}
