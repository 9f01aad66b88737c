package org.e2enet.dicom.pixels;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Functions of a shared library of the system, found by its name (its soname, so that its interface is the known one). */
@SuppressWarnings("restricted") // native code is what it is for
final class NativeLibrary {
    static final ValueLayout POINTER = ValueLayout.ADDRESS;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final SymbolLookup symbols;

    private NativeLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /** Throws {@code DCM-210} if the system lacks it. */
    static NativeLibrary open(String coding, String soname, String debianPackage) {
        try {
            return new NativeLibrary(SymbolLookup.libraryLookup(soname, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw PixelFaults.libraryAbsent(coding, soname, debianPackage);
        }
    }

    MemorySegment address(String name) {
        return symbols.findOrThrow(name);
    }

    MethodHandle function(String name, ValueLayout result, ValueLayout... parameters) {
        return Linker.nativeLinker().downcallHandle(address(name), FunctionDescriptor.of(result, parameters));
    }

    MethodHandle procedure(String name, ValueLayout... parameters) {
        return Linker.nativeLinker().downcallHandle(address(name), FunctionDescriptor.ofVoid(parameters));
    }
}
