package org.e2enet.contract.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import org.e2enet.contract.Size3;

/**
 * A size as {@code {"depth": d, "height": h, "width": w}}: the form in which geometries were first published, and which their
 * readers know.
 */
public final class SizeByName extends JsonSerializer<Size3> {
    @Override
    public void serialize(Size3 size, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        json.writeNumberField("depth", size.depth());
        json.writeNumberField("height", size.height());
        json.writeNumberField("width", size.width());
        json.writeEndObject();
    }
}
