package org.e2enet.pacs.results;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.e2enet.edge.work.Lane;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.ArchiveFaults;
import org.e2enet.pacs.archive.Archives;
import org.e2enet.pacs.archive.Orthanc;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.series.Delivery;
import org.e2enet.pacs.series.SeriesCase;
import org.e2enet.pacs.vault.Vault;
import org.e2enet.pacs.vault.VaultFaults;

/** Brings a result to its place, once: into the archive, or on from there. Thread safe. */
@Singleton
final class Transport {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Archives archives;
    private final ResultWriter results;
    private final Vault vault;
    private final Duration limit;

    @Inject
    Transport(Archives archives, ResultWriter results, Vault vault, DicomConfig config) {
        this.archives = archives;
        this.results = results;
        this.vault = vault;
        this.limit = config.transferLimit();
    }

    /** @return bytes of the object */
    long deliver(SeriesCase of, Delivery delivery, Lane lane) {
        Archive archive = archives.find(of.archive())
                .orElseThrow(() -> ArchiveFaults.seriesChanged("the archive is in the settings no more", of.archive())
                        .exception());
        try (Vault.Transit transit = vault.transit(of.key())) {
            Path fetched = Files.createDirectory(transit.folder().resolve("present"));
            Path object = transit.folder().resolve("result.dcm");
            results.write(of, delivery.kind(), archive, fetched, object);
            if (delivery.destination().equals(of.archive())) {
                archive.web().store(object);
            } else {
                sendOn(of, delivery, archive, lane);
            }
            return Files.size(object);
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    private void sendOn(SeriesCase of, Delivery delivery, Archive archive, Lane lane) {
        Orthanc orthanc = archive.orthanc().orElseThrow(() -> ArchiveFaults.notSent(archive.name(), "it is no Orthanc")
                .exception());
        String sopUid = ResultWriter.identity(of)
                .instanceUid(delivery.kind().name(), of.uids().series());
        String job = orthanc.send(sopUid, delivery.destination());
        long until = System.nanoTime() + limit.toNanos();
        while (!orthanc.isDone(job)) {
            if (System.nanoTime() > until) {
                throw ArchiveFaults.notSent(archive.name(), "its job takes too long")
                        .exception();
            }
            lane.pause(LOOK_EVERY);
        }
    }
}
