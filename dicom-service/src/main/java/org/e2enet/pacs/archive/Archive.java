package org.e2enet.pacs.archive;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.e2enet.faults.Fault;

/**
 * An archive that is followed and gets results, and how the last call of it went. Thread safe.
 */
public final class Archive {
    private final String name;
    private final DicomWeb web;
    private final Optional<Orthanc> orthanc;
    private final AtomicReference<Fault> trouble = new AtomicReference<>();

    private Archive(String name, DicomWeb web, Optional<Orthanc> orthanc) {
        this.name = name;
        this.web = web;
        this.orthanc = orthanc;
    }

    /** @param authorization value of the header, if the archive wants one */
    public static Archive orthanc(
            String name, URI root, Optional<String> authorization, Duration answerLimit, Duration transferLimit) {
        ArchiveHttp http = new ArchiveHttp(name, root, authorization, answerLimit, transferLimit);
        return new Archive(name, new DicomWeb(http, "dicom-web/"), Optional.of(new Orthanc(http)));
    }

    /** @param root of DICOMweb */
    public static Archive dicomWeb(
            String name, URI root, Optional<String> authorization, Duration answerLimit, Duration transferLimit) {
        ArchiveHttp http = new ArchiveHttp(name, root, authorization, answerLimit, transferLimit);
        return new Archive(name, new DicomWeb(http, ""), Optional.empty());
    }

    public String name() {
        return name;
    }

    public DicomWeb web() {
        return web;
    }

    /** Where it is an Orthanc. */
    public Optional<Orthanc> orthanc() {
        return orthanc;
    }

    /** Why the last call failed; empty when it did not. */
    public Optional<Fault> trouble() {
        return Optional.ofNullable(trouble.get());
    }

    /** @return whether that is news */
    public boolean failed(Fault fault) {
        Fault before = trouble.getAndSet(fault);
        return before == null || !before.code().equals(fault.code());
    }

    /** @return whether that is news */
    public boolean answered() {
        return trouble.getAndSet(null) != null;
    }
}
