package org.e2enet.scoring.paper;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;
import org.e2enet.scoring.tradeoff.Alphas;
import org.e2enet.scoring.tradeoff.Method;
import org.e2enet.scoring.tradeoff.TradeOff;

/**
 * A table of published figures; null is what was not printed.
 *
 * @param table name of its file, for example {@code table1}
 * @param classes names of the class-wise columns
 * @param printedOtherwise what Eq. (7) gives, by method, where the printed PT score is rounded otherwise
 */
public record PublishedTable(
        String table,
        String title,
        String source,
        String dataset,
        String patch,
        List<String> classes,
        List<Row> rows,
        Map<String, Double> printedOtherwise,
        String note) {
    /**
     * A method.
     *
     * @param pt as it was printed
     * @param classDicePercent in the order of the table's classes
     */
    public record Row(
            String method,
            Double mDicePercent,
            Double paramsM,
            Double flopsG,
            String pt,
            Double mNsdPercent,
            Double hdMm,
            List<Double> classDicePercent) {
        public Row {
            classDicePercent = classDicePercent == null ? List.of() : List.copyOf(classDicePercent);
        }

        /** As a member of a comparison set; empty without mDice or costs. */
        public Optional<Method> comparable() {
            return Stream.of(mDicePercent, paramsM, flopsG).allMatch(Objects::nonNull)
                    ? Optional.of(new Method(method, mDicePercent, paramsM, flopsG))
                    : Optional.empty();
        }

        private Stream<Double> figures() {
            return Stream.concat(
                    Stream.of(mDicePercent, paramsM, flopsG, mNsdPercent, hdMm).filter(Objects::nonNull),
                    classDicePercent.stream());
        }
    }

    /** @throws org.e2enet.faults.FaultException SCO-131 for figures that are no numbers, methods that repeat or classes that do not fit */
    public PublishedTable {
        classes = classes == null ? List.of() : List.copyOf(classes);
        rows = List.copyOf(rows);
        printedOtherwise = printedOtherwise == null ? Map.of() : Map.copyOf(printedOtherwise);
        require(rows.stream().flatMap(Row::figures).allMatch(Double::isFinite), table, "a figure that is no number");
        require(
                new HashSet<>(rows.stream().map(Row::method).toList()).size() == rows.size(),
                table,
                "a method that is there twice");
        for (Row row : rows) {
            require(
                    row.classDicePercent().isEmpty() || row.classDicePercent().size() == classes.size(),
                    table,
                    row.classDicePercent().size() + " class-wise figures under " + classes.size() + " classes");
        }
    }

    private static void require(boolean holds, String table, String what) {
        if (!holds) {
            throw new Fault("SCO-131", what, "published table " + table, "Copy the figures from the paper again.")
                    .exception();
        }
    }

    /** Methods with mDice and costs, in the table's order. */
    public List<Method> methods() {
        return rows.stream().map(Row::comparable).flatMap(Optional::stream).toList();
    }

    /** PT scores by Eq. (7) within the table and, where given, other methods; empty when nothing can be compared. */
    public Optional<TradeOff> tradeOff(Alphas alphas, Method... others) {
        List<Method> all =
                Stream.concat(methods().stream(), Arrays.stream(others)).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(TradeOff.within(all, alphas));
    }
}
