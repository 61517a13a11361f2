package io.cowhand.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Cowhand with one more row in one of its tables: the enum is compiled from its source and the row, and every other class
 * is the one that is tested. What then works needs no more than the row.
 */
public final class ExtendedTable extends ClassLoader {

    private static final String OWN = "io.cowhand.";

    private final Map<String, ByteArrayOutputStream> compiled;

    private ExtendedTable(Map<String, ByteArrayOutputStream> compiled) {
        super(ExtendedTable.class.getClassLoader());
        this.compiled = compiled;
    }

    /**
     * Runs code against the extended table.
     *
     * @param table the enum
     * @param row the row, as in the source
     * @param code a class with a constructor without parameters; it may fail with an assertion
     */
    public static void with(Class<? extends Enum<?>> table, String row, Class<? extends Runnable> code)
            throws IOException, ReflectiveOperationException {
        String source =
                Files.readString(Path.of("src/main/java", table.getName().replace('.', '/') + ".java"));
        int end = source.indexOf(");\n", source.indexOf("public enum ")) + 1;
        String extended = source.substring(0, end) + ",\n    " + row + source.substring(end);
        ExtendedTable loader = new ExtendedTable(compile(table.getName(), extended));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Constructor<?> constructor = loader.loadClass(code.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            ((Runnable) constructor.newInstance()).run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith(OWN)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            ByteArrayOutputStream extended = compiled.get(name);
            byte[] content = extended == null ? file.readAllBytes() : extended.toByteArray();
            return defineClass(name, content, 0, content.length);
        } catch (IOException error) {
            throw new ClassNotFoundException(name, error);
        }
    }

    private static Map<String, ByteArrayOutputStream> compile(String name, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        StringWriter messages = new StringWriter();
        try (JavaFileManager files = new InMemory(compiler.getStandardFileManager(null, null, null), classes)) {
            List<String> options = List.of("-proc:none", "-nowarn");
            if (!compiler.getTask(messages, files, null, options, null, List.of(new Source(name, source)))
                    .call()) {
                throw new AssertionError(messages);
            }
        }
        return classes;
    }

    /** A source text. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps the compiler's classes in memory. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return classes.computeIfAbsent(name, none -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
