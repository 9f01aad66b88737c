package org.e2enet.edge.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.File;

/** One call of each kind that services have. */
@Path("/tiny")
public class TinyResource {
    @GET
    public String get() {
        return "read";
    }

    @GET
    @Path("defect")
    public String defect() {
        throw new IllegalStateException("patient Doe");
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public String put(byte[] body) {
        return "taken " + body.length;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public String upload(@FormParam("image") File image) {
        return image == null ? "none" : "uploaded " + image.length();
    }
}
