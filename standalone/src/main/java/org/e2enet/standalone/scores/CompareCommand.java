package org.e2enet.standalone.scores;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.e2enet.faults.Fault;
import org.e2enet.scoring.tradeoff.Alphas;
import org.e2enet.scoring.tradeoff.Method;
import org.e2enet.scoring.tradeoff.TradeOff;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code e2enet compare}: PT scores of a table of figures. */
@Command(
        name = "compare",
        description = "Weighs accuracy against cost (PT score, Eq. 7) for the models in a table.",
        footer = {"", "Example:", "  ./e2enet compare --file table1.json --alpha2 0.25"})
public final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--file",
            paramLabel = "TABLE.json",
            required = true,
            description =
                    "{\"dataset\": …, \"models\": [{\"name\": …, \"mDicePercent\": …, \"paramsM\": …, \"flopsG\": …}]}")
    private Path file;

    @Option(names = "--alpha1", defaultValue = "1", description = "Weight of accuracy (default: ${DEFAULT-VALUE}).")
    private double alpha1;

    @Option(names = "--alpha2", defaultValue = "0.5", description = "Weight of each cost (default: ${DEFAULT-VALUE}).")
    private double alpha2;

    /** What the file holds. */
    record Input(String dataset, List<Entry> models) {}

    /** A model's figures; the NSD is shown, not weighed. */
    record Entry(String name, Double mDicePercent, Double paramsM, Double flopsG, Double mNsdPercent) {
        Method method() {
            return new Method(
                    present(name, "name", this),
                    present(mDicePercent, "mDicePercent", this),
                    present(paramsM, "paramsM", this),
                    present(flopsG, "flopsG", this));
        }

        private static <T> T present(T value, String field, Entry entry) {
            if (value == null) {
                throw malformed(
                        "a model" + (entry.name == null ? "" : " (" + entry.name + ")") + " has no " + field, null);
            }
            return value;
        }
    }

    /** The answer. */
    record Comparison(double alpha1, double alpha2, List<String> comparisonSet, List<TradeOff.Score> models) {}

    @Override
    public Integer call() {
        Alphas alphas = Inputs.value(spec, "--alpha1, --alpha2", () -> new Alphas(alpha1, alpha2));
        Input input = read(Inputs.file(spec, file));
        List<Method> methods = input.models().stream().map(Entry::method).toList();
        TradeOff tradeOff = TradeOff.within(methods, alphas);
        output.console().result(new Comparison(alpha1, alpha2, tradeOff.comparisonSet(), tradeOff.scores()));
        if (!output.console().isJson()) {
            print(input, tradeOff);
        }
        return ExitCode.OK;
    }

    private void print(Input input, TradeOff tradeOff) {
        Table table = new Table("model", "mDice %", "params M", "FLOPs G", "PT");
        for (Entry entry : input.models()) {
            table.row(
                    entry.name(),
                    "%.2f".formatted(entry.mDicePercent()),
                    "%.2f".formatted(entry.paramsM()),
                    "%.2f".formatted(entry.flopsG()),
                    "%.3f".formatted(tradeOff.pt(entry.name())));
        }
        output.console().say(table.toString());
        output.console()
                .say("PT = %s * mDice/%.2f + %s * (%.2f/params + %.2f/FLOPs), within these %d models%s"
                        .formatted(
                                plain(alpha1),
                                tradeOff.mDiceMax(),
                                plain(alpha2),
                                tradeOff.paramsMin(),
                                tradeOff.flopsMin(),
                                tradeOff.comparisonSet().size(),
                                input.dataset() == null ? "" : " on " + input.dataset()));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static Input read(Path file) {
        ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        try {
            Input input = json.readValue(Files.readAllBytes(file), Input.class);
            if (input.models() == null) {
                throw malformed("the field \"models\" is not there", null);
            }
            return input;
        } catch (JsonProcessingException failure) {
            throw malformed(failure.getOriginalMessage(), failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static RuntimeException malformed(String what, Exception cause) {
        return new Fault("CLI-301", what, "--file", "'./e2enet compare --help' shows the form of the table.")
                .exception(cause);
    }
}
