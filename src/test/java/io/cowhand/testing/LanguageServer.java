package io.cowhand.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The YAML language server of editors, and a client that speaks its protocol over pipes: JSON-RPC, each message behind a
 * header with its length.
 */
public final class LanguageServer implements AutoCloseable {

    /** The server as npm installs it, below the working directory. */
    public static final String PROGRAM =
            "target/yaml-language-server/node_modules/yaml-language-server/bin/yaml-language-server";

    private static final long TIMEOUT_SECONDS = 300;
    private static final String LENGTH = "content-length:";

    private final Process process;
    private final InputStream in;
    private final OutputStream out;
    private int requests;

    /**
     * What the server says about a place.
     *
     * @param line the line, from 1
     */
    public record Diagnostic(int line, String message) {}

    /** Starts the server. */
    public LanguageServer() throws IOException {
        process = new ProcessBuilder("node", PROGRAM, "--stdio")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Ends the wait for an answer that does not come.
        CompletableFuture.delayedExecutor(TIMEOUT_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        in = process.getInputStream();
        out = process.getOutputStream();
        ObjectNode parameters = object().putNull("rootUri");
        parameters.put("processId", ProcessHandle.current().pid());
        parameters.withObject("/capabilities/workspace").put("configuration", true);
        parameters.withObject("/capabilities/textDocument/completion");
        request("initialize", parameters);
        notify("initialized", object());
    }

    /** Opens a document, and returns what the server says about it. */
    public List<Diagnostic> open(Path file) throws IOException {
        return open(file, Files.readString(file));
    }

    /** Opens a document with a text that need not be that of the file. */
    public List<Diagnostic> open(Path file, String text) throws IOException {
        ObjectNode parameters = object();
        parameters
                .putObject("textDocument")
                .put("uri", uri(file))
                .put("languageId", "yaml")
                .put("version", 1)
                .put("text", text);
        notify("textDocument/didOpen", parameters);
        JsonNode published =
                await(message -> message.path("method").asString("").endsWith("/publishDiagnostics")
                        && message.at("/params/uri").asString("").equals(uri(file)));
        return stream(published.at("/params/diagnostics"))
                .map(each -> new Diagnostic(
                        each.at("/range/start/line").intValue() + 1,
                        each.path("message").asString()))
                .toList();
    }

    /**
     * Returns what the server offers to insert into an open document.
     *
     * @param line the line, from 1
     * @param column the column, from 1
     */
    public List<String> complete(Path file, int line, int column) throws IOException {
        ObjectNode parameters = object();
        parameters.putObject("textDocument").put("uri", uri(file));
        parameters.putObject("position").put("line", line - 1).put("character", column - 1);
        return stream(request("textDocument/completion", parameters).path("items"))
                .map(each -> each.path("label").asString())
                .toList();
    }

    private JsonNode request(String method, JsonNode parameters) throws IOException {
        int id = ++requests;
        send(object().put("id", id).put("method", method).set("params", parameters));
        JsonNode response =
                await(message -> !message.has("method") && message.path("id").asInt(0) == id);
        if (!response.has("result")) {
            throw new IOException("the language server fails: " + response);
        }
        return response.path("result");
    }

    private void notify(String method, JsonNode parameters) throws IOException {
        send(object().put("method", method).set("params", parameters));
    }

    /** Returns the next message of a kind, and answers the server's own requests meanwhile. */
    private JsonNode await(Predicate<JsonNode> wanted) throws IOException {
        while (true) {
            JsonNode message = receive();
            if (wanted.test(message)) {
                return message;
            }
            if (message.has("method") && message.has("id")) {
                ObjectNode answer = object();
                answer.set("id", message.path("id"));
                answer.set("result", settings(message.at("/params/items")));
                send(answer);
            }
        }
    }

    /** Returns the settings for each section that the server asks for: no schema but that which a document names. */
    private static JsonNode settings(JsonNode items) {
        ArrayNode settings = JsonMapper.shared().createArrayNode();
        for (JsonNode item : items) {
            if (item.path("section").asString("").equals("yaml")) {
                ObjectNode yaml = settings.addObject().put("validate", true).put("completion", true);
                yaml.putObject("schemaStore").put("enable", false);
            } else {
                settings.addNull();
            }
        }
        return settings;
    }

    private void send(ObjectNode message) throws IOException {
        byte[] body = message.put("jsonrpc", "2.0").toString().getBytes(StandardCharsets.UTF_8);
        out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private JsonNode receive() throws IOException {
        int length = 0;
        for (String line = header(); !line.isEmpty(); line = header()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        return JsonMapper.shared().readTree(in.readNBytes(length));
    }

    private String header() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int unit = in.read(); unit != '\n'; unit = in.read()) {
            if (unit < 0) {
                throw new EOFException("the language server has ended");
            }
            line.append((char) unit);
        }
        return line.toString().strip();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    private static String uri(Path file) {
        return file.toAbsolutePath().toUri().toString();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
