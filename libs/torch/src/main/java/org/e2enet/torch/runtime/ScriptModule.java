package org.e2enet.torch.runtime;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.e2enet.faults.Fault;

/** A TorchScript program loaded from an archive in memory. Thread-safe; closing frees it. */
public final class ScriptModule implements AutoCloseable {
    private final PtSymbolBlock block;
    private final String place;

    private ScriptModule(PtSymbolBlock block, String place) {
        this.block = block;
        this.place = place;
    }

    /** @param place what the program does, for the fault when it fails */
    public static ScriptModule load(PtNDManager manager, byte[] archive, String place) {
        try {
            return new ScriptModule(
                    JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false), place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs {@code forward}. Arguments are grouped by name: arrays named {@code "p[]"} form one list.
     *
     * @param autograd whether gradients can be taken inside or of the result
     * @throws org.e2enet.faults.FaultException TOR-105 when libtorch fails, for example for want of memory
     */
    public NDList forward(NDList arguments, boolean autograd) {
        try {
            return IValueUtils.forward(block, arguments, autograd);
        } catch (EngineException e) {
            throw new Fault(
                            "TOR-105",
                            "libtorch failed: " + reason(e),
                            place,
                            "If memory ran out, use a smaller patch or batch, or fewer windows at once.")
                    .exception(e);
        }
    }

    /** The line that names the error stands last, after the program's own trace. */
    private static String reason(EngineException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(line -> line.contains("Error"))
                .reduce((_, last) -> last)
                .orElse("no reason given");
    }

    /** Names an array as a member of the list argument {@code list}. */
    public static NDArray member(NDArray array, String list) {
        array.setName(list + "[]");
        return array;
    }

    @Override
    public void close() {
        block.close();
    }
}
