package org.e2enet.catalogue;

import java.time.Instant;

/**
 * The public half of a key that signed statements here: document {@code signing-keys/<keyId>.json}, which stays.
 *
 * @param keyId follows from the key
 * @param publicKey as PEM
 * @param since when it first signed
 */
public record KnownKey(String keyId, String publicKey, Instant since) {}
