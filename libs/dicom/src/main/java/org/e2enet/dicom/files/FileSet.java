package org.e2enet.dicom.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files of a folder (with its folders, links not followed), of a zip, or a single file; in the order of their names.
 * Throws {@code DCM-107}, {@code DCM-110}, {@code DCM-116} or {@code DCM-301}.
 */
public final class FileSet implements AutoCloseable {
    private static final int MAX_DEPTH = 16;
    private static final int ZIP_MAGIC = 0x504b0304;

    /** Small entries may pack better than the ratio: a header of zeros is no bomb. */
    private static final long RATIO_FREE_BYTES = 1 << 20;

    private final List<SourceFile> files;
    private final ZipFile zip;

    private FileSet(List<SourceFile> files, ZipFile zip) {
        this.files = List.copyOf(files);
        this.zip = zip;
    }

    public static FileSet open(Path path, FileBounds bounds) {
        try {
            if (Files.isDirectory(path)) {
                return ofPaths(regularFiles(path, bounds), bounds);
            }
            return isZip(path) ? ofZip(path, bounds) : ofPaths(List.of(path), bounds);
        } catch (IOException e) {
            throw FileFaults.unreadable("input", e);
        } catch (UncheckedIOException e) {
            throw FileFaults.unreadable("input", e.getCause());
        }
    }

    private static List<Path> regularFiles(Path folder, FileBounds bounds) throws IOException {
        try (Stream<Path> paths = Files.walk(folder, MAX_DEPTH)) {
            List<Path> found = paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(bounds.maxFiles() + 1L)
                    .sorted()
                    .toList();
            if (found.size() > bounds.maxFiles()) {
                throw FileFaults.tooManyFiles(bounds.maxFiles());
            }
            return found;
        }
    }

    private static FileSet ofPaths(List<Path> paths, FileBounds bounds) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        long bytes = 0;
        for (Path path : paths) {
            long size = Files.size(path);
            bytes += size;
            if (bytes > bounds.maxBytes()) {
                throw FileFaults.tooManyBytes(bounds.maxBytes());
            }
            files.add(new MappedFile(files.size() + 1, size, path));
        }
        return new FileSet(files, null);
    }

    private static FileSet ofZip(Path path, FileBounds bounds) {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (IOException e) {
            throw FileFaults.brokenZip(e);
        }
        try {
            return new FileSet(entries(zip, bounds), zip);
        } catch (RuntimeException e) {
            close(zip);
            throw e;
        }
    }

    private static List<SourceFile> entries(ZipFile zip, FileBounds bounds) {
        List<ZipEntry> entries = new ArrayList<>();
        zip.stream().limit(bounds.maxFiles() + 1L).forEach(entries::add);
        if (entries.size() > bounds.maxFiles()) {
            throw FileFaults.tooManyFiles(bounds.maxFiles());
        }
        entries.sort(Comparator.comparing(ZipEntry::getName));
        List<SourceFile> files = new ArrayList<>();
        long bytes = 0;
        for (ZipEntry entry : entries) {
            if (entry.isDirectory()) {
                continue;
            }
            int number = files.size() + 1;
            if (leadsOut(entry.getName())) {
                throw FileFaults.unsafeName(number);
            }
            long size = entry.getSize();
            if (size > RATIO_FREE_BYTES && size > entry.getCompressedSize() * bounds.zipRatio()) {
                throw FileFaults.bomb(number, bounds.zipRatio());
            }
            bytes += Math.max(0, size);
            if (bytes > bounds.maxBytes() || size > Integer.MAX_VALUE - 8) {
                throw FileFaults.tooManyBytes(Math.min(bounds.maxBytes(), Integer.MAX_VALUE - 8));
            }
            files.add(new ZippedFile(number, Math.max(0, size), zip, entry));
        }
        return files;
    }

    private static boolean leadsOut(String name) {
        String slashed = name.replace('\\', '/');
        return slashed.startsWith("/")
                || slashed.matches("[A-Za-z]:.*")
                || List.of(slashed.split("/")).contains("..");
    }

    private static boolean isZip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(4);
            return head.length == 4
                    && ((head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | head[3] & 0xff)
                            == ZIP_MAGIC;
        }
    }

    public List<SourceFile> files() {
        return files;
    }

    @Override
    public void close() {
        close(zip);
    }

    private static void close(ZipFile zip) {
        if (zip != null) {
            try {
                zip.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }
}
