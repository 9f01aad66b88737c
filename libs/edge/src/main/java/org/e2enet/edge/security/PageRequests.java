package org.e2enet.edge.security;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Tells a person who opens a page, and can be led to the issuer, from scripts and programs, which are told that a login is missing. */
@Singleton
public final class PageRequests implements JavaScriptRequestChecker {
    @Override
    public boolean isJavaScriptRequest(RoutingContext context) {
        return !isPage(context.request());
    }

    static boolean isPage(HttpServerRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (request.headers().contains(HttpHeaders.AUTHORIZATION)) {
            return false; // a browser that opens a page shows its session
        }
        boolean navigates = mode == null ? accept != null && accept.contains("text/html") : mode.equals("navigate");
        return navigates && request.method().equals(HttpMethod.GET);
    }
}
