package org.e2enet.imaging.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a text header says of its grid's place, word for word: no number is read and written anew. */
final class PlacingLines {
    private static final Set<String> META_IMAGE = Set.of(
            "TransformMatrix",
            "Rotation",
            "Orientation",
            "Offset",
            "Position",
            "Origin",
            "CenterOfRotation",
            "AnatomicalOrientation",
            "ElementSpacing",
            "ElementSize");

    private static final Set<String> NRRD = Set.of("space", "space directions", "space origin", "spacings");

    private PlacingLines() {}

    /** Of a three-dimensional MetaImage or NRRD that was read before; empty for more dimensions. */
    static Optional<String> of(Path file) throws IOException {
        boolean nrrd = ScanFormat.ofFile(file) == ScanFormat.NRRD;
        StringBuilder placing = new StringBuilder();
        boolean three = false;
        try (HeaderText text = new HeaderText(file)) {
            for (String line = text.line(); line != null && !line.isEmpty(); line = text.line()) {
                String key = key(line, nrrd);
                three |=
                        key.equals(nrrd ? "dimension" : "NDims") && line.strip().endsWith("3");
                if ((nrrd ? NRRD : META_IMAGE).contains(key)) {
                    placing.append(line).append('\n');
                }
                if (key.equals("ElementDataFile")) {
                    break;
                }
            }
        }
        return three ? Optional.of(placing.toString()) : Optional.empty();
    }

    private static String key(String line, boolean nrrd) {
        int end = line.indexOf(nrrd ? ':' : '=');
        String key = end < 0 ? "" : line.substring(0, end).strip();
        return nrrd ? key.toLowerCase(Locale.ROOT) : key;
    }
}
