package org.e2enet.console.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;

/**
 * What the viewer shows of a scan in canonical orientation, voxel by voxel, read from the screen: where a voxel must lie is reckoned here,
 * not asked of the page.
 */
final class Screen {
    /** Planes as radiologists see them: the patient's left on the right of the screen, the nose on the left. */
    enum Plane {
        /** Rows from front to back, columns from right to left of the patient. */
        AXIAL(2, 1, 0),
        CORONAL(2, 0, 1),
        SAGITTAL(1, 0, 2);

        final int across;
        final int down;
        final int through;

        Plane(int across, int down, int through) {
            this.across = across;
            this.down = down;
            this.through = through;
        }
    }

    private static final int MARGIN = 14;

    private final BufferedImage[] pictures = new BufferedImage[Plane.values().length];
    private final Size3 size;
    private final Spacing spacing;

    private Screen(Size3 size, Spacing spacing) {
        this.size = size;
        this.spacing = spacing;
    }

    /** @param size, spacing of the scan in canonical orientation */
    static Screen of(Page page, Size3 size, Spacing spacing) {
        // What was asked for is drawn with the next frame.
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        Screen screen = new Screen(size, spacing);
        for (Plane plane : Plane.values()) {
            screen.pictures[plane.ordinal()] = picture(canvas(page, plane));
        }
        return screen;
    }

    static Locator canvas(Page page, Plane plane) {
        return page.locator("canvas[aria-label^='%s' i]".formatted(plane.name()));
    }

    private static BufferedImage picture(Locator canvas) {
        try {
            return ImageIO.read(new ByteArrayInputStream(canvas.screenshot()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The colour at the middle of a voxel, 0xRRGGBB. @param across, down canonical indices along the plane's axes */
    int colour(Plane plane, int across, int down) {
        double[] place = place(plane, across, down);
        return pictures[plane.ordinal()].getRGB((int) Math.floor(place[0]), (int) Math.floor(place[1])) & 0xffffff;
    }

    /** Where the middle of a voxel lies, from the left and top of the plane's picture. */
    double[] place(Plane plane, int across, int down) {
        BufferedImage picture = pictures[plane.ordinal()];
        int columns = size.along(plane.across);
        int rows = size.along(plane.down);
        double acrossMm = spacing.along(plane.across);
        double downMm = spacing.along(plane.down);
        double scale = Math.min(
                (picture.getWidth() - 2.0 * MARGIN) / (columns * acrossMm),
                (picture.getHeight() - 2.0 * MARGIN) / (rows * downMm));
        // Both axes run against the screen: right and front and top are on its left and top.
        double x = picture.getWidth() / 2.0 + ((columns - 1) / 2.0 - across) * acrossMm * scale;
        double y = picture.getHeight() / 2.0 + ((rows - 1) / 2.0 - down) * downMm * scale;
        return new double[] {x, y};
    }
}
