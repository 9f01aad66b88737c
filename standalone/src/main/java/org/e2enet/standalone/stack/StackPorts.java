package org.e2enet.standalone.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.e2enet.faults.Fault;
import org.e2enet.ports.FreePort;

/**
 * Where the stack listens, all on the loopback address.
 *
 * @param kafka the broker
 * @param ingest first service
 * @param dicom 0 in a stack without an archive: there it does not run
 * @param console where people look; 0 where it does not run
 * @param tls whether the services speak it, and nothing else
 */
public record StackPorts(
        int kafka, int ingest, int train, int infer, int metrics, int dicom, int console, boolean tls) {
    /** Default of {@code --kafka-port}: not Kafka's own 9092, which a broker of the machine may hold. */
    public static final String DEFAULT_KAFKA = "29092";
    /** Default of {@code --http-port}: ingest here, train, infer and metrics on the next three, the console on the one before. */
    public static final String DEFAULT_HTTP = "8081";

    /** Of services that speak plain HTTP. */
    public StackPorts(int kafka, int ingest, int train, int infer, int metrics, int dicom, int console) {
        this(kafka, ingest, train, infer, metrics, dicom, console, false);
    }

    /** The broker on one port and the services on five in a row, the console first; 0 = free ones. */
    public static StackPorts of(int kafka, int firstHttp) {
        int broker = kafka == 0 ? FreePort.take() : kafka;
        if (firstHttp == 0) {
            return new StackPorts(
                    broker, FreePort.take(), FreePort.take(), FreePort.take(), FreePort.take(), 0, FreePort.take());
        }
        return new StackPorts(broker, firstHttp, firstHttp + 1, firstHttp + 2, firstHttp + 3, 0, firstHttp - 1);
    }

    /** With dicom-service: after the others where they have ports in a row, else on a free one. */
    public StackPorts withDicom() {
        int port = metrics == ingest + 3 ? metrics + 1 : FreePort.take();
        return new StackPorts(kafka, ingest, train, infer, metrics, port, console, tls);
    }

    /** The same, of services that speak TLS alone. */
    StackPorts withTls() {
        return new StackPorts(kafka, ingest, train, infer, metrics, dicom, console, true);
    }

    /** What runs, in the order it starts. */
    public List<ServiceKind> services() {
        return Arrays.stream(ServiceKind.values()).filter(kind -> of(kind) != 0).toList();
    }

    public int of(ServiceKind service) {
        return switch (service) {
            case INGEST -> ingest;
            case TRAIN -> train;
            case INFER -> infer;
            case METRICS -> metrics;
            case DICOM -> dicom;
            case CONSOLE -> console;
        };
    }

    public URI address(ServiceKind service) {
        return URI.create((tls ? "https" : "http") + "://localhost:" + of(service));
    }

    public String bootstrapServers() {
        return "localhost:" + kafka;
    }

    /** Fails with CLI-101 when something else listens on one of them. */
    void requireFree() {
        requireFree(kafka, "Kafka", "--kafka-port");
        for (ServiceKind service : services()) {
            requireFree(of(service), service.serviceName(), "--http-port");
        }
    }

    private static void requireFree(int port, String forWhat, String option) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException taken) {
            throw new Fault(
                            "CLI-101",
                            "port " + port + " is taken by another process",
                            forWhat,
                            "Stop what listens there, or choose another with " + option + ".")
                    .exception(taken);
        }
    }
}
