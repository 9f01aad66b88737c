package org.e2enet.provenance.dsse;

import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.e2enet.contract.EventJson;
import org.e2enet.provenance.ProvenanceFaults;
import org.e2enet.provenance.keys.SigningKey;
import org.e2enet.provenance.keys.TrustedKey;

/**
 * A payload with signatures of its bytes and its type.
 *
 * @param payload in Base64, the usual or the URL's alphabet
 * @param payloadType media type of the payload
 * @param signatures at least one
 */
public record Envelope(String payload, String payloadType, List<Signed> signatures) {
    /** Of any statement many times; more is none. */
    static final int MOST_BYTES = 4 << 20;

    /**
     * One signature.
     *
     * @param keyid a hint which key made it, itself not signed; null where none was given
     * @param sig in Base64
     */
    public record Signed(String keyid, String sig) {}

    public Envelope {
        signatures = List.copyOf(signatures);
    }

    /** Signs a payload. */
    public static Envelope sign(String payloadType, byte[] payload, SigningKey key) {
        byte[] signature = key.sign(PreAuthentication.encode(payloadType, payload));
        Base64.Encoder base64 = Base64.getEncoder();
        return new Envelope(
                base64.encodeToString(payload),
                payloadType,
                List.of(new Signed(key.publicKey().id(), base64.encodeToString(signature))));
    }

    /** @throws org.e2enet.faults.FaultException PRV-101 when the bytes are no whole envelope */
    public static Envelope read(byte[] json) {
        if (json.length > MOST_BYTES) {
            throw ProvenanceFaults.noEnvelope(json.length + " bytes are too many");
        }
        Envelope envelope = StrictJson.read(json, Envelope.class)
                .orElseThrow(() -> ProvenanceFaults.noEnvelope("not the JSON of one, whole and alone in its file"));
        if (envelope.payload == null || envelope.payloadType == null || envelope.signatures.isEmpty()) {
            throw ProvenanceFaults.noEnvelope("payload, payloadType or signatures are missing");
        }
        return envelope;
    }

    public byte[] write() {
        return EventJson.write(this);
    }

    /**
     * The payload, if a trusted key signed it.
     *
     * @return bytes that were signed, and by whom
     * @throws org.e2enet.faults.FaultException PRV-103 when no trusted key signed, PRV-104 when one is said to have but did not
     */
    public Verified verify(Collection<TrustedKey> trusted) {
        byte[] bytes = decode(payload, "payload");
        byte[] signed = PreAuthentication.encode(payloadType, bytes);
        TrustedKey named = null;
        for (Signed one : signatures) {
            byte[] signature = decode(one.sig, "sig");
            for (TrustedKey key : trusted) {
                boolean meant = one.keyid == null || one.keyid.isEmpty() || one.keyid.equals(key.id());
                if (meant && key.verifies(signed, signature)) {
                    return new Verified(bytes, key.id());
                }
                named = meant ? key : named;
            }
        }
        if (named != null) {
            throw ProvenanceFaults.notSignedSo(named.id());
        }
        throw ProvenanceFaults.unknownKey(
                signatures.stream().map(one -> shown(one.keyid)).collect(Collectors.joining(", ")),
                trusted.stream().map(TrustedKey::id).collect(Collectors.joining(", ")));
    }

    /**
     * A payload that can be relied on.
     *
     * @param keyId of the key that signed it
     */
    public record Verified(byte[] payload, String keyId) {}

    private static byte[] decode(String base64, String field) {
        try {
            // Either alphabet is allowed, so both are read.
            return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException | NullPointerException broken) {
            throw ProvenanceFaults.noEnvelope(field + " is no Base64");
        }
    }

    /** A stranger's text: no more of it than a key id has. */
    private static String shown(String keyId) {
        return keyId == null
                ? "unnamed"
                : keyId.replaceAll("[^0-9a-zA-Z:._-]", "?")
                        .substring(0, Math.min(keyId.length(), TrustedKey.ID_DIGITS));
    }
}
