package org.e2enet.torch.script;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the few pickle opcodes (protocol 2) in which an archive keeps the state of a module: an object of class
 * {@code __torch__.M} whose attributes are {@code training} and float32 tensors. Each tensor is a call of
 * {@code torch._utils._rebuild_tensor_v2} over a persistent id that names the entry {@code data/<n>}.
 */
final class ModulePickle {
    private static final int PROTOCOL = 0x80;
    private static final int GLOBAL = 'c';
    private static final int EMPTY_TUPLE = ')';
    private static final int NEW_OBJECT = 0x81;
    private static final int EMPTY_DICT = '}';
    private static final int MARK = '(';
    private static final int UNICODE = 'X';
    private static final int NEW_FALSE = 0x89;
    private static final int SET_ITEMS = 'u';
    private static final int BUILD = 'b';
    private static final int STOP = '.';
    private static final int TUPLE = 't';
    private static final int PERSISTENT_ID = 'Q';
    private static final int INT = 'J';
    private static final int REDUCE = 'R';

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ModulePickle() {}

    static byte[] emptyTuple() {
        return new byte[] {(byte) PROTOCOL, 2, EMPTY_TUPLE, STOP};
    }

    /** Attributes {@code p0, p1, …} of the given shapes over the entries {@code data/0, data/1, …}. */
    static byte[] module(List<List<Integer>> shapes) {
        ModulePickle pickle = new ModulePickle();
        pickle.op(PROTOCOL).op(2);
        pickle.global("__torch__", "M").op(EMPTY_TUPLE).op(NEW_OBJECT);
        pickle.op(EMPTY_DICT).op(MARK);
        pickle.text("training").op(NEW_FALSE);
        for (int i = 0; i < shapes.size(); i++) {
            pickle.text("p" + i).tensor(i, shapes.get(i));
        }
        pickle.op(SET_ITEMS).op(BUILD).op(STOP);
        return pickle.out.toByteArray();
    }

    private void tensor(int entry, List<Integer> shape) {
        int elements = shape.stream().reduce(1, Math::multiplyExact);
        global("torch._utils", "_rebuild_tensor_v2").op(MARK);
        op(MARK).text("storage").global("torch", "FloatStorage").text(Integer.toString(entry));
        text("cpu").number(elements).op(TUPLE).op(PERSISTENT_ID);
        number(0).op(MARK);
        shape.forEach(this::number);
        op(TUPLE).op(MARK);
        int stride = elements;
        for (int extent : shape) {
            stride /= extent;
            number(stride);
        }
        op(TUPLE).op(NEW_FALSE);
        global("collections", "OrderedDict").op(EMPTY_TUPLE).op(REDUCE);
        op(TUPLE).op(REDUCE);
    }

    private ModulePickle op(int code) {
        out.write(code);
        return this;
    }

    private ModulePickle global(String module, String name) {
        op(GLOBAL);
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private ModulePickle text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        op(UNICODE);
        out.writeBytes(littleEndian(bytes.length));
        out.writeBytes(bytes);
        return this;
    }

    private ModulePickle number(int value) {
        op(INT);
        out.writeBytes(littleEndian(value));
        return this;
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
