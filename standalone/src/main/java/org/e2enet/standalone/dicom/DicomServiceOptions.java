package org.e2enet.standalone.dicom;

import java.net.URI;
import org.e2enet.client.DicomClient;
import org.e2enet.client.login.LoginFile;
import org.e2enet.faults.Fault;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackState;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dicom-service a command talks to: that of the stack that is up, or another. */
final class DicomServiceOptions {
    @Mixin
    private StackOptions stack;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "dicom-service (default: that of the stack that is up on --data).")
    private URI url;

    DicomClient client() {
        return new DicomClient(url == null ? ofStack() : url, LoginFile.ofUser());
    }

    private URI ofStack() {
        return StackState.running(stack.folder())
                .map(StackState::ports)
                .filter(ports -> ports.of(ServiceKind.DICOM) != 0)
                .map(ports -> ports.address(ServiceKind.DICOM))
                .orElseThrow(() -> new Fault(
                                "CLI-216",
                                "no stack with an archive is up",
                                "--data",
                                "Start one with './e2enet up --archive URL', or say where dicom-service is: --url"
                                        + " http://HOST:8085.")
                        .exception());
    }
}
