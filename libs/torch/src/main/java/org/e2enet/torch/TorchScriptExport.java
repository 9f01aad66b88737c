package org.e2enet.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.faults.Fault;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Parameter;
import org.e2enet.safetensors.Tensor;
import org.e2enet.torch.script.Archive;
import org.e2enet.torch.script.ForwardScript;

/**
 * Writes a model as one TorchScript file that plain libtorch or {@code torch.jit.load} runs, on any device and for any
 * batch size: {@code forward(x [N,C,D,H,W] float32)} gives the full-resolution logits {@code [N,classes,D,H,W]}. Masks are
 * applied to the weights inside. Extents of x must be divisible by the product of the strides. libtorch itself is not
 * needed to write.
 */
public final class TorchScriptExport {
    private TorchScriptExport() {}

    /**
     * Writes or replaces a file; readers see the old one or the whole new one.
     *
     * @throws org.e2enet.faults.FaultException TOR-301 when the file cannot be written
     */
    public static void write(Model model, Path file) {
        List<Tensor> weights = new ArrayList<>();
        for (Parameter parameter : model.graph().parameters()) {
            weights.add(new Tensor(parameter.shape(), MaskedWeights.of(model, parameter)));
        }
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (var out = Files.newOutputStream(temporary)) {
                Archive.write(out, ForwardScript.selfContained(model.graph()), weights);
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Fault(
                            "TOR-301",
                            "the TorchScript file cannot be written: "
                                    + e.getClass().getSimpleName(),
                            target.getFileName().toString(),
                            "Check that the folder exists, can be written and has room.")
                    .exception(e);
        }
    }
}
