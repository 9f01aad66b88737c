package org.e2enet.torch.script;

import java.util.List;

/** Parts that every program's text shares. */
final class ModuleText {
    private ModuleText() {}

    /** Opens class {@code M} with the given tensor attributes. */
    static String header(List<String> tensors) {
        StringBuilder text =
                new StringBuilder("class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
        tensors.forEach(tensor -> text.append("  ").append(tensor).append(" : Tensor\n"));
        return text.toString();
    }

    /** A method from {@code x} and a list of parameters to tensors. The body names the list {@code p}. */
    static String method(String name, String body) {
        return "  def " + name + "(self: __torch__.M, x: Tensor, p: List[Tensor]) -> List[Tensor]:\n" + body;
    }
}
