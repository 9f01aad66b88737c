package org.e2enet.console.monai;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.client.DicomClient;
import org.e2enet.client.InferClient;
import org.e2enet.client.IngestClient;
import org.e2enet.client.ScanState;
import org.e2enet.client.Waiting;
import org.e2enet.console.ViewFaults;
import org.e2enet.console.config.ConsoleConfig;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.edge.rest.Problems;
import org.e2enet.edge.security.Passes;
import org.e2enet.faults.Fault;
import org.e2enet.store.ObjectStore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/**
 * The API of MONAI Label 0.8 for 3D Slicer and OHIF: names, fields and forms are its. There is no login and no training by it: {@code /auth/},
 * {@code /train/} and {@code /session/} answer 404, which its clients take for 'none'.
 */
@Path("/monailabel")
@Produces(MediaType.APPLICATION_JSON)
public class MonaiResource {
    private static final Pattern SERIES_UID = Pattern.compile("[0-9]+(?:\\.[0-9]+){3,}");
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Catalogue catalogue;
    private final ConsoleConfig config;
    private final ObjectStore objects;
    private final MonaiInfo info;
    private final Samples samples;
    private final ImageNames names;
    private final IngestClient ingest;
    private final InferClient infer;
    private final Optional<DicomClient> dicom;

    @Inject
    MonaiResource(
            Catalogue catalogue,
            ConsoleConfig config,
            ObjectStore objects,
            MonaiInfo info,
            Samples samples,
            ImageNames names,
            Passes passes) {
        this.catalogue = catalogue;
        this.config = config;
        this.objects = objects;
        this.info = info;
        this.samples = samples;
        this.names = names;
        this.ingest = new IngestClient(config.ingest(), passes.ofCaller());
        this.infer = new InferClient(config.infer(), passes.ofCaller());
        this.dicom = config.dicom().map(address -> new DicomClient(address, passes.ofCaller()));
    }

    @GET
    @Path("info")
    @Operation(summary = "MONAI Label: models, their labels, strategies")
    public MonaiInfo.Info info() {
        return info.info(samples.counts());
    }

    @GET
    @Path("datastore")
    @Operation(summary = "MONAI Label: how many images, how many with labels")
    public Map<String, Object> datastore() {
        return samples.counts();
    }

    @PUT
    @Path("datastore")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "MONAI Label: takes an image in, under the client's name for it")
    public Map<String, String> upload(@QueryParam("image") String name, @RestForm("file") FileUpload file)
            throws InterruptedException {
        if (file == null) {
            throw MonaiFaults.noFile("file").exception();
        }
        String scanId = ingest.upload(dataset(), List.of(file.uploadedFile()), Optional.empty())
                .scanId();
        if (name != null) {
            names.put(name, scanId);
        }
        return Map.of("image", scanId);
    }

    @GET
    @Path("datastore/image")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "MONAI Label: an image's file")
    public Response image(@QueryParam("image") String name) {
        Samples.Image image = samples.image(scanId(name)).orElseThrow(MonaiResource::unknownImage);
        return Response.ok(image.file())
                .header("Content-Disposition", "attachment; filename=\"" + image.name() + "\"")
                .build();
    }

    @PUT
    @Path("datastore/label")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "MONAI Label: the labels a person made of an image")
    public Map<String, String> label(@QueryParam("image") String name, @RestForm("label") FileUpload label)
            throws InterruptedException {
        if (label == null) {
            throw MonaiFaults.noFile("label").exception();
        }
        String scanId = scanId(name);
        ingest.label(scanId, label.uploadedFile());
        return Map.of("label", scanId);
    }

    @POST
    @Path("activelearning/{strategy}")
    @Operation(summary = "MONAI Label: the next image to label; {} when there is none")
    public Map<String, String> next(@PathParam("strategy") String strategy) {
        if (!MonaiInfo.STRATEGIES.containsKey(strategy)) {
            throw Problems.notFound(ViewFaults.unknown("strategy"));
        }
        return samples.next(strategy.equals(MonaiInfo.RANDOM))
                .map(image -> Map.of("id", image.scanId(), "name", image.name()))
                .orElse(Map.of());
    }

    @GET
    @Path("logs")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "MONAI Label: no logs leave the services")
    public String logs() {
        return "";
    }

    /** @param params JSON, of which {@code result_extension} counts */
    @POST
    @Path("infer/{model}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(hidden = true)
    public Response inferByForm(
            @PathParam("model") String alias,
            @QueryParam("image") String name,
            @QueryParam("output") @DefaultValue("all") String output,
            @RestForm("params") String params)
            throws InterruptedException {
        return segment(alias, name, output, ResultForm.asked(params));
    }

    @POST
    @Path("infer/{model}")
    @Produces({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            summary = "MONAI Label: the segmentation of an image by the model of an alias",
            description =
                    "A form of 'params' and the file 'image', .nii.gz; with output=image the file alone. As a form: 'params' with"
                            + " 'result_extension' .nrrd, as OHIF's extension asks, makes it NRRD that is not packed.")
    public Response infer(
            @PathParam("model") String alias,
            @QueryParam("image") String name,
            @QueryParam("output") @DefaultValue("all") String output)
            throws InterruptedException {
        return segment(alias, name, output, ResultForm.NIFTI);
    }

    private Response segment(String alias, String name, String output, ResultForm form) throws InterruptedException {
        String scanId = scanId(name);
        ModelPromoted meant = catalogue
                .aliases()
                .findReadable(alias)
                .orElseThrow(() -> Problems.notFound(ViewFaults.unknown("model")));
        ScanState scan = ingest.awaitEnd(scanId, Waiting.upTo(PATIENCE));
        if (scan.fault() != null) {
            throw scan.fault().exception();
        }
        PredictionCompleted done =
                infer.awaitEnd(infer.request(scanId, alias).predictionId(), Waiting.upTo(PATIENCE), _ -> {});
        java.nio.file.Path segmentation = objects.localFile(done.segmentation());
        MonaiAnswer answer;
        try {
            MonaiAnswer.Content file = form.of(segmentation);
            answer = output.equals("image")
                    ? MonaiAnswer.alone(file)
                    : MonaiAnswer.of(
                            Map.of("label_names", info.labels(meant).orElse(Map.of())),
                            done.predictionId() + form.ending(),
                            file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Response.ok((StreamingOutput) answer::writeTo)
                .header(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .header(HttpHeaders.CONTENT_LENGTH, answer.bytes())
                .build();
    }

    private String dataset() {
        List<String> all = catalogue.datasets().names();
        return config.monaiDataset()
                .or(() -> all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty())
                .orElseThrow(() -> MonaiFaults.noDataset().exception());
    }

    private String scanId(String name) {
        return names.scanId(name).or(() -> scanOfSeries(name)).orElseThrow(MonaiResource::unknownImage);
    }

    /** OHIF's extension names an image by its series in the archive, which dicom-service alone knows. */
    private Optional<String> scanOfSeries(String name) {
        if (name == null || !SERIES_UID.matcher(name).matches() || dicom.isEmpty()) {
            return Optional.empty();
        }
        try {
            return dicom.get().scanOf(name);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the service ends");
        }
    }

    private static RuntimeException unknownImage() {
        Fault fault = ViewFaults.unknown("image");
        return Problems.notFound(fault);
    }
}
