package org.e2enet.standalone.dicom;

import java.util.List;
import java.util.concurrent.Callable;
import org.e2enet.client.DicomClient;
import org.e2enet.standalone.console.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code e2enet dicom route remove}. */
@Command(
        name = "remove",
        description = "Removes a route; series that it took already go on.",
        footer = {"", "Example:", "  ./e2enet dicom route remove brain-mr"})
final class RouteRemoveCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private DicomServiceOptions service;

    @Parameters(paramLabel = "NAME", description = "Of the route.")
    private String name;

    @Override
    public Integer call() throws InterruptedException {
        DicomClient client = service.client();
        client.remove(name);
        List<DicomClient.Route> left = client.routes();
        output.console().result(left);
        output.console().say("Route " + name + " is removed; " + left.size() + " are left.");
        return ExitCode.OK;
    }
}
