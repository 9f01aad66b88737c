package org.e2enet.torch.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A TorchScript program loaded from an archive in memory. Thread-safe; closing frees it. */
public final class ScriptModule implements AutoCloseable {
    private final PtSymbolBlock block;

    private ScriptModule(PtSymbolBlock block) {
        this.block = block;
    }

    public static ScriptModule load(PtNDManager manager, byte[] archive) {
        try {
            return new ScriptModule(JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs {@code forward}. Arguments are grouped by name: arrays named {@code "p[]"} form one list.
     *
     * @param autograd whether gradients can be taken inside or of the result
     */
    public NDList forward(NDList arguments, boolean autograd) {
        return IValueUtils.forward(block, arguments, autograd);
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
