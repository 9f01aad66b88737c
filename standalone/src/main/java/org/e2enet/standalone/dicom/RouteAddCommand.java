package org.e2enet.standalone.dicom;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.client.DicomClient;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code e2enet dicom route add}. */
@Command(
        name = "add",
        description =
                "Adds a route, or replaces the one of its name; for series that come from now on. What of a series is"
                        + " not named is not asked.",
        footer = {
            "",
            "Examples:",
            "  ./e2enet dicom route add brain-mr --modality MR --description '(?i)t1' --dataset brain --alias brain",
            "  ./e2enet dicom route add pair --channels channels.json --dataset glioma --alias glioma --before brain-mr"
        })
final class RouteAddCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private DicomServiceOptions service;

    @Parameters(paramLabel = "NAME", description = "Of the route, for events and metrics.")
    private String name;

    @Option(names = "--dataset", required = true, description = "Data set whose channels and labels the series have.")
    private String dataset;

    @Option(names = "--alias", required = true, description = "A promoted model.")
    private String alias;

    @Option(names = "--modality", split = ",", description = "The series has one of these: MR, CT, ...")
    private List<String> modality;

    @Option(names = "--sop-class", split = ",", description = "The series has one of these identifiers.")
    private List<String> sopClass;

    @Option(names = "--image-type-has", split = ",", description = "ImageType has all of these.")
    private List<String> imageTypeHas;

    @Option(names = "--image-type-has-not", split = ",", description = "ImageType has none of these.")
    private List<String> imageTypeHasNot;

    @Option(names = "--body-part", split = ",", description = "BodyPartExamined is one of these.")
    private List<String> bodyPart;

    @Option(names = "--description", description = "SeriesDescription has this regular expression.")
    private String description;

    @Option(names = "--called-aet", split = ",", description = "Sent to Orthanc under one of these names.")
    private List<String> calledAet;

    @Option(names = "--least-slices", description = "So many slices at least.")
    private Integer leastSlices;

    @Option(names = "--most-slice-thickness-mm", description = "Slices of so many millimetres at most.")
    private Double mostSliceThicknessMm;

    @Option(
            names = "--channels",
            paramLabel = "FILE",
            description =
                    "Instead of all that: a JSON list of what the series of one study must be that make up a scan, in"
                            + " the order of the data set's channels (docs/dicom.md).")
    private Path channels;

    @Option(names = "--output", split = ",", description = "SEG (default), LABELMAP, RTSTRUCT.")
    private List<String> outputs;

    @Option(
            names = "--destination",
            split = ",",
            description = "Where the archive sends results on, by its own settings.")
    private List<String> destinations;

    @Option(
            names = "--before",
            paramLabel = "ROUTE",
            description = "The route that it is asked before (default: last).")
    private String before;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> match = match();
        if (channels != null && !match.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--channels says all that a series must be; leave " + match.keySet() + " to the file");
        }
        DicomClient.Route route = new DicomClient.Route(
                name,
                channels == null ? match : null,
                channels == null ? null : channels(),
                dataset,
                alias,
                outputs,
                destinations);
        List<DicomClient.Route> routes = service.client().put(route, Optional.ofNullable(before));
        output.console().result(routes);
        output.console().say(RouteTexts.table(routes));
        return ExitCode.OK;
    }

    private Map<String, Object> match() {
        Map<String, Object> match = new LinkedHashMap<>();
        match.put("modality", modality);
        match.put("sopClass", sopClass);
        match.put("imageTypeHas", imageTypeHas);
        match.put("imageTypeHasNot", imageTypeHasNot);
        match.put("bodyPart", bodyPart);
        match.put("description", description);
        match.put("calledAet", calledAet);
        match.put("leastSlices", leastSlices);
        match.put("mostSliceThicknessMm", mostSliceThicknessMm);
        match.values().removeIf(value -> value == null);
        return match;
    }

    private List<Map<String, Object>> channels() {
        try {
            return JSON.readValue(Files.readAllBytes(Inputs.file(spec, channels)), new TypeReference<>() {});
        } catch (IOException notJson) {
            throw new ParameterException(
                    spec.commandLine(), "--channels: the file is no JSON list of objects", notJson);
        }
    }
}
