package org.e2enet.standalone.demo;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import org.e2enet.faults.Fault;

/** Whether pictures can have letters: found out before minutes of training, not after. */
final class Fonts {
    private Fonts() {}

    static void requireSome() {
        try {
            new Font(Font.SANS_SERIF, Font.PLAIN, 12).getStringBounds("x", new FontRenderContext(null, true, true));
        } catch (RuntimeException | LinkageError failure) {
            throw new Fault(
                            "CLI-501",
                            "Java finds no font to draw the report's pictures with",
                            "fontconfig",
                            "Install fonts (Debian: apt-get install fontconfig fonts-dejavu-core).")
                    .exception(failure);
        }
    }
}
