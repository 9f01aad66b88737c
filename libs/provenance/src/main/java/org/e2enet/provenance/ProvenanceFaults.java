package org.e2enet.provenance;

import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** PRV-1xx: a statement that proves nothing, and why. PRV-2xx: a key that cannot be used. */
public final class ProvenanceFaults {
    public static final String NO_ENVELOPE = "PRV-101";
    public static final String OTHER_PAYLOAD = "PRV-102";
    public static final String UNKNOWN_KEY = "PRV-103";
    public static final String NOT_SIGNED_SO = "PRV-104";
    public static final String NO_STATEMENT = "PRV-105";
    public static final String OTHER_SEGMENTATION = "PRV-106";
    public static final String BAD_KEY = "PRV-201";

    private static final String STATEMENT = "statement";

    private ProvenanceFaults() {}

    /** @param what is wrong with its form */
    public static FaultException noEnvelope(String what) {
        return new Fault(
                        NO_ENVELOPE,
                        "no whole DSSE envelope: " + what,
                        STATEMENT,
                        "Fetch the statement again: GET /predictions/ID/statement, or './e2enet predict --provenance'.")
                .exception();
    }

    public static FaultException otherPayload() {
        return new Fault(
                        OTHER_PAYLOAD,
                        "the envelope holds something else than an in-toto statement",
                        "payloadType",
                        "Verify it with the tool that it was made for.")
                .exception();
    }

    /** @param signed ids of the keys that signed @param trusted ids of the keys that would count */
    public static FaultException unknownKey(String signed, String trusted) {
        return new Fault(
                        UNKNOWN_KEY,
                        "signed with key " + signed + ", trusted are " + trusted,
                        "signatures",
                        "Give the public key of the installation that made it with --key: GET /provenance/keys there.")
                .exception();
    }

    public static FaultException notSignedSo(String keyId) {
        return new Fault(
                        NOT_SIGNED_SO,
                        "key " + keyId + " did not sign this: it was changed since, or signed with another key",
                        "signatures",
                        "Do not rely on it. Fetch the statement again from the installation that made it.")
                .exception();
    }

    /** @param what is missing in what was signed */
    public static FaultException noStatement(String what) {
        return new Fault(
                        NO_STATEMENT,
                        "signed, but no statement of a segmentation: " + what,
                        "payload",
                        "Verify it with the version that made it.")
                .exception();
    }

    public static FaultException otherSegmentation(String file) {
        return new Fault(
                        OTHER_SEGMENTATION,
                        "the statement is about another segmentation: neither the file's bytes nor its labels are those it names",
                        file,
                        "Verify it with the segmentation that it was fetched with; one that was edited since has no statement.")
                .exception();
    }

    /** @param cause may be null */
    public static FaultException badKey(String file, String what, Exception cause) {
        return new Fault(
                        BAD_KEY,
                        "the key cannot be used: " + what,
                        file,
                        "Give an Ed25519 key as PEM, a private one readable by its owner only ('openssl genpkey -algorithm ed25519').")
                .exception(cause);
    }
}
