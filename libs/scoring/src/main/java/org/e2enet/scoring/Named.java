package org.e2enet.scoring;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.e2enet.faults.Fault;

/** Looks up the choices of this library by the names users write. */
public final class Named {
    private Named() {}

    /** @throws org.e2enet.faults.FaultException SCO-101 for an unknown name, listing the known ones */
    public static <T> T find(T[] choices, Function<T, String> name, String wanted, String what) {
        return Arrays.stream(choices)
                .filter(choice -> name.apply(choice).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Fault(
                                "SCO-101",
                                "no " + what + " is called '" + wanted + "'",
                                what,
                                "Use one of: "
                                        + Arrays.stream(choices).map(name).collect(Collectors.joining(", ")) + ".")
                        .exception());
    }
}
