package org.e2enet.standalone.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2enet.client.ScanState;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.faults.Fault;
import org.e2enet.testkit.MadeSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomSourcesTest {
    @TempDir
    Path folder;

    private CaseFiles burnedIn(Optional<Path> labels) throws IOException {
        MadeSeries.named("series")
                .with((slice, header) -> header.put(Attribute.BURNED_IN_ANNOTATION, "YES"))
                .write(folder);
        try (DicomSources sources = new DicomSources(false)) {
            return sources.cases(folder, labels).getFirst();
        }
    }

    @Test
    void shouldRefuseBurnedInTextWhereLabelsSayThatItIsForTraining() throws IOException {
        CaseFiles files = burnedIn(Optional.of(folder.resolveSibling("labels.nii.gz")));
        assertEquals(Optional.of("DCM-315"), files.problem().map(Fault::code));
    }

    @Test
    void shouldTellBurnedInTextOfWhatIsTaken() throws IOException {
        CaseFiles files = burnedIn(Optional.empty());
        ScanState taken = new ScanState(
                "0123",
                "scans",
                ScanState.Stage.NORMALIZED,
                false,
                List.of(6, 8, 10),
                List.of(2.5, 0.75, 0.5),
                null,
                List.of("anisotropic"),
                null);
        assertEquals(Optional.empty(), files.problem());
        assertEquals(
                List.of("anisotropic", "burned-in"),
                ScanOutcome.of(files, taken, false).flags());
    }
}
