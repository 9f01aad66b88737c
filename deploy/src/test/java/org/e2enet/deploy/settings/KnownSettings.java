package org.e2enet.deploy.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.e2enet.deploy.Repository;

/**
 * The settings that a built service knows, as patterns of environment variables: those of its configuration interfaces, those that
 * its beans ask for, and of the frameworks' the few that a deployment may set.
 */
final class KnownSettings {
    private static final String MAPPING = "io.smallrye.config.ConfigMapping";
    private static final String NAMED = "io.smallrye.config.WithName";
    private static final String PROPERTY = "org.eclipse.microprofile.config.inject.ConfigProperty";
    /** Of Quarkus (TlsIT sets those of TLS), of the JVM's start (deploy/docker/Dockerfile), of libtorch and OpenMP. */
    private static final List<String> OF_OTHERS = List.of(
            "QUARKUS_HTTP_HOST",
            "QUARKUS_HTTP_PORT",
            "QUARKUS_HTTP_SSL_PORT",
            "QUARKUS_HTTP_INSECURE_REQUESTS",
            "QUARKUS_HTTP_SSL_CERTIFICATE_FILES",
            "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES",
            "QUARKUS_HTTP_SSL_CERTIFICATE_RELOAD_PERIOD",
            "JVM_FLAGS",
            "JAVA_OPTS_APPEND",
            "HEAP_PERCENT",
            "DJL_CACHE_DIR",
            "OMP_WAIT_POLICY");

    private final Set<String> patterns = new TreeSet<>(OF_OTHERS);

    private KnownSettings() {}

    static KnownSettings of(String service) {
        KnownSettings known = new KnownSettings();
        Stream.concat(ConsumerConfig.configNames().stream(), ProducerConfig.configNames().stream())
                .map(name -> variable("kafka." + name))
                .forEach(known.patterns::add);
        Path built = Repository.file(service).resolve("target/quarkus-app");
        try (URLClassLoader classes = new URLClassLoader(urls(built), ClassLoader.getPlatformClassLoader())) {
            for (String name : ownClasses(built)) {
                known.add(classes.loadClass(name));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
        return known;
    }

    boolean has(String variable) {
        return patterns.stream().anyMatch(pattern -> Pattern.matches(pattern, variable));
    }

    private void add(Class<?> type) throws ReflectiveOperationException {
        for (Annotation mapping : type.getAnnotations()) {
            if (mapping.annotationType().getName().equals(MAPPING)) {
                addMapping(type, text(mapping, "prefix"));
            }
        }
        List<AnnotatedElement> asking = new ArrayList<>(Arrays.asList(type.getDeclaredFields()));
        Stream.concat(Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
                .map(Executable::getParameters)
                .forEach((Parameter[] parameters) -> asking.addAll(Arrays.asList(parameters)));
        for (AnnotatedElement element : asking) {
            for (Annotation annotation : element.getAnnotations()) {
                if (annotation.annotationType().getName().equals(PROPERTY)) {
                    patterns.add(variable(text(annotation, "name")));
                }
            }
        }
    }

    private void addMapping(Class<?> mapping, String prefix) throws ReflectiveOperationException {
        for (Method method : mapping.getMethods()) {
            String name = kebab(method.getName());
            for (Annotation annotation : method.getAnnotations()) {
                if (annotation.annotationType().getName().equals(NAMED)) {
                    name = text(annotation, "value");
                }
            }
            addValue(method.getGenericReturnType(), prefix + "." + name);
        }
    }

    private void addValue(Type type, String name) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType map && map.getRawType().equals(Map.class)) {
            addValue(map.getActualTypeArguments()[1], name + ".*");
        } else if (type instanceof Class<?> group
                && group.isInterface()
                && group.getName().startsWith("org.e2enet.")) {
            addMapping(group, name);
        } else {
            patterns.add(variable(name));
        }
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_").replace("*", "[A-Z0-9]+");
    }

    private static String kebab(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String text(Annotation annotation, String field) throws ReflectiveOperationException {
        return (String) annotation.annotationType().getMethod(field).invoke(annotation);
    }

    private static URL[] urls(Path built) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars(built)) {
            try {
                urls.add(jar.toUri().toURL());
            } catch (MalformedURLException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static List<Path> jars(Path built) throws IOException {
        try (Stream<Path> files = Files.walk(built)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    /** Of this project: the service's own, and those of its libraries that beans are in. */
    private static List<String> ownClasses(Path built) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path jar : jars(built)) {
            boolean ours = jar.getParent().endsWith("app")
                    || jar.getFileName().toString().startsWith("org.e2enet.e2enet-edge-");
            if (ours) {
                try (JarFile classes = new JarFile(jar.toFile())) {
                    classes.stream()
                            .map(entry -> entry.getName())
                            .filter(entry -> entry.startsWith("org/e2enet/") && entry.endsWith(".class"))
                            .filter(entry -> !entry.contains("package-info") && !entry.contains("_"))
                            .map(entry -> entry.replace('/', '.').replaceAll("\\.class$", ""))
                            .forEach(names::add);
                }
            }
        }
        return names;
    }
}
