package io.cowhand.cli;

import io.cowhand.bytes.Bytes;

/** Plans whose images were changed, with checksums that fit. */
final class ForgedPlan {

    private ForgedPlan() {}

    /** Returns a plan with the checksums of its lines. */
    static String of(String edited) {
        int end = edited.lastIndexOf('\n', edited.length() - 2) + 1;
        String before = edited.substring(0, end);
        String last = edited.substring(end)
                .replaceFirst(
                        "\"sha256\":\"[0-9a-f]*\"",
                        "\"sha256\":\"" + Bytes.utf8(before).sha256().toHex() + "\"");
        String open = last.substring(0, last.indexOf(",\"end_sha256\""));
        return before + open + ",\"end_sha256\":\"" + Bytes.utf8(open).sha256().toHex() + "\"}\n";
    }
}
