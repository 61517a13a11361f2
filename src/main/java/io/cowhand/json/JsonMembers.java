package io.cowhand.json;

import io.cowhand.bytes.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** The members of a JSON object that Cowhand has written. A member that is read must have the type that is asked for. */
public final class JsonMembers {

    /** The names of labels are among those of members, and any are valid, also many with equal hash codes. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9})");

    private final Map<String, @Nullable Object> object;
    /** Where the object is, to be put before the name of a member. */
    private final String path;

    private JsonMembers(Map<String, @Nullable Object> object, String path) {
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
        JsonMembers members;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJsonException("this is not a JSON object");
            }
            members = new JsonMembers(JsonTree.object(parser), "");
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("this is more than one JSON object");
            }
        } catch (JacksonException notJson) {
            throw new MalformedJsonException("this is not JSON: "
                    + String.valueOf(notJson.getOriginalMessage())
                            .lines()
                            .findFirst()
                            .orElse(""));
        }
        String version = members.text(JsonLines.FORMAT_VERSION_MEMBER);
        if (!version.equals(JsonLines.FORMAT_VERSION)) {
            throw new MalformedJsonException(
                    "the " + JsonLines.FORMAT_VERSION_MEMBER + " is \"" + version + "\"; this Cowhand reads "
                            + JsonLines.FORMAT_VERSION + (isNewer(version) ? ", so use a newer one" : ""));
        }
        return members;
    }

    /**
     * Returns the members of the object on a line of UTF-8.
     *
     * @throws MalformedJsonException as {@link #of(String)}
     */
    public static JsonMembers of(Bytes line) throws MalformedJsonException {
        // A parser of bytes would accept other encodings, and sequences that are not UTF-8.
        return of(line.asUtf8().orElseThrow(() -> new MalformedJsonException("this is not UTF-8")));
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
        return object.containsKey(name);
    }

    /** Returns whether a member is null. */
    public boolean isNull(String name) {
        return has(name) && object.get(name) == null;
    }

    /** Returns the names of all members, in order. */
    public List<String> names() {
        return List.copyOf(object.keySet());
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
        for (Object element : list(name)) {
            texts.add(text(element, name));
        }
        return texts;
    }

    private String text(@Nullable Object value, String name) throws MalformedJsonException {
        if (!(value instanceof String text)) {
            throw wrong(name, "is not text");
        }
        return text;
    }

    /** Returns bytes, which are written in base64. */
    public Bytes base64(String name) throws MalformedJsonException {
        return Bytes.parseBase64(text(name)).orElseThrow(() -> wrong(name, "is not base64"));
    }

    /** Returns a number of 64 bits, unsigned. */
    public long unsigned(String name) throws MalformedJsonException {
        if (!(get(name) instanceof BigInteger number)) {
            throw wrong(name, "is not a whole number");
        }
        if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
            throw wrong(name, "is out of range");
        }
        return number.longValue();
    }

    /** Returns a number of 64 bits, unsigned; nothing if it is null. */
    public OptionalLong unsignedOrNull(String name) throws MalformedJsonException {
        return isNull(name) ? OptionalLong.empty() : OptionalLong.of(unsigned(name));
    }

    /** Returns a number from 0 to a maximum. */
    public int number(String name, int most) throws MalformedJsonException {
        long number = unsigned(name);
        if (number < 0 || number > most) {
            throw wrong(name, "is out of range");
        }
        return (int) number;
    }

    /** Returns whether a member is a number. */
    public boolean isNumber(String name) {
        return object.get(name) instanceof Number;
    }

    /** Returns a boolean. */
    public boolean truth(String name) throws MalformedJsonException {
        if (!(get(name) instanceof Boolean truth)) {
            throw wrong(name, "is neither true nor false");
        }
        return truth;
    }

    /** Returns an object. */
    public JsonMembers object(String name) throws MalformedJsonException {
        return object(get(name), name);
    }

    /** Returns whether a member is a list. */
    public boolean isList(String name) {
        return object.get(name) instanceof List;
    }

    /** Returns a list of objects. */
    public List<JsonMembers> objects(String name) throws MalformedJsonException {
        List<JsonMembers> objects = new ArrayList<>();
        for (Object element : list(name)) {
            objects.add(object(element, name + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** Returns the members of an object as values: those of {@link JsonTree}. */
    public Map<String, @Nullable Object> values(String name) throws MalformedJsonException {
        return object(name).object;
    }

    @SuppressWarnings("unchecked") // every mapping in the tree is one of names to values
    private JsonMembers object(@Nullable Object value, String name) throws MalformedJsonException {
        if (!(value instanceof Map<?, ?> members)) {
            throw wrong(name, "is not an object");
        }
        return new JsonMembers((Map<String, @Nullable Object>) members, path + name + ".");
    }

    /** Returns the elements of a list as values: those of {@link JsonTree}. */
    public List<?> list(String name) throws MalformedJsonException {
        if (!(get(name) instanceof List<?> list)) {
            throw wrong(name, "is not a list");
        }
        return list;
    }

    private @Nullable Object get(String name) throws MalformedJsonException {
        if (!has(name)) {
            throw wrong(name, "is missing");
        }
        return object.get(name);
    }

    /** Returns an exception about a member: {@code changes[0].name is missing}. */
    public MalformedJsonException wrong(String name, String what) {
        return new MalformedJsonException(path + name + " " + what);
    }
}
