package org.e2enet.client.tls;

import java.nio.file.Path;
import org.e2enet.faults.Fault;

/** Why certificates cannot be used. */
final class TlsFaults {
    private TlsFaults() {}

    static Fault nobodyTrusted(Path file) {
        return new Fault(
                "EDG-115",
                "the certificates to trust cannot be read",
                file.toString(),
                "edge.trust, and edge.callers of a service, must name a PEM file with at least one certificate that this user may read.");
    }

    /** @param absent the setting that is missing */
    static Fault half(String absent) {
        return new Fault(
                "EDG-119",
                "a certificate to show wants its key, and a key its certificate; only one of the two is named",
                absent,
                "Set edge.certificate and edge.key, or neither.");
    }

    static Fault unread(Path file) {
        return new Fault(
                "EDG-120",
                "the certificate to show, or its key, cannot be read",
                file.toString(),
                "Name PEM files that this user may read. The key is PKCS#8 without a password ('BEGIN PRIVATE KEY'): "
                        + "openssl pkcs8 -topk8 -nocrypt makes one of others.");
    }

    static Fault otherKey(Path key) {
        return new Fault(
                "EDG-121",
                "the key does not fit the certificate to show",
                key.toString(),
                "Name the key that the first certificate of edge.certificate was made for.");
    }
}
