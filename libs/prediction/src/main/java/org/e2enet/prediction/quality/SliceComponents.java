package org.e2enet.prediction.quality;

import java.util.Arrays;

/**
 * Counts connected components of every class while slices come by, of 26 neighbours: two slices and one number per part of a component are
 * held. A segmentation of more parts than that has places for is counted up to there. Not thread safe.
 */
final class SliceComponents {
    /** Far more than any segmentation worth the name has; a place takes 4 bytes. */
    static final int MOST_PARTS = 1 << 20;

    private static final int NONE = -1;

    private final int height;
    private final int width;
    private final int[] counts;
    private short[] classesBefore;
    private short[] classesHere;
    private int[] partsBefore;
    private int[] partsHere;
    private int[] parents = new int[1024];
    private int parts;

    SliceComponents(int classes, int height, int width) {
        this.height = height;
        this.width = width;
        counts = new int[classes];
        classesBefore = new short[height * width];
        classesHere = new short[height * width];
        partsBefore = new int[height * width];
        partsHere = new int[height * width];
        Arrays.fill(partsHere, NONE);
    }

    static long bytes(int height, int width) {
        return 2L * (Integer.BYTES + Short.BYTES) * height * width + (long) Integer.BYTES * MOST_PARTS;
    }

    /** @param classes of the next slice's voxels, {@code [h·w]}; copied */
    void accept(short[] classes) {
        short[] oldClasses = classesBefore;
        int[] oldParts = partsBefore;
        classesBefore = classesHere;
        partsBefore = partsHere;
        classesHere = oldClasses;
        partsHere = oldParts;
        System.arraycopy(classes, 0, classesHere, 0, height * width);
        Arrays.fill(partsHere, NONE);
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at++) {
                if (classesHere[at] > 0) {
                    partsHere[at] = part(y, x, at);
                }
            }
        }
    }

    /** Components by class; that of the background is not counted. */
    int[] counts() {
        return counts.clone();
    }

    private int part(int y, int x, int at) {
        int found = NONE;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                if (y + dy < 0 || y + dy >= height || x + dx < 0 || x + dx >= width) {
                    continue;
                }
                int other = at + dy * width + dx;
                if (other < at) {
                    found = joined(found, classesHere[other], partsHere[other], classesHere[at]);
                }
                found = joined(found, classesBefore[other], partsBefore[other], classesHere[at]);
            }
        }
        return found == NONE ? begin(classesHere[at]) : found;
    }

    private int joined(int found, short otherClass, int otherPart, short ofClass) {
        if (otherPart == NONE || otherClass != ofClass) {
            return found;
        }
        int root = root(otherPart);
        if (found != NONE && found != root) {
            parents[Math.max(root, found)] = Math.min(root, found);
            counts[ofClass]--;
            return Math.min(root, found);
        }
        return root;
    }

    private int begin(short ofClass) {
        if (parts == MOST_PARTS) {
            return NONE;
        }
        if (parts == parents.length) {
            parents = Arrays.copyOf(parents, Math.min(2 * parts, MOST_PARTS));
        }
        counts[ofClass]++;
        parents[parts] = parts;
        return parts++;
    }

    private int root(int part) {
        int root = part;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }
}
