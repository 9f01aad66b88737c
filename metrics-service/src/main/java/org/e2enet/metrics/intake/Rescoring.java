package org.e2enet.metrics.intake;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Entry;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.FaultException;
import org.e2enet.faults.Pseudonym;
import org.jboss.logging.Logger;

/**
 * Scores a data set's predictions again by today's rules, one after the other beside the usual work; older figures stay under the hash
 * of their rules. What the end of the service interrupts is begun again by asking again: what is scored by these rules stays. Thread
 * safe.
 */
@Singleton
public class Rescoring {
    private static final Logger LOG = Logger.getLogger(Rescoring.class);

    private final Catalogue catalogue;
    private final Scoring scoring;
    private final MeterRegistry meters;
    private final Lane lane;

    Rescoring(Catalogue catalogue, Scoring scoring, MeterRegistry meters, Lanes lanes) {
        this.catalogue = catalogue;
        this.scoring = scoring;
        this.meters = meters;
        this.lane = lanes.open("rescoring", 1);
    }

    /** @return how many predictions of the data set there are */
    public int begin(String dataset) {
        List<String> ids = catalogue
                .predictions()
                .all()
                .map(Entry::value)
                .filter(prediction -> dataset.equals(prediction.dataset()))
                .map(PredictionCompleted::predictionId)
                .toList();
        lane.submit(() -> run(ids));
        return ids.size();
    }

    private Void run(List<String> ids) {
        int failed = 0;
        for (String id : ids) {
            lane.requireRunning();
            try {
                catalogue.predictions().findReadable(id).ifPresent(scoring::scoreByTodaysRules);
            } catch (FaultException failure) {
                failed++;
                meters.counter(
                                "e2enet.rescoring.failed",
                                "code",
                                failure.fault().code())
                        .increment();
                LOG.warnf(
                        "prediction %s not scored again: %s",
                        Pseudonym.of(id), failure.fault().message());
            }
        }
        LOG.infof("%d predictions scored again, %d not", ids.size() - failed, failed);
        return null;
    }
}
