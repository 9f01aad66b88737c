package org.e2enet.standalone.report;

import java.awt.Color;
import java.awt.Font;
import java.util.List;

/** Colours and type of every picture, once on paper and once on a dark screen. */
enum Theme {
    LIGHT(new Color(0xffffff), new Color(0x1c2430), new Color(0x5d6978), new Color(0xe3e8ee)),
    DARK(new Color(0x141a22), new Color(0xe8edf3), new Color(0x98a4b3), new Color(0x2a3440));

    /** One colour per class: Okabe and Ito's, which stay apart for colour-blind eyes, and two more. */
    private static final List<Color> CLASSES = List.of(
            new Color(0xe69f00),
            new Color(0x56b4e9),
            new Color(0x009e73),
            new Color(0xf0e442),
            new Color(0x3f7fd0),
            new Color(0xd55e00),
            new Color(0xcc79a7),
            new Color(0x8f7ee7));

    private final Color paper;
    private final Color ink;
    private final Color faint;
    private final Color grid;

    Theme(Color paper, Color ink, Color faint, Color grid) {
        this.paper = paper;
        this.ink = ink;
        this.faint = faint;
        this.grid = grid;
    }

    Color paper() {
        return paper;
    }

    Color ink() {
        return ink;
    }

    /** For what is read second. */
    Color faint() {
        return faint;
    }

    Color grid() {
        return grid;
    }

    /** @param label 1 or more; colours repeat after the eighth */
    static Color ofClass(int label) {
        return CLASSES.get((label - 1) % CLASSES.size());
    }

    Color loss() {
        return this == LIGHT ? new Color(0xc2410c) : new Color(0xfb923c);
    }

    Color dice() {
        return this == LIGHT ? new Color(0x0f766e) : new Color(0x2dd4bf);
    }

    Color topologyUpdate() {
        return this == LIGHT ? new Color(0x8b5cf6) : new Color(0xa78bfa);
    }

    Color forward() {
        return new Color(0x3f7fd0);
    }

    Color upward() {
        return new Color(0xe69f00);
    }

    Color downward() {
        return new Color(0x009e73);
    }

    static Font plain(float size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
    }

    static Font bold(float size) {
        return new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont(size);
    }

    /** The name of this theme's file: {@code history.png}, {@code history-dark.png}. */
    String fileName(String stem) {
        return this == LIGHT ? stem + ".png" : stem + "-dark.png";
    }
}
