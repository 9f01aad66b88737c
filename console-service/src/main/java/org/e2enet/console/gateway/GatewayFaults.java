package org.e2enet.console.gateway;

import org.e2enet.console.config.Behind;
import org.e2enet.faults.Fault;

/** What the gateway answers by itself. */
final class GatewayFaults {
    private GatewayFaults() {}

    static Fault notPassedOn() {
        return new Fault(
                "CON-101",
                "the console passes no such method and path on",
                "path",
                "Compare with the list in docs/console.md; other calls go to the service itself.");
    }

    static Fault noAnswer(Behind service) {
        return new Fault(
                "CON-201",
                service.serviceName() + " does not answer",
                service.serviceName(),
                "Start it, or wait until it is back; nothing was lost. Its log tells why it ended.");
    }
}
