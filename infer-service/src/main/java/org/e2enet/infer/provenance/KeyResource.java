package org.e2enet.infer.provenance;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.stream.Collectors;

/** Public keys over REST. */
@Path("/provenance/keys")
public class KeyResource {
    private final InstallationSigner signer;

    KeyResource(InstallationSigner signer) {
        this.signer = signer;
    }

    /** Public keys of all that signed here, as PEM: for {@code ./e2enet provenance verify --key}. */
    @GET
    @Produces("application/x-pem-file")
    public String keys() {
        return signer.keys().stream()
                .map(key -> "# " + key.keyId() + " since " + key.since() + "\n" + key.publicKey())
                .collect(Collectors.joining());
    }
}
