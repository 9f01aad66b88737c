package org.e2enet.testkit.login;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens (RFC 7519) signed with one RSA key, good and bad ones. Immutable. */
public final class TestTokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int KEY_BITS = 2048;

    private final KeyPair keys;
    private final String keyId;

    /** @param keyId by which the key set names the key */
    public TestTokens(String keyId) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            this.keys = generator.generateKeyPair();
            this.keyId = keyId;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * What a token says.
     *
     * @param roles at {@code realm_access/roles}, where Keycloak has them
     */
    public record Claims(String issuer, String audience, String subject, Instant expires, List<String> roles) {
        public Claims to(String otherAudience) {
            return new Claims(issuer, otherAudience, subject, expires, roles);
        }

        public Claims by(String otherIssuer) {
            return new Claims(otherIssuer, audience, subject, expires, roles);
        }

        public Claims until(Instant other) {
            return new Claims(issuer, audience, subject, other, roles);
        }

        public Claims of(String otherSubject) {
            return new Claims(issuer, audience, otherSubject, expires, roles);
        }

        String json(String more) {
            String names = roles.stream().map(role -> '"' + role + '"').collect(Collectors.joining(","));
            // Two tokens of one second differ.
            String id = java.util.UUID.randomUUID().toString();
            return """
                    {"iss":"%s","aud":"%s","sub":"%s","preferred_username":"name of %s","iat":%d,"exp":%d,"jti":"%s",\
                    "realm_access":{"roles":[%s]}%s}""".formatted(
                            issuer,
                            audience,
                            subject,
                            subject,
                            Math.min(Instant.now().getEpochSecond(), expires.getEpochSecond()),
                            expires.getEpochSecond(),
                            id,
                            names,
                            more);
        }
    }

    public String sign(Claims claims) {
        return sign(claims, "");
    }

    /** @param more claims, each with a comma before */
    String sign(Claims claims, String more) {
        String text = encode(header("RS256")) + "." + encode(claims.json(more));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Says of itself that it needs no signature. */
    public String unsigned(Claims claims) {
        return encode(header("none")) + "." + encode(claims.json("")) + ".";
    }

    /** Takes the public key, which everybody knows, for a secret both sides share. */
    public String signedWithThePublicKey(Claims claims) {
        String text = encode(header("HS256")) + "." + encode(claims.json(""));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
            return text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The key set (RFC 7517) that checks these signatures. */
    String keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return """
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}""".formatted(keyId, encode(key.getModulus()), encode(key.getPublicExponent()));
    }

    private String header(String algorithm) {
        return """
                {"alg":"%s","typ":"JWT","kid":"%s"}""".formatted(algorithm, keyId);
    }

    private static String encode(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
