package io.cowhand.recipe;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.os.IoErrors;
import io.cowhand.os.TrustedFolder;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/**
 * Loads the operations in the jars of a directory. Each jar has its own class loader, so that plug-ins do not see each
 * other's libraries.
 */
public final class PluginJars {

    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    private PluginJars() {}

    /**
     * A jar in an open directory: the path to show, and a path that leads to the same file even if the directory is
     * replaced.
     */
    private record PluginJar(Path shown, Path path) {}

    /**
     * Returns the built-in operations and those of all jars in a directory, in the order of the jars' names. The code
     * in the jars runs with the user's rights, so other users must not be able to write to the directory.
     *
     * @throws PluginException if the directory cannot be listed or other users can write to it, a jar cannot be read or
     *     provides no operation, a handler fails, or two operations have the same name
     */
    public static OperationCatalog load(Path directory, OperationCatalog builtin) {
        List<OperationHandler> all = new ArrayList<>(builtin.handlers());
        for (PluginJar jar : jars(directory)) {
            List<OperationHandler> handlers = handlers(jar);
            if (handlers.isEmpty()) {
                throw new PluginException(jar.shown + " provides no operation: it names none in META-INF/services/"
                        + OperationHandler.class.getName());
            }
            handlers.forEach(handler -> check(handler, jar.shown));
            all.addAll(handlers);
        }
        try {
            return OperationCatalog.of(all);
        } catch (IllegalArgumentException twoOfOneName) {
            throw new PluginException("the plug-ins in " + directory + ": " + twoOfOneName.getMessage());
        }
    }

    private static List<PluginJar> jars(Path directory) {
        List<PluginJar> jars = new ArrayList<>();
        try {
            // Stays open: classes of the plug-ins are loaded from it on demand.
            TrustedFolder folder = TrustedFolder.open(directory);
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.path(), "*.jar")) {
                for (Path path : found) {
                    String name = path.getFileName().toString();
                    folder.checkFile(name);
                    jars.add(new PluginJar(folder.shown().resolve(name), path));
                }
            }
        } catch (TrustedFolder.UntrustedException untrusted) {
            throw new PluginException("the plug-ins in " + directory + " are not loaded: " + untrusted.getMessage());
        } catch (DirectoryIteratorException error) {
            throw notListed(directory, Objects.requireNonNull(error.getCause()));
        } catch (IOException error) {
            throw notListed(directory, error);
        }
        jars.sort(Comparator.comparing(PluginJar::shown));
        return jars;
    }

    private static PluginException notListed(Path directory, IOException error) {
        return new PluginException(
                "the directory of plug-ins " + directory + " cannot be listed: " + IoErrors.describe(error));
    }

    private static List<OperationHandler> handlers(PluginJar jar) {
        List<OperationHandler> handlers = new ArrayList<>();
        try {
            // Opened as a check: a class loader silently ignores a file that is not a jar.
            new JarFile(jar.path.toFile()).close();
            // Never closed: classes of the plug-in are loaded on demand.
            URLClassLoader loader = new URLClassLoader(
                    jar.shown.getFileName().toString(),
                    new URL[] {jar.path.toUri().toURL()},
                    OperationHandler.class.getClassLoader());
            // The services of the parent loader are found as well.
            ServiceLoader.load(OperationHandler.class, loader).stream()
                    .filter(provider -> provider.type().getClassLoader() == loader)
                    .forEach(provider -> handlers.add(provider.get()));
        } catch (IOException error) {
            throw new PluginException(jar.shown + " is not a readable jar: " + IoErrors.describe(error));
        } catch (PluginException known) {
            throw known;
        } catch (Throwable defect) {
            throw new PluginException(jar.shown + " cannot be loaded: " + reason(defect), defect);
        }
        return handlers;
    }

    /** Calls all methods of a handler that need no recipe, so that a defect is found before any work is done. */
    private static void check(OperationHandler handler, Path jar) {
        String name = handler.getClass().getName();
        try {
            name = handler.name();
            if (name == null || !name.matches(NAME)) {
                throw new PluginException(jar + ": \"" + name
                        + "\" is not a valid name of an operation: use lower case, with hyphens between words");
            }
            if (handler.summary() == null || handler.example() == null || handler.refusals() == null) {
                throw new PluginException(jar + ": operation " + name
                        + " has a defect: its summary, its example or its refusals are null");
            }
            handler.alwaysUnsafe();
            RecipeSchema.of(OperationCatalog.of(List.of(handler)));
        } catch (InvalidFragmentException badSchema) {
            throw new PluginException(jar + ": " + badSchema.getMessage());
        } catch (PluginException known) {
            throw known;
        } catch (OutOfMemoryError notThePlugins) {
            throw notThePlugins;
        } catch (Throwable defect) {
            throw new PluginException(jar + ": operation " + name + " has a defect: " + reason(defect), defect);
        }
    }

    private static Throwable reason(Throwable defect) {
        Throwable deepest = defect;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
