package org.e2enet.standalone.dicom;

import java.util.List;
import java.util.concurrent.Callable;
import org.e2enet.client.DicomClient;
import org.e2enet.standalone.console.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code e2enet dicom route list}. */
@Command(
        name = "list",
        description = "Lists the routes in force, in the order they are asked; the first that fits a series counts.",
        footer = {"", "Example:", "  ./e2enet dicom route list --json"})
final class RouteListCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private DicomServiceOptions service;

    @Override
    public Integer call() throws InterruptedException {
        List<DicomClient.Route> routes = service.client().routes();
        output.console().result(routes);
        output.console().say(routes.isEmpty() ? "There is no route: no series is taken." : RouteTexts.table(routes));
        return ExitCode.OK;
    }
}
