import io.cowhand.operation.OperationHandler;

/**
 * A library that edits the headers of qcow2 images.
 *
 * <p>The exported packages are the API. All others are free to change, and so is the command line, which is not part of
 * the module.
 */
// RE2/J, JNA and the validator name no module of their own; the names that the JDK derives are in use.
@SuppressWarnings("requires-automatic")
module io.cowhand {
    requires com.networknt.schema;
    requires com.sun.jna;
    // For the pictures that the program draws.
    requires static java.desktop;
    requires java.xml;
    requires static org.abego.treelayout.core;
    requires org.apache.commons.csv;
    requires org.apache.commons.io;
    requires static transitive org.jspecify;
    requires org.yaml.snakeyaml;
    requires re2j;
    requires tools.jackson.databind;

    exports io.cowhand;
    exports io.cowhand.bytes;
    exports io.cowhand.diff;
    exports io.cowhand.fleet;
    exports io.cowhand.operation;
    exports io.cowhand.problem;
    exports io.cowhand.qcow2;
    exports io.cowhand.undo;

    uses OperationHandler;

    // The same as META-INF/services, which the class path needs: -Dgoldens.update=true renews it.
    provides OperationHandler with
            io.cowhand.operation.builtin.AbsolutizeBacking,
            io.cowhand.operation.builtin.AddExtension,
            io.cowhand.operation.builtin.Assert,
            io.cowhand.operation.builtin.ClearCorrupt,
            io.cowhand.operation.builtin.ClearDirty,
            io.cowhand.operation.builtin.ClearFeature,
            io.cowhand.operation.builtin.DropBitmaps,
            io.cowhand.operation.builtin.FeatureNames,
            io.cowhand.operation.builtin.LazyRefcounts,
            io.cowhand.operation.builtin.MoveBacking,
            io.cowhand.operation.builtin.Normalize,
            io.cowhand.operation.builtin.Poke,
            io.cowhand.operation.builtin.RelativizeBacking,
            io.cowhand.operation.builtin.RemoveBacking,
            io.cowhand.operation.builtin.RemoveExtension,
            io.cowhand.operation.builtin.RemoveLabels,
            io.cowhand.operation.builtin.ReplaceBacking,
            io.cowhand.operation.builtin.ReplaceDataFile,
            io.cowhand.operation.builtin.SetBacking,
            io.cowhand.operation.builtin.SetBackingFormat,
            io.cowhand.operation.builtin.SetDataFile,
            io.cowhand.operation.builtin.SetFeature,
            io.cowhand.operation.builtin.SetField,
            io.cowhand.operation.builtin.SetLabels,
            io.cowhand.operation.builtin.Upgrade;
}
