package org.e2enet.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for this machine's loopback names, as certificate managers hand them out: PEM files. Of a broker, or of any server
 * beside it.
 *
 * @param certificate the certificate alone: what others trust
 * @param key its private key
 * @param both the two in one file
 * @param store the two as PKCS#12
 */
public record Certificate(Path certificate, Path key, Path both, Path store) {
    private static final String PASSWORD = "only-for-the-way";
    private static final String OWN = "own";
    private static final String ISSUED = "issued";
    private static final String NAMES = "san=dns:localhost,ip:127.0.0.1";

    /** Signed by itself. */
    public static Certificate make(Path folder, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        generate(store, OWN, name, "-ext", NAMES);
        return written(store, OWN, name);
    }

    /** That of an authority, which signs others. */
    public static Certificate authority(Path folder, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        generate(store, OWN, name, "-ext", "bc:c");
        return written(store, OWN, name);
    }

    /** One that this authority signs, beside its own. */
    public Certificate issue(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path all = Files.copy(store, store.resolveSibling(name + ".p12"));
        generate(all, ISSUED, name, "-signer", OWN, "-ext", NAMES);
        KeyStore keys = load(all);
        keys.deleteEntry(OWN);
        try (OutputStream out = Files.newOutputStream(all)) {
            keys.store(out, PASSWORD.toCharArray());
        }
        return written(all, ISSUED, name);
    }

    /** With which a server shows it. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(store), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void generate(Path store, String alias, String name, String... more)
            throws IOException, InterruptedException {
        Path log = store.resolveSibling(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            keys.load(bytes, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static Certificate written(Path store, String alias, String name)
            throws IOException, GeneralSecurityException {
        KeyStore keys = load(store);
        String key =
                pem("PRIVATE KEY", keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
        String certificate = pem("CERTIFICATE", keys.getCertificate(alias).getEncoded());
        return new Certificate(
                Files.writeString(store.resolveSibling(name + ".crt"), certificate),
                Files.writeString(store.resolveSibling(name + ".key"), key),
                Files.writeString(store.resolveSibling(name + ".pem"), key + certificate),
                store);
    }

    private static String pem(String kind, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind);
    }
}
