package org.e2enet.console.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.e2enet.console.config.Behind;
import org.e2enet.console.config.ConsoleConfig;
import org.e2enet.contract.EventJson;
import org.e2enet.edge.rest.Problem;
import org.e2enet.faults.Fault;

/**
 * Passes calls on to the services behind: {@code /api/ingest/scans/ID} is ingest-service's {@code /scans/ID}. Stands behind the door of
 * libs/edge, which judged host, origin and size; the services see a program's call. Bodies are streamed, server-sent events too.
 */
@Singleton
final class Gateway {
    private static final String ROOT = "/api/";
    private static final int CONNECT_TIMEOUT_MS = 3_000;
    private static final int KEEP_ALIVE_SECONDS = 20;
    private static final int CALLS_AT_ONCE = 64;
    private static final int NOT_FOUND = 404;
    private static final int BAD_GATEWAY = 502;

    /** A browser's word about its page: judged at the door, and untrue for the service behind. */
    private static final List<String> OF_THE_PAGE =
            List.of("Origin", "Referer", "Cookie", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest");

    /** A link to the service itself, with or without its address. */
    private static final Pattern LINK = Pattern.compile("<(?:https?://[^/>]*)?(/[^>]*)>");

    private static final Pattern ADDRESS = Pattern.compile("^(?:https?://[^/]*)?(/.*)$");

    private final Vertx vertx;
    private final ConsoleConfig config;

    @Inject
    Gateway(Vertx vertx, ConsoleConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    void register(@Observes Router router) {
        for (Behind service : Behind.values()) {
            String below = ROOT + service.pathName();
            service.address(config)
                    .map(address -> proxy(service, address, below))
                    .ifPresent(proxy -> router.route(below + "/*")
                            .order(Integer.MIN_VALUE + 1)
                            .handler(context -> pass(context, service, below, proxy)));
        }
    }

    private static void pass(RoutingContext context, Behind service, String below, HttpProxy proxy) {
        String path = context.normalizedPath().substring(below.length());
        if (Passages.isOpen(service, context.request().method().name(), path)) {
            proxy.handle(context.request());
        } else {
            refuse(context);
        }
    }

    private static void refuse(RoutingContext context) {
        Problem problem = Problem.of(NOT_FOUND, GatewayFaults.notPassedOn());
        if (!context.request().isEnded()) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        context.response()
                .setStatusCode(NOT_FOUND)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(EventJson.write(problem)));
    }

    private HttpProxy proxy(Behind service, URI address, String below) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxPoolSize(CALLS_AT_ONCE);
        int port = address.getPort() < 0 ? 80 : address.getPort();
        return HttpProxy.reverseProxy(vertx.createHttpClient(options))
                .origin(port, address.getHost())
                .addInterceptor(new Passing(service, HostAndPort.create(address.getHost(), port), below));
    }

    /** On the way there and back. */
    private record Passing(Behind service, HostAndPort authority, String below) implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            request.setURI(request.getURI().substring(below.length())).setAuthority(authority);
            OF_THE_PAGE.forEach(request.headers()::remove);
            return context.sendRequest().recover(failure -> Future.succeededFuture(noAnswer(request)));
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            ProxyResponse response = context.response();
            rewrite(response, "Location", ADDRESS, below + "$1");
            rewrite(response, "Link", LINK, "<" + below + "$1>");
            return context.sendResponse();
        }

        private static void rewrite(ProxyResponse response, String header, Pattern form, String by) {
            String value = response.headers().get(header);
            if (value != null) {
                response.headers().set(header, form.matcher(value).replaceAll(by));
            }
        }

        private ProxyResponse noAnswer(ProxyRequest request) {
            Fault fault = GatewayFaults.noAnswer(service);
            return request.release()
                    .response()
                    .setStatusCode(BAD_GATEWAY)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .setBody(Body.body(Buffer.buffer(EventJson.write(Problem.of(BAD_GATEWAY, fault)))));
        }
    }
}
