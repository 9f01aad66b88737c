package org.e2enet.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.standalone.peers.Peers;
import org.e2enet.standalone.prediction.SmallModels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segmentations read back by pydicom and dcmqi, voxel by voxel, of series in 4 patient positions, 3 planes and 4 codings. */
@Tag("peers")
class SegReadbackPeersIT {
    private static final Path SCRIPT = Path.of("..", "deploy", "peers", "seg_readback.py");

    @TempDir
    private Path folder;

    @Test
    void shouldGiveBackEveryVoxelToOtherReaders() throws Exception {
        Peers.file(Path.of("/usr/lib/python3/dist-packages/pydicom/__init__.py"), "python3-pydicom");
        Peers.file(Path.of("/usr/lib/python3/dist-packages/numpy/__init__.py"), "python3-numpy");
        Peers.program("gdcmconv", "libgdcm-tools");
        Peers.program("node", "nodejs");
        List<String> call = List.of(
                Peers.program("python3", "python3").toString(),
                SCRIPT.toString(),
                "--weights",
                SmallModels.save(folder.resolve("model.safetensors")).toString(),
                "--program",
                program().toString(),
                "--npm",
                Peers.npm("@itk-wasm/dicom").toString(),
                "--work",
                folder.resolve("work").toString());

        // It ends badly where a voxel differs, a series lacks, or nothing was found.
        Peers.run(call);
    }

    /** The command line of this build. */
    private Path program() throws Exception {
        Path program = Files.writeString(folder.resolve("e2enet"), """
                #!/bin/sh
                exec '%s' --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp '%s' %s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        E2ENet.class.getName()));
        if (!program.toFile().setExecutable(true)) {
            throw new IllegalStateException("no right to run what was written");
        }
        return program;
    }
}
