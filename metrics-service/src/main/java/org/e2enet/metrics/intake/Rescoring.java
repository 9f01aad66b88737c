package org.e2enet.metrics.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Entry;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.FaultException;
import org.e2enet.faults.Pseudonym;
import org.e2enet.history.HistoryFaults;
import org.e2enet.history.Rescorings;
import org.e2enet.store.StoreFaults;
import org.jboss.logging.Logger;

/**
 * Scores a data set's predictions again by today's rules, one after the other beside the usual work; older figures stay under the hash
 * of their rules. How far it is stands in the database: another start goes on from there. Thread safe.
 */
@Singleton
public class Rescoring {
    private static final Logger LOG = Logger.getLogger(Rescoring.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Of what surrounds the service: no fault of the prediction, so it waits. */
    private static final Set<String> SURROUNDINGS =
            Set.of(HistoryFaults.AWAY, StoreFaults.NOT_READ, EdgeFaults.BROKER_AWAY);

    private final Catalogue catalogue;
    private final Scoring scoring;
    private final Rescorings rescorings;
    private final MeterRegistry meters;
    private final Lane lane;

    @Inject
    Rescoring(Catalogue catalogue, Scoring scoring, Rescorings rescorings, MeterRegistry meters, Lanes lanes) {
        this(catalogue, scoring, rescorings, meters, lanes.open("rescoring", 1));
    }

    Rescoring(Catalogue catalogue, Scoring scoring, Rescorings rescorings, MeterRegistry meters, Lane lane) {
        this.catalogue = catalogue;
        this.scoring = scoring;
        this.rescorings = rescorings;
        this.meters = meters;
        this.lane = lane;
    }

    void start(@Observes StartupEvent started) {
        resume();
    }

    /** Goes on with what an end interrupted. */
    public void resume() {
        lane.submit(() -> {
            patiently(rescorings::underWay).forEach(this::run);
            return null;
        });
    }

    /** @return how many predictions of the data set there are; without any, nothing begins */
    public int begin(String dataset) {
        int predictions = ids(dataset).size();
        if (predictions > 0) {
            rescorings.begin(dataset);
            lane.submit(() -> {
                run(dataset);
                return null;
            });
        }
        return predictions;
    }

    private TreeSet<String> ids(String dataset) {
        return catalogue
                .predictions()
                .all()
                .map(Entry::value)
                .filter(prediction -> dataset.equals(prediction.dataset()))
                .map(PredictionCompleted::predictionId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void run(String dataset) {
        TreeSet<String> ids = patiently(() -> ids(dataset));
        Optional<String> done = patiently(() -> rescorings.doneUntil(dataset));
        int scored = 0;
        while (done.isPresent()) {
            lane.requireRunning();
            String from = done.get();
            String next = ids.higher(from);
            if (next == null) {
                patiently(() -> {
                    rescorings.end(dataset, from);
                    return null;
                });
            } else {
                score(next);
                scored++;
                patiently(() -> {
                    rescorings.advance(dataset, from, next);
                    return null;
                });
            }
            done = patiently(() -> rescorings.doneUntil(dataset));
        }
        LOG.infof("%d predictions scored again", scored);
    }

    private void score(String id) {
        try {
            patiently(() -> {
                catalogue.predictions().findReadable(id).ifPresent(scoring::scoreByTodaysRules);
                return null;
            });
        } catch (FaultException failure) {
            count(failure.fault().code());
            LOG.warnf(
                    "prediction %s not scored again: %s",
                    Pseudonym.of(id), failure.fault().message());
        } catch (CancellationException ending) {
            throw ending;
        } catch (RuntimeException defect) {
            // It would stop the data set at this prediction, after every start again.
            lane.requireRunning();
            count(EdgeFaults.UNEXPECTED);
            LOG.errorf(defect, "prediction %s not scored again", Pseudonym.of(id));
        }
    }

    private void count(String code) {
        meters.counter("e2enet.rescoring.failed", "code", code).increment();
    }

    /** Waits for what surrounds the service. */
    private <T> T patiently(Supplier<T> work) {
        while (true) {
            try {
                return work.get();
            } catch (FaultException failure) {
                if (!SURROUNDINGS.contains(failure.fault().code())) {
                    throw failure;
                }
                lane.pause(PAUSE);
            }
        }
    }
}
