package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;

/** Bytes as a member of a JSON object. */
final class Base64Member {

    private Base64Member() {}

    static Bytes read(JsonMembers in, String name) throws MalformedJsonException {
        return Bytes.parseBase64(in.text(name)).orElseThrow(() -> in.wrong(name, "is not base64"));
    }
}
