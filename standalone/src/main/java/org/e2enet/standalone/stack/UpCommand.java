package org.e2enet.standalone.stack;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code e2enet up}: the local stack in the foreground. */
@Command(
        name = "up",
        description = "Runs the local stack in the foreground: Kafka and the services. Ctrl-C drains it.",
        footer = {
            "",
            "Examples:",
            "  ./e2enet up --data /srv/e2enet --http-port 9001",
            "  ./e2enet up --archive http://127.0.0.1:8042 --routes routes.json",
            "  AWS_PROFILE=hospital ./e2enet up --store s3://hospital/e2enet"
        })
public final class UpCommand implements Callable<Integer> {
    @Mixin
    private StackOptions stackOptions;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = StackPorts.DEFAULT_KAFKA,
            description = "Port of the broker, 0 = a free one (default: ${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = StackPorts.DEFAULT_HTTP,
            description =
                    "Port of ingest-service; train, infer, metrics and dicom take the next ones, the console the one before. "
                            + "0 = free ones "
                            + "(default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--store",
            paramLabel = "URI",
            description =
                    "Where scans, models and results are: s3://BUCKET/PREFIX (docs/running.md; default: the data folder).")
    private String store;

    @Mixin
    private ArchiveOptions archive;

    @Override
    public Integer call() throws InterruptedException {
        Console console = output.console();
        StackPorts alone = StackPorts.of(kafkaPort, httpPort);
        StackPorts ports = archive.isGiven() ? alone.withDicom() : alone;
        Map<String, String> settings = new HashMap<>(archive.settings());
        if (store != null) {
            settings.put("STORE_URI", store);
        }
        try (LocalStack stack = LocalStack.start(stackOptions.folder(), ports, settings, console)) {
            Table table = new Table("what", "where");
            table.row("Kafka", ports.bootstrapServers());
            for (ServiceKind service : ports.services()) {
                table.row(service.serviceName(), ports.address(service));
            }
            console.say(table.toString());
            console.say("Look at it: " + ports.address(ServiceKind.CONSOLE));
            console.say("Running; Ctrl-C or './e2enet down' stops it.");
            console.result(stack.state());
            stack.stayUp();
        }
        return ExitCode.OK;
    }
}
