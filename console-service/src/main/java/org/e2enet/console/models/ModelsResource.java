package org.e2enet.console.models;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.e2enet.catalogue.AliasChange;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Entry;
import org.e2enet.catalogue.Index;
import org.e2enet.catalogue.Place;
import org.e2enet.client.InferClient;
import org.e2enet.console.config.ConsoleConfig;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.edge.rest.Paging;
import org.e2enet.edge.security.Author;
import org.e2enet.edge.security.Passes;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Published models, newest first, and every alias with what serves it and what it meant. */
@Path("/api/views/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
    private static final Duration INFER_TIMEOUT = Duration.ofSeconds(5);
    private static final int SHOWN_CHANGES = 10;

    private final Catalogue catalogue;
    private final Index<CheckpointPublished, String> models;
    private final InferClient infer;
    private final Author author;

    @Inject
    ModelsResource(Catalogue catalogue, ConsoleConfig config, Passes passes, Author author) {
        this.catalogue = catalogue;
        this.models = new Index<>(catalogue.models(), Entry::writtenAt, CheckpointPublished::runId);
        this.infer = new InferClient(config.infer(), INFER_TIMEOUT, passes.ofCaller());
        this.author = author;
    }

    /**
     * Models and aliases.
     *
     * @param servingFault why it is not known what serves, absent where infer-service answered
     * @param byLogin whether the login says who promotes, so that nobody is to be asked for a name
     * @param next the {@code after} of the next page, absent on the last
     */
    public record View(List<Alias> aliases, Fault servingFault, List<Model> models, boolean byLogin, String next) {}

    /**
     * An alias, of infer-service and of the catalogue.
     *
     * @param servedModelId what answers requests, which is the one before until a promoted model has given its probe's logits; absent where
     *     nothing does, or infer-service does not answer, as what follows
     * @param checking whether infer-service has not yet taken the model up or refused it
     * @param history the last changes, newest first
     */
    public record Alias(
            String alias,
            String modelId,
            List<String> members,
            String servedModelId,
            Boolean checking,
            Boolean loaded,
            Double probeDeviation,
            Double probeTolerance,
            InferClient.Refused refused,
            List<AliasChange> history) {}

    /** A published model. */
    public record Model(
            String modelId,
            String runId,
            int fold,
            String kind,
            String dataset,
            Instant publishedAt,
            int iteration,
            Map<String, Double> scores,
            ModelCosts costs) {
        private static Model of(CheckpointPublished model, Instant publishedAt) {
            return new Model(
                    model.modelId(),
                    model.runId(),
                    model.fold(),
                    model.kind().name(),
                    model.definition().name(),
                    publishedAt,
                    model.iteration(),
                    model.scores(),
                    model.costs());
        }
    }

    @GET
    @Operation(summary = "Published models, newest first, and what each alias means, serves and meant")
    public View models(@QueryParam("after") String after, @QueryParam("limit") Integer limit)
            throws InterruptedException {
        Place begin = Paging.after(after);
        int most = Paging.limit(limit);
        List<Index.Row<String>> rows = models.newestFirst().stream()
                .filter(row -> begin == null || row.place().compareTo(begin) > 0)
                .limit(most + 1L)
                .toList();
        List<Model> page = rows.stream()
                .limit(most)
                .flatMap(row -> catalogue.models().findReadable(row.id()).stream()
                        .map(model -> Model.of(model, row.place().at())))
                .toList();
        Map<String, InferClient.Served> served = new TreeMap<>();
        Fault servingFault = readServed(served);
        return new View(
                aliases(served, servingFault == null),
                servingFault,
                page,
                author.isByLogin(),
                rows.size() > most ? rows.get(most - 1).place().toString() : null);
    }

    private Fault readServed(Map<String, InferClient.Served> served) throws InterruptedException {
        try {
            infer.served().forEach(alias -> served.put(alias.alias(), alias));
            return null;
        } catch (FaultException noAnswer) {
            return noAnswer.fault();
        }
    }

    private List<Alias> aliases(Map<String, InferClient.Served> served, boolean known) {
        Map<String, ModelPromoted> meant = new TreeMap<>();
        catalogue.aliases().all().forEach(entry -> meant.put(entry.id(), entry.value()));
        List<Alias> aliases = new ArrayList<>();
        meant.forEach((name, promoted) -> aliases.add(alias(promoted, served.get(name), known)));
        return aliases;
    }

    private Alias alias(ModelPromoted meant, InferClient.Served serves, boolean known) {
        List<AliasChange> history =
                catalogue.aliasHistory().of(meant.alias(), null, SHOWN_CHANGES).items();
        Boolean unheardOf = known ? Boolean.TRUE : null;
        return serves == null
                ? new Alias(
                        meant.alias(),
                        meant.modelId(),
                        meant.members(),
                        null,
                        unheardOf,
                        null,
                        null,
                        null,
                        null,
                        history)
                : new Alias(
                        meant.alias(),
                        meant.modelId(),
                        meant.members(),
                        serves.modelId(),
                        !isSettled(meant, serves),
                        serves.loaded(),
                        serves.probeDeviation(),
                        serves.probeTolerance(),
                        serves.refused(),
                        history);
    }

    private static boolean isSettled(ModelPromoted meant, InferClient.Served serves) {
        return meant.modelId().equals(serves.modelId())
                || serves.refused() != null
                        && meant.modelId().equals(serves.refused().modelId());
    }
}
