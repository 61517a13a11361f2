package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.LinkPolicy;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.problem.Location;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RecipeReaderTest {

    @TempDir
    Path folder;

    private static String message(RecipeResult result) {
        assertThat(result).isInstanceOf(RecipeResult.Unreadable.class);
        return ((RecipeResult.Unreadable) result).problem().message();
    }

    private static RecipeResult read(Path path) {
        return new RecipeReader(TestOperation.catalog()).read(path);
    }

    @Test
    void aReaderThatAnotherThreadPreparesReadsTheSame() throws IOException, InterruptedException {
        Path recipe = Files.writeString(folder.resolve("r.yaml"), """
            cowhand: 1
            name: prepared
            images: [a.qcow2]
            steps:
              - {op: move-backing, from: /a, to: /b}
            """);
        RecipeReader reader = RecipeReader.toBePrepared();
        Thread thread = new Thread(() -> {
            try {
                Thread.sleep(100);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            reader.prepare();
        });
        thread.start();
        assertThat(reader.read(recipe)).isInstanceOf(RecipeResult.Valid.class);
        thread.join();
    }

    /** The schema of recipes reads the names and summaries of all operations first. */
    @Test
    void whatThePreparationThrowsIsThrown() {
        OperationHandler faulty = (OperationHandler) Proxy.newProxyInstance(
                OperationHandler.class.getClassLoader(),
                new Class<?>[] {OperationHandler.class},
                (self, method, given) -> {
                    if (method.getName().equals("summary")) {
                        throw new IllegalStateException("no summary");
                    }
                    return "faulty";
                });
        assertThatThrownBy(() -> new RecipeReader(OperationCatalog.of(List.of(faulty))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no summary");
    }

    @Test
    void aValidRecipeIsAllThere() {
        Recipe recipe = new RecipeFixture(folder).recipe("""
            cowhand: 1
            name: all
            description: Everything.
            images:
              - a/*.qcow2
              - path: b/**
                exclude: ["**/x", y]
            steps:
              - op: danger
                unsafe: true
              - {op: stamp, name: two, magic: 0x1F, text: yes}
            not-qcow2: skip
            links: refuse
            on-error: stop
            """);
        assertThat(recipe.folder()).isEqualTo(folder);
        assertThat(recipe.file()).isEqualTo(folder.resolve("r.yaml").toString());
        assertThat(recipe.name()).isEqualTo("all");
        assertThat(recipe.description()).contains("Everything.");
        assertThat(recipe.images())
                .containsExactly(
                        new ImageEntry("a/*.qcow2", List.of(), new Location.InText(recipe.file(), 5, 5, "/images/0")),
                        new ImageEntry(
                                "b/**", List.of("**/x", "y"), new Location.InText(recipe.file(), 6, 5, "/images/1")));
        assertThat(recipe.steps())
                .extracting(step -> step.number() + step.operation() + step.unsafe())
                .containsExactly("1dangertrue", "2stampfalse");
        assertThat(recipe.notQcow2()).isEqualTo(Recipe.NotQcow2.SKIP);
        assertThat(recipe.links()).isEqualTo(LinkPolicy.REFUSE);
        assertThat(recipe.onError()).isEqualTo(Recipe.OnError.STOP);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Recipe recipe = new RecipeFixture(folder).recipe(RecipeFixture.steps("op: danger\nunsafe: true"));
        assertThat(recipe.description()).isEmpty();
        assertThat(recipe.notQcow2()).isEqualTo(Recipe.NotQcow2.FAIL);
        assertThat(recipe.links()).isEqualTo(LinkPolicy.OWNER);
        assertThat(recipe.onError()).isEqualTo(Recipe.OnError.CONTINUE);
    }

    @Test
    void argumentsReachTheHandlerWithDefaultsAndFiles() throws IOException {
        Files.write(folder.resolve("payload"), new byte[] {1, (byte) 0xff});
        TestOperation stamp = TestOperation.of("remember", """
            {"properties": {
              "n": {"type": "integer"}, "file": {"type": "string", "format": "file-contents"},
              "list": {"type": "array"}, "map": {"type": "object"},
              "mode": {"type": "string", "default": "all"}, "other": {"type": "string", "default": "x"}
            }}
            """);
        new RecipeFixture(folder, stamp)
                .recipe(RecipeFixture.steps("op: remember\n"
                        + "n: 99999999999999999999\n"
                        + "file: payload\n"
                        + "list: [a, [true]]\n"
                        + "map: {k: 1}\n"
                        + "other: given\n"
                        + "unsafe: true"));
        assertThat(stamp.bound)
                .containsExactly(new Arguments(
                        Map.of(
                                "n",
                                new BigInteger("99999999999999999999"),
                                "list",
                                List.of("a", List.of(true)),
                                "map",
                                Map.of("k", BigInteger.ONE),
                                "mode",
                                "all",
                                "other",
                                "given"),
                        Map.of("file", Bytes.of(1, 0xff)),
                        true));
    }

    @Test
    void aFileThatCannotBeReadIsLocated() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        Files.write(folder.resolve("large"), new byte[(2 << 20) + 1]);
        RecipeFixture recipes = new RecipeFixture(folder);
        String step = "op: stamp\nmagic: 1\nfile: ";
        String start = "7:11: /steps/0/file: the file \"" + folder + "/";
        assertThat(recipes.stepProblems(step + "none")).containsExactly(start + "none\" cannot be read: no such file");
        assertThat(recipes.stepProblems(step + "sub"))
                .containsExactly(start + "sub\" cannot be read: it is a directory");
        assertThat(recipes.stepProblems(step + "large"))
                .containsExactly(start + "large\" is larger than 2097152 bytes, the largest size of a header");
        assertThat(recipes.stepProblems(step + "\"a\\0b\""))
                .containsExactly("7:11: /steps/0/file: \"a\0b\" is not a valid file name");
    }

    @Test
    void aMissingRecipeIsUnreadableUnderItsNameAsGiven() {
        assertThat(message(read(Path.of("no-such-recipe.yaml"))))
                .isEqualTo("no-such-recipe.yaml cannot be read: no such file");
    }

    @Test
    void whatIsNoFileIsUnreadable() {
        assertThat(message(read(folder))).isEqualTo(folder + " cannot be read: it is a directory");
        assertThat(message(read(Path.of("/dev/null"))))
                .isEqualTo("/dev/null cannot be read: it is a FIFO, socket or device, not a regular file");
        assertThat(message(read(folder.resolve("a/b")))).endsWith(": no such file");
    }

    @Test
    @Timeout(10)
    void aFifoIsNeverOpened() throws IOException, InterruptedException {
        Path fifo = folder.resolve("fifo");
        Process made = new ProcessBuilder("mkfifo", fifo.toString()).start();
        Assumptions.assumeTrue(made.waitFor(5, TimeUnit.SECONDS) && made.exitValue() == 0);
        assertThat(message(read(fifo))).endsWith("not a regular file");
        assertThat(new RecipeFixture(folder).stepProblems("op: stamp\nmagic: 1\nfile: fifo"))
                .singleElement()
                .asString()
                .endsWith("not a regular file");
    }

    @Test
    void aFileWithoutPermissionIsUnreadable() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "cowhand: 1");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(secret), "root may read everything");
        assertThat(message(read(secret))).endsWith("permission denied");
    }

    @Test
    void oneReaderReadsSeveralRecipes() throws IOException {
        RecipeReader reader = new RecipeReader(TestOperation.catalog());
        Path bad = Files.writeString(folder.resolve("bad"), "cowhand: 2");
        Path good = Files.writeString(folder.resolve("good"), RecipeFixture.steps("op: danger\nunsafe: true"));
        assertThat(reader.read(bad)).isInstanceOf(RecipeResult.Invalid.class);
        assertThat(reader.read(good)).isInstanceOf(RecipeResult.Valid.class);
        assertThat(reader.read(bad)).isInstanceOf(RecipeResult.Invalid.class);
    }
}
