package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.SummaryJson;

/**
 * The last line of a plan: the summary as in other results, with the SHA-256 of all lines before, and as the last member
 * {@code end_sha256}, that of everything in this line before this member.
 */
final class PlanEnd {

    private static final String MEMBER = ",\"end_sha256\":\"";
    private static final Bytes START = Bytes.utf8(MEMBER);
    private static final String CLOSE = "\"}";
    private static final int LENGTH = MEMBER.length() + 2 * Bytes.SHA256_LENGTH + CLOSE.length();

    private PlanEnd() {}

    static String line(SummaryJson.Written summary) {
        String line = SummaryJson.write(summary);
        String open = line.substring(0, line.length() - 1);
        return open + MEMBER + hash(open) + CLOSE;
    }

    private static String hash(String start) {
        return Bytes.utf8(start).sha256().toHex();
    }

    /** Returns whether a line is the end of a plan, whatever else is wrong with it. */
    static boolean isEnd(Bytes line) {
        int at = line.length() - LENGTH;
        return at > 0 && line.slice(at, at + START.length()).equals(START);
    }

    /**
     * Reads a line that {@linkplain #isEnd is the end of a plan}.
     *
     * @param sha256 the SHA-256 of the lines before
     */
    static SummaryJson.Written read(String line, String sha256) throws MalformedJsonException {
        String open = line.substring(0, line.length() - LENGTH);
        if (!line.equals(open + MEMBER + hash(open) + CLOSE)) {
            throw new MalformedJsonException("its summary was edited or damaged");
        }
        SummaryJson.Written summary = SummaryJson.read(JsonMembers.of(line));
        if (!summary.sha256().equals(sha256)) {
            throw new MalformedJsonException("it was edited or damaged: the SHA-256 of its lines does not match");
        }
        return summary;
    }
}
