package org.e2enet.dicom.series;

import java.util.Optional;
import org.e2enet.dicom.files.SourceFile;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10File;
import org.e2enet.dicom.part10.Part10Reader;
import org.e2enet.dicom.part10.TransferSyntax;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/**
 * One DICOM object of the input, its pixels still in the file.
 *
 * @param meta the file's own attributes (group 2)
 * @param damage why it could not be read to its end; the header is what was read until then
 */
public record Instance(
        SourceFile file,
        TransferSyntax syntax,
        DataSet meta,
        DataSet header,
        boolean hasPixels,
        Optional<Fault> damage) {
    private static final String DIRECTORY = "1.2.840.10008.1.3.10";

    /** Throws the fault of a file that is no DICOM object: {@code DCM-101}, {@code DCM-102}, {@code DCM-109}. */
    static Instance read(SourceFile source) {
        Instance instance = source.look(segment -> {
            Part10Reader reader = new Part10Reader(segment, source.where());
            try {
                Part10File file = reader.read();
                return new Instance(
                        source,
                        file.syntax(),
                        file.meta(),
                        reader.dataSet(),
                        file.pixels().isPresent(),
                        Optional.empty());
            } catch (FaultException e) {
                if (!Part10Reader.isDicom(segment)) {
                    throw e;
                }
                return new Instance(
                        source,
                        TransferSyntax.EXPLICIT_LITTLE,
                        new DataSet(),
                        reader.dataSet(),
                        false,
                        Optional.of(e.fault()));
            }
        });
        if (instance.meta().text(Attribute.MEDIA_STORAGE_SOP_CLASS_UID).equals(DIRECTORY)) {
            throw SeriesFaults.directory(source.where()).exception();
        }
        return instance;
    }

    /** For messages: the number within its series where there is one, else the file's. */
    public String where() {
        String number = header.text(Attribute.INSTANCE_NUMBER);
        return number.matches("\\d{1,9}") ? "instance " + number : file.where();
    }

    public boolean isMultiFrame() {
        return header.has(Attribute.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    }
}
