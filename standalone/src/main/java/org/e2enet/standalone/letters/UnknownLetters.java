package org.e2enet.standalone.letters;

import java.util.Collection;
import org.e2enet.faults.Fault;

/** Ids that somebody names and under which nothing lies aside. */
final class UnknownLetters {
    private UnknownLetters() {}

    /** @throws org.e2enet.faults.FaultException CLI-214 where there are any */
    static void refuse(Collection<String> ids) {
        if (!ids.isEmpty()) {
            throw new Fault(
                            "CLI-214",
                            "no such letter, or it was sent again or put away already",
                            String.join(", ", ids),
                            "'./e2enet letters list' shows what lies aside.")
                    .exception();
        }
    }
}
