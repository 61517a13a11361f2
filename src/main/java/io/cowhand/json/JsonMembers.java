package io.cowhand.json;

import io.cowhand.bytes.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** The members of a JSON object that Cowhand has written. A member that is read must have the type that is asked for. */
public final class JsonMembers {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9})");
    private static final BigInteger BEYOND_64_BITS = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final JsonNode object;
    /** Where the object is, to be put before the name of a member. */
    private final String path;

    private JsonMembers(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /**
     * Returns the members of the object on a line.
     *
     * @throws MalformedJsonException if the line is no object, or one of another {@code format_version} than
     *     {@link JsonLines} writes
     */
    public static JsonMembers of(String line) throws MalformedJsonException {
        JsonNode node;
        try {
            node = MAPPER.readTree(line);
        } catch (MismatchedInputException more) {
            throw new MalformedJsonException("this is more than one JSON object");
        } catch (JacksonException notJson) {
            throw new MalformedJsonException("this is not JSON: "
                    + String.valueOf(notJson.getOriginalMessage())
                            .lines()
                            .findFirst()
                            .orElse(""));
        }
        return of(node);
    }

    /**
     * Returns the members of a parsed object.
     *
     * @throws MalformedJsonException as {@link #of(String)}
     */
    public static JsonMembers of(JsonNode node) throws MalformedJsonException {
        if (!node.isObject()) {
            throw new MalformedJsonException("this is not a JSON object");
        }
        JsonMembers members = new JsonMembers(node, "");
        String version = members.text(JsonLines.FORMAT_VERSION_MEMBER);
        if (!version.equals(JsonLines.FORMAT_VERSION)) {
            throw new MalformedJsonException(
                    "the " + JsonLines.FORMAT_VERSION_MEMBER + " is \"" + version + "\"; this Cowhand reads "
                            + JsonLines.FORMAT_VERSION + (isNewer(version) ? ", so use a newer one" : ""));
        }
        return members;
    }

    private static boolean isNewer(String version) {
        Matcher other = VERSION.matcher(version);
        Matcher own = VERSION.matcher(JsonLines.FORMAT_VERSION);
        if (!other.matches() || !own.matches()) {
            return false;
        }
        int major = Integer.compare(Integer.parseInt(other.group(1)), Integer.parseInt(own.group(1)));
        return major > 0 || major == 0 && Integer.parseInt(other.group(2)) > Integer.parseInt(own.group(2));
    }

    /** Returns whether there is a member of the name, which may be null. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** Returns whether a member is null. */
    public boolean isNull(String name) {
        return object.path(name).isNull();
    }

    /** Returns the names of all members, in order. */
    public List<String> names() {
        return List.copyOf(object.propertyNames());
    }

    /** Returns a text. */
    public String text(String name) throws MalformedJsonException {
        return text(get(name), name);
    }

    /** Returns a text; nothing if there is no such member. */
    public Optional<String> optionalText(String name) throws MalformedJsonException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** Returns a list of texts. */
    public List<String> texts(String name) throws MalformedJsonException {
        List<String> texts = new ArrayList<>();
        for (Iterator<JsonNode> elements = list(name); elements.hasNext(); ) {
            texts.add(text(elements.next(), name));
        }
        return texts;
    }

    private String text(JsonNode node, String name) throws MalformedJsonException {
        if (!node.isString()) {
            throw wrong(name, "is not text");
        }
        return node.stringValue();
    }

    /** Returns bytes, which are written in base64. */
    public Bytes base64(String name) throws MalformedJsonException {
        return Bytes.parseBase64(text(name)).orElseThrow(() -> wrong(name, "is not base64"));
    }

    /** Returns a number of 64 bits, unsigned. */
    public long unsigned(String name) throws MalformedJsonException {
        JsonNode node = get(name);
        if (!node.isIntegralNumber()) {
            throw wrong(name, "is not a whole number");
        }
        BigInteger number = node.bigIntegerValue();
        if (number.signum() < 0 || number.compareTo(BEYOND_64_BITS) >= 0) {
            throw wrong(name, "is out of range");
        }
        return number.longValue();
    }

    /** Returns a number of 64 bits, unsigned; nothing if it is null. */
    public OptionalLong unsignedOrNull(String name) throws MalformedJsonException {
        return get(name).isNull() ? OptionalLong.empty() : OptionalLong.of(unsigned(name));
    }

    /** Returns a number from 0 to a maximum. */
    public int number(String name, int most) throws MalformedJsonException {
        long number = unsigned(name);
        if (number < 0 || number > most) {
            throw wrong(name, "is out of range");
        }
        return (int) number;
    }

    /** Returns whether a member is of a number. */
    public boolean isNumber(String name) {
        return object.path(name).isNumber();
    }

    /** Returns a boolean. */
    public boolean truth(String name) throws MalformedJsonException {
        JsonNode node = get(name);
        if (!node.isBoolean()) {
            throw wrong(name, "is neither true nor false");
        }
        return node.booleanValue();
    }

    /** Returns an object. */
    public JsonMembers object(String name) throws MalformedJsonException {
        return object(get(name), name);
    }

    /** Returns whether a member is a list. */
    public boolean isList(String name) {
        return object.path(name).isArray();
    }

    /** Returns a list of objects. */
    public List<JsonMembers> objects(String name) throws MalformedJsonException {
        List<JsonMembers> objects = new ArrayList<>();
        for (Iterator<JsonNode> elements = list(name); elements.hasNext(); ) {
            objects.add(object(elements.next(), name + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /**
     * Returns the members of an object as values: {@link String}, {@link BigInteger}, {@link Boolean}, and lists and
     * mappings of them.
     */
    public Map<String, Object> values(String name) throws MalformedJsonException {
        return object(name).values();
    }

    private Map<String, Object> values() throws MalformedJsonException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            values.put(member.getKey(), value(member.getValue(), member.getKey()));
        }
        return Collections.unmodifiableMap(values);
    }

    private Object value(JsonNode node, String name) throws MalformedJsonException {
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue();
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            for (JsonNode element : node) {
                list.add(value(element, name));
            }
            return List.copyOf(list);
        }
        return object(node, name).values();
    }

    private JsonMembers object(JsonNode node, String name) throws MalformedJsonException {
        if (!node.isObject()) {
            throw wrong(name, "is not an object");
        }
        return new JsonMembers(node, path + name + ".");
    }

    private Iterator<JsonNode> list(String name) throws MalformedJsonException {
        JsonNode node = get(name);
        if (!node.isArray()) {
            throw wrong(name, "is not a list");
        }
        return node.iterator();
    }

    private JsonNode get(String name) throws MalformedJsonException {
        JsonNode node = object.get(name);
        if (node == null) {
            throw wrong(name, "is missing");
        }
        return node;
    }

    /** Returns an exception about a member: {@code changes[0].name is missing}. */
    public MalformedJsonException wrong(String name, String what) {
        return new MalformedJsonException(path + name + " " + what);
    }
}
