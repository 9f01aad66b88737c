package org.e2enet.standalone.dicom;

import java.util.List;
import java.util.Locale;
import org.e2enet.contract.Size3;
import org.e2enet.dicom.series.Flag;
import org.e2enet.dicom.series.Series;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.Geometry;
import org.e2enet.standalone.console.Table;

/**
 * A series without what would name its patient.
 *
 * @param size depth, height and width; empty where the series is refused
 * @param spacingMm likewise
 */
record SeriesReport(
        int number,
        String modality,
        int files,
        List<Integer> size,
        List<Double> spacingMm,
        String verdict,
        List<String> flags,
        Fault refusal) {
    static SeriesReport of(Series series) {
        return new SeriesReport(
                series.number(),
                series.modality(),
                series.instances(),
                series.geometry().map(Geometry::extent).map(SeriesReport::sizes).orElse(List.of()),
                series.geometry().map(geometry -> geometry.spacing().toList()).orElse(List.of()),
                series.verdict().text(),
                series.verdict().flags().stream().map(Flag::text).toList(),
                series.verdict().refusal().orElse(null));
    }

    private static List<Integer> sizes(Size3 extent) {
        return List.of(extent.depth(), extent.height(), extent.width());
    }

    static String table(List<SeriesReport> reports) {
        Table table = new Table("series", "modality", "files", "size", "spacing mm", "verdict", "why");
        for (SeriesReport report : reports) {
            table.row(
                    report.number,
                    report.modality,
                    report.files,
                    joined(report.size),
                    joined(report.spacingMm.stream()
                            .map(mm -> String.format(Locale.ROOT, "%.3f", mm))
                            .toList()),
                    report.verdict,
                    report.refusal == null ? String.join(", ", report.flags) : report.refusal.code());
        }
        return table.toString();
    }

    private static String joined(List<?> parts) {
        return parts.isEmpty()
                ? "-"
                : String.join(" x ", parts.stream().map(String::valueOf).toList());
    }
}
