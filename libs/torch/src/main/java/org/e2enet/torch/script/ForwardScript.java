package org.e2enet.torch.script;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.network.graph.Graph;

/** Programs of inference: preparing weights once, and the forward itself. */
public final class ForwardScript {
    private ForwardScript() {}

    /**
     * {@code forward(x [1,C,D,H,W], p)} → float32 logits of the first heads. In bf16 convolutions take bf16 and
     * accumulate float32; norm statistics are float32 either way.
     */
    public static String code(Graph graph, int heads, Dialect dialect, boolean bf16) {
        return ModuleText.header(List.of())
                + dialect.methods()
                + ModuleText.method("net", GraphScript.body(graph, heads, dialect))
                + ModuleText.method("forward", """
                    y = self.net(torch.contiguous(torch.to(x, %s), memory_format=%d), p)
                    r = annotate(List[Tensor], [])
                    for i in range(torch.len(y)):
                      torch.append(r, torch.contiguous(torch.to(y[i], 6)))
                    return r
                """.formatted(bf16 ? "15" : "6", dialect.memoryFormat()));
    }

    /** {@code forward(x [N,C,D,H,W])} → logits of the first head, with the weights as attributes {@code p0, p1, …}. */
    public static String selfContained(Graph graph) {
        List<String> attributes = IntStream.range(0, graph.parameters().size())
                .mapToObj("p%d"::formatted)
                .toList();
        String body = GraphScript.body(graph, 1, Dialect.PORTABLE, "self.p%d"::formatted);
        return ModuleText.header(attributes)
                + "  def net(self: __torch__.M, x: Tensor) -> List[Tensor]:\n" + body
                + "  def forward(self: __torch__.M, x: Tensor) -> Tensor:\n    return self.net(x)[0]\n";
    }

    /** {@code forward(p)}: convolution weights in the precision and memory format of the forward, the rest as it is. */
    public static String preparation(Dialect dialect, boolean bf16) {
        return ModuleText.header(List.of()) + """
                  def forward(self: __torch__.M, p: List[Tensor]) -> List[Tensor]:
                    r = annotate(List[Tensor], [])
                    for i in range(torch.len(p)):
                      if torch.dim(p[i]) == 5:
                        torch.append(r, torch.clone(torch.contiguous(torch.to(p[i], %s), memory_format=%d)))
                      else:
                        torch.append(r, torch.clone(p[i]))
                    return r
                """.formatted(bf16 ? "15" : "6", dialect.memoryFormat());
    }
}
