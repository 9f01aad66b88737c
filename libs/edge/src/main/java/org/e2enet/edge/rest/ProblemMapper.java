package org.e2enet.edge.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.store.StoreFaults;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every error of a REST call into problem JSON. Logs codes, since the rest may quote the caller, and defects whole. */
@Singleton
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final int BEFORE_THE_FRAMEWORKS = Priorities.USER - 100;
    /**
     * The framework's readers of forms and of headers: they throw runtime exceptions of their own, and those of whatever they read with.
     * What is told to them is the caller's; what the services tell them is right.
     */
    private static final List<String> READERS = List.of(
            "org.jboss.resteasy.reactive.server.core.multipart.", "org.jboss.resteasy.reactive.common.headers.");

    private static final int BAD_REQUEST = 400;
    private static final int FAILED = 500;

    private final FaultStatus statuses;

    @Inject
    ProblemMapper(FaultStatus statuses) {
        this.statuses = statuses;
    }

    @ServerExceptionMapper(priority = BEFORE_THE_FRAMEWORKS)
    public Response fault(FaultException failure) {
        Fault fault = failure.fault();
        int status = statuses.of(fault.code());
        LOG.infof("request refused: %s (HTTP %d)", fault.code(), status);
        return Problems.answer(status, fault);
    }

    /** Those that the service made carry their problem already; the framework's own say a status only. */
    @ServerExceptionMapper(priority = BEFORE_THE_FRAMEWORKS)
    public Response http(WebApplicationException failure) {
        Response answer = failure.getResponse();
        int status = answer.getStatus();
        return status < BAD_REQUEST || answer.getEntity() instanceof Problem
                ? answer
                : Problems.answer(status, EdgeFaults.badRequest(status));
    }

    /** The body did not come as it should: cut short, or a form that is none. */
    @ServerExceptionMapper(priority = BEFORE_THE_FRAMEWORKS)
    public Response unreadable(IOException failure) {
        Optional<Fault> disk = StoreFaults.ofDisk(failure, "upload");
        if (disk.isPresent()) {
            return fault(disk.get().exception(failure));
        }
        LOG.infof("request unreadable: %s", failure.getClass().getSimpleName());
        return Problems.answer(BAD_REQUEST, EdgeFaults.badRequest(BAD_REQUEST));
    }

    @ServerExceptionMapper(priority = BEFORE_THE_FRAMEWORKS)
    public Response unforeseen(RuntimeException failure) {
        // The disk first: readers of forms write what they read.
        Optional<Fault> disk = StoreFaults.ofDisk(failure, "upload");
        if (disk.isPresent()) {
            return fault(disk.get().exception(failure));
        }
        if (isOfAReader(failure)) {
            return Problems.answer(BAD_REQUEST, EdgeFaults.badRequest(BAD_REQUEST));
        }
        LOG.error("request failed", failure);
        return Problems.answer(FAILED, EdgeFaults.unexpected("request"));
    }

    private static boolean isOfAReader(RuntimeException failure) {
        return isReader(failure.getClass().getName())
                || Arrays.stream(failure.getStackTrace()).anyMatch(frame -> isReader(frame.getClassName()));
    }

    private static boolean isReader(String className) {
        return READERS.stream().anyMatch(className::startsWith);
    }
}
