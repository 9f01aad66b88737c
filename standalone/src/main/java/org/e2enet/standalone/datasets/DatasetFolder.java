package org.e2enet.standalone.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.scan.Spacing;

/**
 * A folder with a {@code dataset.json}: nnU-Net's ({@code channel_names}, one file per channel) or the Medical
 * Segmentation Decathlon's ({@code modality}, channels in the fourth axis).
 *
 * @param definition what the scans have in common; CT channels are z-scored, for their statistics are not known yet
 * @param cases at least one; those with a {@link CaseFiles#problem} cannot be taken in
 */
public record DatasetFolder(DatasetDefinition definition, List<CaseFiles> cases) {
    public DatasetFolder {
        cases = List.copyOf(cases);
    }

    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(FolderFaults.DESCRIPTION));
    }

    /** Scans keep their spacing. */
    public static DatasetFolder read(Path folder, Optional<String> name) {
        return read(folder, name, null);
    }

    /**
     * @param name of the data set; empty = the description's, else the folder's
     * @param spacingMm that scans are resampled to; null = each keeps its own
     * @throws org.e2enet.faults.FaultException CLI-401 to CLI-410 when the folder as a whole is none
     */
    public static DatasetFolder read(Path folder, Optional<String> name, Spacing spacingMm) {
        DatasetDescription description = DatasetDescription.read(folder);
        DatasetDefinition definition = new DatasetDefinition(
                        name.orElseGet(description::name), description.channels(), description.labels())
                .zScoredAt(spacingMm);
        return new DatasetFolder(description.labelCodes().in(definition), description.cases());
    }
}
