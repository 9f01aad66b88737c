package org.e2enet.ingest.problem;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.store.StoreFaults;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every error of a request into problem JSON. */
final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    /** Comes before the shared mapper of libs/edge: this service answers problem JSON. */
    @ServerExceptionMapper(priority = Priorities.USER - 100)
    Response fault(FaultException failure) {
        Fault fault = failure.fault();
        LOG.infof("request refused: %s", fault.message());
        return Problem.of(fault).response();
    }

    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        if (status < 400) {
            return failure.getResponse();
        }
        Fault fault = IngestFaults.badRequest(status);
        return new Problem(fault.what(), status, fault.code(), fault.what(), fault.where(), fault.mend()).response();
    }

    @ServerExceptionMapper
    Response unforeseen(RuntimeException failure) {
        Optional<Fault> disk = StoreFaults.ofDisk(failure, "upload");
        if (disk.isPresent()) {
            LOG.warnf("request failed: %s", disk.get().message());
            return Problem.of(disk.get()).response();
        }
        LOG.error("request failed", failure);
        return Problem.of(IngestFaults.unexpected("request")).response();
    }
}
