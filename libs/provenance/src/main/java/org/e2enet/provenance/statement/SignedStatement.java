package org.e2enet.provenance.statement;

import java.util.Collection;
import org.e2enet.provenance.ProvenanceFaults;
import org.e2enet.provenance.dsse.Envelope;
import org.e2enet.provenance.keys.SigningKey;
import org.e2enet.provenance.keys.TrustedKey;

/**
 * A statement that a trusted key signed.
 *
 * @param keyId of that key
 */
public record SignedStatement(Statement statement, String keyId) {
    /** Media type of the file: a DSSE envelope. */
    public static final String MEDIA_TYPE = "application/vnd.dsse.envelope.v1+json";

    /** The file: a statement in its envelope. */
    public static byte[] sign(Statement statement, SigningKey key) {
        return Envelope.sign(Statement.PAYLOAD_TYPE, statement.write(), key).write();
    }

    /**
     * Reads the file. Nothing that it says is looked at before its signature.
     *
     * @param trusted keys that count
     * @throws org.e2enet.faults.FaultException PRV-101 to PRV-105, what it lacks
     */
    public static SignedStatement verify(byte[] file, Collection<TrustedKey> trusted) {
        Envelope envelope = Envelope.read(file);
        if (!Statement.PAYLOAD_TYPE.equals(envelope.payloadType())) {
            throw ProvenanceFaults.otherPayload();
        }
        Envelope.Verified verified = envelope.verify(trusted);
        return new SignedStatement(Statement.read(verified.payload()), verified.keyId());
    }
}
