package org.e2enet.console.monai;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Index;
import org.e2enet.catalogue.ScanStanding;
import org.e2enet.console.scans.ScanIndex;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.store.ObjectStore;

/** Scans as samples to label. */
@Singleton
class Samples {
    private static final int MOST_COUNTED = 2_000;
    private static final int HEAD_BYTES = 4;

    private final Catalogue catalogue;
    private final ScanIndex index;
    private final ObjectStore objects;

    @Inject
    Samples(Catalogue catalogue, ScanIndex index, ObjectStore objects) {
        this.catalogue = catalogue;
        this.index = index;
        this.objects = objects;
    }

    /** A file with the name that its content asks for. */
    record Image(String scanId, String name, Path file) {}

    /** @param random any of them, else the one that has waited longest */
    Optional<Image> next(boolean random) {
        List<String> scanIds = new ArrayList<>(
                index.scans().reversed().stream().map(Index.Row::id).toList());
        if (random) {
            Collections.shuffle(scanIds);
        }
        return scanIds.stream()
                .flatMap(scanId -> catalogue.scans().standing(scanId).stream())
                .filter(Samples::isUnlabelled)
                .flatMap(scan -> image(scan.scanId()).stream())
                .findFirst();
    }

    private static boolean isUnlabelled(ScanStanding scan) {
        return scan.normalized().filter(ready -> ready.labels() == null).isPresent();
    }

    /** The first channel's file of a scan that is ready. */
    Optional<Image> image(String scanId) {
        return catalogue
                .scans()
                .standing(scanId)
                .flatMap(ScanStanding::normalized)
                .flatMap(this::image);
    }

    private Optional<Image> image(ScanNormalized scan) {
        return objects.intactFile(scan.images().getFirst())
                .map(file -> new Image(scan.scanId(), scan.scanId() + ending(file), file));
    }

    /** Of the newest scans, in MONAI Label's words. */
    Map<String, Object> counts() {
        List<ScanNormalized> ready = index.scans().stream()
                .limit(MOST_COUNTED)
                .flatMap(row -> catalogue.scans().standing(row.id()).stream())
                .flatMap(scan -> scan.normalized().stream())
                .toList();
        long completed = ready.stream().filter(scan -> scan.labels() != null).count();
        return Map.of("total", ready.size(), "completed", completed);
    }

    /** Files are stored without a name: their first bytes tell which a program on the other side wants. */
    private static String ending(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            if (head.length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
                return ".nii.gz";
            }
            String text = new String(head, StandardCharsets.US_ASCII);
            return text.equals("NRRD") ? ".nrrd" : text.equals("Obje") || text.equals("NDim") ? ".mha" : ".nii";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
