package org.e2enet.console.monai;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Scans;

/**
 * Which scan a client means. It goes on with the name its user gave the image, which may be a patient's: kept here as a keyed hash, the key
 * for the time of this process. A scan's own id is understood as well. Thread-safe.
 */
@Singleton
class ImageNames {
    private static final int KEPT = 10_000;
    private static final String HASH = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Scans scans;
    private final SecretKeySpec key;
    private final Map<String, String> scanByName = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > KEPT;
        }
    };

    @Inject
    ImageNames(Catalogue catalogue) {
        this.scans = catalogue.scans();
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, HASH);
    }

    void put(String name, String scanId) {
        String hash = hash(name);
        synchronized (scanByName) {
            scanByName.put(hash, scanId);
        }
    }

    Optional<String> scanId(String name) {
        if (name == null) {
            return Optional.empty();
        }
        String hash = hash(name);
        synchronized (scanByName) {
            Optional<String> uploaded = Optional.ofNullable(scanByName.get(hash));
            if (uploaded.isPresent()) {
                return uploaded;
            }
        }
        return scans.standing(name).map(scan -> scan.scanId());
    }

    private String hash(String name) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + HASH, missing);
        }
    }
}
