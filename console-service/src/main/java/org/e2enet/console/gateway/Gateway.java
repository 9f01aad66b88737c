package org.e2enet.console.gateway;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.e2enet.console.config.Behind;
import org.e2enet.console.config.ConsoleConfig;
import org.e2enet.contract.EventJson;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.rest.Problem;
import org.e2enet.edge.security.Caller;
import org.e2enet.edge.trust.Trust;
import org.e2enet.faults.Fault;

/**
 * Passes calls on to the services behind: {@code /api/ingest/scans/ID} is ingest-service's {@code /scans/ID}. Stands behind the door of
 * libs/edge, which judged host, origin, size and login; the services see a program's call with the user's token. Bodies are streamed,
 * server-sent events too.
 */
@Singleton
final class Gateway {
    private static final String ROOT = "/api/";

    /** Host, origin, size, login and role are judged by then, and nothing has read the body. */
    private static final int BEHIND_LOGINS = RouteConstants.ROUTE_ORDER_COMPRESSION;

    private static final int CONNECT_TIMEOUT_MS = 3_000;
    /** For a free one of the connections: a service that stands still keeps all of them. */
    private static final int CONNECTION_WAIT_MS = 15_000;

    private static final int KEEP_ALIVE_SECONDS = 20;
    private static final int CALLS_AT_ONCE = 64;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int NOT_FOUND = 404;
    private static final int MISDIRECTED = 421;
    private static final int BAD_GATEWAY = 502;

    /** A browser's word about its page: judged at the door, and untrue for the service behind. */
    private static final List<String> OF_THE_PAGE =
            List.of("Origin", "Referer", "Cookie", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest");

    /** A link to the service itself, with or without its address. */
    private static final Pattern LINK = Pattern.compile("<(?:https?://[^/>]*)?(/[^>]*)>");

    private static final Pattern ADDRESS = Pattern.compile("^(?:https?://[^/]*)?(/.*)$");

    /** A connection that became a WebSocket would go to the service as it came, unjudged; no service has one. */
    private static final ProxyOptions OPTIONS = new ProxyOptions().setSupportWebSocket(false);

    private final Vertx vertx;
    private final ConsoleConfig config;
    private final Trust trust;

    @Inject
    Gateway(Vertx vertx, ConsoleConfig config, Trust trust) {
        this.trust = trust;
        this.vertx = vertx;
        this.config = config;
    }

    void register(@Observes Router router) {
        for (Behind service : Behind.values()) {
            String below = ROOT + service.pathName();
            service.address(config)
                    .map(address -> new Way(service, origin(address), client(isSecure(address)), below))
                    .ifPresent(way ->
                            router.route(below + "/*").order(BEHIND_LOGINS).handler(context -> pass(context, way)));
        }
    }

    /** To a service: its address, the connections to it, and the path here that is its root. */
    private record Way(Behind service, HostAndPort origin, HttpClient client, String below) {
        RequestOptions connection() {
            return new RequestOptions()
                    .setHost(origin.host())
                    .setPort(origin.port())
                    .setConnectTimeout(CONNECTION_WAIT_MS);
        }
    }

    /** What is passed on is what was judged: the path in its normal form, never the line as it was sent. */
    private static void pass(RoutingContext context, Way way) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath().substring(way.below().length());
        if (!Passages.isOpen(way.service(), request.method().name(), path)) {
            refuse(context, NOT_FOUND, GatewayFaults.notPassedOn());
        } else if (request.authority() == null) {
            refuse(context, MISDIRECTED, EdgeFaults.foreignHost());
        } else {
            String target = request.query() == null ? path : path + "?" + request.query();
            HttpProxy.reverseProxy(OPTIONS, way.client())
                    .origin(_ -> way.client().request(way.connection()))
                    .addInterceptor(new Passing(way, target, Caller.token(context)))
                    .handle(request);
        }
    }

    private static void refuse(RoutingContext context, int status, Fault fault) {
        if (!context.request().isEnded() && context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(EventJson.write(Problem.of(status, fault))));
    }

    private static HostAndPort origin(URI address) {
        int usual = isSecure(address) ? HTTPS_PORT : HTTP_PORT;
        return HostAndPort.create(address.getHost(), address.getPort() < 0 ? usual : address.getPort());
    }

    private static boolean isSecure(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    private HttpClient client(boolean secure) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(config.silence().toMillis()))
                .setMaxPoolSize(CALLS_AT_ONCE)
                .setSsl(secure);
        return vertx.createHttpClient(trust.givenTo(options));
    }

    /**
     * On the way there and back.
     *
     * @param target path and query at the service
     * @param token of the user, where there are logins
     */
    private record Passing(Way way, String target, Optional<String> token) implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            request.setURI(target).setAuthority(way.origin());
            asChunksIfUnmeasured(request.proxiedRequest());
            OF_THE_PAGE.forEach(request.headers()::remove);
            token.ifPresent(bearer -> request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + bearer));
            return context.sendRequest().recover(failure -> Future.succeededFuture(noAnswer(request)));
        }

        /** HTTP/2 has no chunks; over HTTP/1.1 a body of unknown length goes on in chunks only where this says so. */
        private static void asChunksIfUnmeasured(HttpServerRequest asked) {
            if (asked.version() == HttpVersion.HTTP_2
                    && !asked.isEnded()
                    && !asked.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                asked.headers().set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
            }
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            ProxyResponse response = context.response();
            rewrite(response, "Location", ADDRESS, way.below() + "$1");
            rewrite(response, "Link", LINK, "<" + way.below() + "$1>");
            HttpServerRequest asked = context.request().proxiedRequest();
            if (response.getBody() == null || response.getBody().length() >= 0) {
                return context.sendResponse();
            }
            return asked.version() == HttpVersion.HTTP_1_0
                    ? streamUntilClosed(response, asked)
                    : streamAtOnce(context, asked.response());
        }

        /** By itself the head goes with the first bytes, which an event stream may not have for long. */
        private static Future<Void> streamAtOnce(ProxyContext context, HttpServerResponse out) {
            Future<Void> sent = context.sendResponse();
            if (!out.headWritten()) {
                out.writeHead();
            }
            return sent;
        }

        /** HTTP/1.0 knows no chunks: the proxy would gather the whole body first, or an event stream for ever. */
        private static Future<Void> streamUntilClosed(ProxyResponse response, HttpServerRequest asked) {
            HttpServerResponse out = asked.response().setStatusCode(response.getStatusCode());
            response.headers().remove(HttpHeaders.TRANSFER_ENCODING);
            out.headers().addAll(response.headers()).set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            return response.getBody().stream().pipeTo(out).eventually(() -> asked.connection()
                    .close());
        }

        private static void rewrite(ProxyResponse response, String header, Pattern form, String by) {
            String value = response.headers().get(header);
            if (value != null) {
                response.headers().set(header, form.matcher(value).replaceAll(by));
            }
        }

        private ProxyResponse noAnswer(ProxyRequest request) {
            Fault fault = GatewayFaults.noAnswer(way.service());
            return request.release()
                    .response()
                    .setStatusCode(BAD_GATEWAY)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .setBody(Body.body(Buffer.buffer(EventJson.write(Problem.of(BAD_GATEWAY, fault)))));
        }
    }
}
