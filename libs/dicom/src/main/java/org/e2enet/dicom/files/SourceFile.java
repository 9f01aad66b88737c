package org.e2enet.dicom.files;

import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/** A file of an input: known by its number in the order of names, because names may hold a patient's. */
public interface SourceFile {
    /** From 1. */
    int number();

    /** Its size as read. */
    long bytes();

    /** Lets a function look at the bytes; they are gone when it returns. */
    <R> R look(Function<MemorySegment, R> reader);

    /** For messages: {@code file 12}. */
    default String where() {
        return "file " + number();
    }
}
