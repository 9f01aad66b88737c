package org.e2enet.dicom.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.series.Series;
import org.e2enet.files.AtomicFiles;

/**
 * The secret of an installation, 32 bytes in a file, with which pseudonyms are made: whoever has it finds a patient's scans again, nobody
 * else can tell from a pseudonym whose it is. It never leaves the file; without it, new scans merely do not group with old ones. Thread
 * safe.
 */
public final class InstallationKey {
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    /** 26 digits of 5 bits: 130 bits of the code. */
    private static final int DIGITS = 26;

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private final byte[] key;

    private InstallationKey(byte[] key) {
        this.key = key;
    }

    /** @throws org.e2enet.faults.FaultException {@code DCM-701} where the file is absent, no key, or may be read by others */
    public static InstallationKey read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw ExchangeFaults.key("there is no file", null);
            }
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
                throw ExchangeFaults.key("others may read the file", null);
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != BYTES) {
                throw ExchangeFaults.key("the file has " + key.length + " bytes, " + BYTES + " are wanted", null);
            }
            return new InstallationKey(key);
        } catch (IOException failure) {
            throw ExchangeFaults.key("the file cannot be read", failure);
        }
    }

    /** As {@link #read}; where there is no file, one with a fresh key is made, once whoever else is about to make it. */
    public static InstallationKey readOrMake(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
        } catch (IOException failure) {
            throw ExchangeFaults.key("the file cannot be written", failure);
        }
        return read(file);
    }

    private static void make(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try (AtomicFiles.Pending fresh = new AtomicFiles(whole.getParent(), InstallationKey::ofOwner).begin()) {
            fresh.out().write(key);
            // Of somebody who was faster holds as well.
            fresh.linkTo(whole);
        }
    }

    /** Others may read nothing of it, from the first moment on. */
    private static OutputStream ofOwner(Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(
                        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
        return Files.newOutputStream(file);
    }

    /** Of the patient of a series; empty where the header names none. Equal for all series of one patient of one issuer. */
    public Optional<String> subjectOf(Series series) {
        String patient = series.header().text(Attribute.PATIENT_ID);
        String issuer = series.header().text(Attribute.ISSUER_OF_PATIENT_ID);
        return patient.isBlank() ? Optional.empty() : Optional.of(pseudonym("subject", issuer, patient));
    }

    /** Of a person as whoever brings scans names them; never equal to the pseudonym of a patient's id of some issuer. */
    public String subjectOf(String person) {
        return pseudonym("subject", person);
    }

    /** 26 digits and lower-case letters that stand for some words; other words, or the same divided otherwise, give others. */
    public String pseudonym(String... words) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (String word : words) {
                byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(bytes);
            }
            byte[] start = Arrays.copyOf(mac.doFinal(), Math.ceilDiv(5 * DIGITS, Byte.SIZE));
            BigInteger bits = new BigInteger(1, start).shiftRight(start.length * Byte.SIZE - 5 * DIGITS);
            String digits = bits.toString(Character.MAX_RADIX - 4);
            return "0".repeat(DIGITS - digits.length()) + digits;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime must have " + ALGORITHM, impossible);
        }
    }
}
