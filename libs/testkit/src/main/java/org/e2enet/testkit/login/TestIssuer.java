package org.e2enet.testkit.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * An OpenID provider on loopback: discovery, keys, introspection, and the grants that the product uses (code, device, refresh, client
 * credentials). Whoever opens its login page is {@link #user} at once. Thread safe.
 */
public final class TestIssuer implements AutoCloseable {
    public static final String AUDIENCE = "e2enet";
    public static final String CLIENT_SECRET = "a secret of thirty two characters and more";
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    private final TestTokens tokens = new TestTokens("k1");
    private final HttpServer server;
    private final String scheme;
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private final AtomicInteger introspections = new AtomicInteger();
    private volatile List<String> userRoles = List.of("viewer");
    private volatile boolean deviceApproved;

    private TestIssuer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public static TestIssuer start() {
        try {
            return new TestIssuer(HttpServer.create(anyPort(), 0), "http");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** By HTTPS alone. @param certificate to show */
    public static TestIssuer start(SSLContext certificate) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate));
            return new TestIssuer(server, "https");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public URI address() {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + "/realms/e2enet");
    }

    /** Claims of a token that is good for five minutes. */
    public TestTokens.Claims claims(String... roles) {
        return new TestTokens.Claims(
                address().toString(), AUDIENCE, "user-of-a-test", Instant.now().plus(TOKEN_LIFE), List.of(roles));
    }

    /** A good token. */
    public String token(String... roles) {
        return tokens.sign(claims(roles));
    }

    /** A good token of the person whose id is the subject. */
    public String tokenOf(String subject, String... roles) {
        return tokens.sign(claims(roles).of(subject));
    }

    public TestTokens tokens() {
        return tokens;
    }

    /** From now on introspection says that it does not hold. */
    public void revoke(String token) {
        revoked.add(token);
    }

    /** Roles of the person who opens the login page, or approves a device, from now on. */
    public void user(String... roles) {
        userRoles = List.of(roles);
    }

    /** The person with the browser types the code in. */
    public void approveDevice() {
        deviceApproved = true;
    }

    /** How often somebody asked whether a token holds. */
    public int introspections() {
        return introspections.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Map<String, String> form = form(
                    exchange.getRequestMethod().equals("POST")
                            ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                            : exchange.getRequestURI().getRawQuery());
            switch (path.startsWith(address().getPath() + "/")
                    ? path.substring(address().getPath().length())
                    : "") {
                case "/.well-known/openid-configuration" -> json(exchange, 200, metadata());
                case "/keys" -> json(exchange, 200, tokens.keySet());
                case "/introspect" -> {
                    introspections.incrementAndGet();
                    json(exchange, 200, "{\"active\":%s}".formatted(!revoked.contains(form.get("token"))));
                }
                case "/device" -> json(exchange, 200, """
                            {"device_code":"d-1","user_code":"ABCD-EFGH","verification_uri":"%s/type-it-in","expires_in":60,"interval":1}""".formatted(address()));
                case "/authorize" -> leadBack(exchange, form);
                case "/token" -> token(exchange, form);
                default -> json(exchange, 404, "{}");
            }
        }
    }

    private String metadata() {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys",\
                "introspection_endpoint":"%1$s/introspect","device_authorization_endpoint":"%1$s/device",\
                "end_session_endpoint":"%1$s/logout","revocation_endpoint":"%1$s/revoke"}""".formatted(address());
    }

    /** Whoever comes is logged in. */
    private void leadBack(HttpExchange exchange, Map<String, String> query) throws IOException {
        String code = UUID.randomUUID().toString();
        nonces.put(code, query.getOrDefault("nonce", ""));
        exchange.getResponseHeaders()
                .set("Location", query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
        switch (form.getOrDefault("grant_type", "")) {
            case "client_credentials" -> json(exchange, 200, granted(claims("operator"), ""));
            case "authorization_code" ->
                json(exchange, 200, granted(claims(userRoles.toArray(String[]::new)), form.get("code")));
            case "refresh_token" -> {
                if (revoked.contains(form.get("refresh_token"))) {
                    json(exchange, 400, "{\"error\":\"invalid_grant\"}");
                } else {
                    json(exchange, 200, granted(claims(userRoles.toArray(String[]::new)), ""));
                }
            }
            case "urn:ietf:params:oauth:grant-type:device_code" -> {
                if (deviceApproved) {
                    json(exchange, 200, granted(claims(userRoles.toArray(String[]::new)), ""));
                } else {
                    json(exchange, 400, "{\"error\":\"authorization_pending\"}");
                }
            }
            default -> json(exchange, 400, "{\"error\":\"unsupported_grant_type\"}");
        }
    }

    private String granted(TestTokens.Claims claims, String code) {
        String nonce = nonces.getOrDefault(code, "");
        String idToken = tokens.sign(
                new TestTokens.Claims(claims.issuer(), AUDIENCE, claims.subject(), claims.expires(), List.of()),
                nonce.isEmpty() ? "" : ",\"nonce\":\"" + nonce + '"');
        return """
                {"token_type":"Bearer","expires_in":%d,"access_token":"%s","id_token":"%s","refresh_token":"refresh-1"}""".formatted(TOKEN_LIFE.toSeconds(), tokens.sign(claims), idToken);
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(String text) {
        return text == null || text.isEmpty()
                ? Map.of()
                : Arrays.stream(text.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> decode(pair[0]), pair -> pair.length > 1 ? decode(pair[1]) : "", (a, _) -> a));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
