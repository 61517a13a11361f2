package io.cowhand.qcow2py;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.PlannedWrite;
import io.cowhand.apply.WriteJournal;
import io.cowhand.apply.WriteOutcome;
import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ImageFile;
import io.cowhand.inspect.ReadResult;
import io.cowhand.os.FileStatus;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.plan.DoNoHarm;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** Changes the header of one image. Makes unsafe changes, but none that do not fit. */
final class ScriptEdit {

    private final ImageReference image;
    private final WriteJournal journal;

    ScriptEdit(ImageReference image, WriteJournal journal) {
        this.image = image;
        this.journal = journal;
    }

    /** Rewrites the header with other extensions, or fields of another length. */
    void layOut(UnaryOperator<HeaderImage> edit) throws IOException {
        int window = 0;
        while (true) {
            ReadResult.Readable readable = read(window);
            ImageFacts facts = readable.facts();
            HeaderImage after = edit.apply(facts.header());
            refuse(DoNoHarm.layoutProblems(facts, after));
            if (facts.isShorterThanFirstCluster()) {
                throw new ScriptException("the file is shorter than its first cluster");
            }
            if (after.end() <= facts.header().windowLength()) {
                write(readable.file(), facts.header().encode(), after.encode());
                return;
            }
            window = after.end();
        }
    }

    /**
     * Changes the number in a field of any header, valid or not; the magic number also in a file without one, so that
     * it can be restored.
     *
     * @return whether the version has the field; the script does not write fields that version 2 lacks
     */
    boolean field(HeaderField field, LongUnaryOperator edit) throws IOException {
        FileStatus file = FileStatus.ofRegular(image.path());
        Bytes before = ImageFile.open(image.path(), open -> open.read(0, HeaderCodec.MIN_WINDOW));
        if (file.size() < HeaderCodec.MIN_WINDOW) {
            throw new ScriptException("the file is shorter than the smallest cluster");
        }
        if (field != HeaderField.MAGIC && HeaderCodec.decode(before) instanceof HeaderCodec.NotQcow2 not) {
            throw new ScriptException(not.problem().message());
        }
        if (HeaderCodec.isMarked(before)) {
            // Without the mark, half a header would look complete.
            refuse(List.of(((HeaderCodec.UnknownVersion) HeaderCodec.decode(before)).problem()));
        }
        boolean second = HeaderField.VERSION.read(before) == 2;
        if (second && field.sinceVersion() > 2) {
            return false;
        }
        write(file, before, field.write(before, edit.applyAsLong(field.read(before))));
        return true;
    }

    /** Returns the decoded header. */
    HeaderImage header() throws IOException {
        return read(0).facts().header();
    }

    /** Returns whether the header can be rewritten with fields of another length. */
    boolean canLayOut(int length) {
        return HeaderReader.SYSTEM.read(image) instanceof ReadResult.Readable readable
                && length <= readable.facts().header().clusterSize().orElse(0)
                && readable.facts().header().has(HeaderField.HEADER_LENGTH)
                && readable.facts().header().isLayoutKnown();
    }

    private ReadResult.Readable read(int window) throws IOException {
        ReadResult reading = HeaderReader.SYSTEM.read(image, window);
        if (reading instanceof ReadResult.Readable readable) {
            return readable;
        }
        throw new ScriptException(((ReadResult.Failed) reading).problem().message());
    }

    private void write(FileStatus file, Bytes before, Bytes after) throws IOException {
        if (before.equals(after)) {
            return;
        }
        WriteOutcome outcome = new ImageWriter(journal)
                .write(new PlannedWrite(
                        image,
                        file,
                        TrailingLink.FOLLOWED,
                        SectorWrite.between(before, after, HeaderCodec.mark(before)),
                        new UndoTerms(UndoClass.UNTOUCHED, false)));
        if (outcome instanceof WriteOutcome.NotWritten not) {
            refuse(List.of(not.problem()));
        }
    }

    private static void refuse(List<Problem> problems) throws IOException {
        if (!problems.isEmpty()) {
            throw new ScriptException(problems.get(0).message());
        }
    }
}
