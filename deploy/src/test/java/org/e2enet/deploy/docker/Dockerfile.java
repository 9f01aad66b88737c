package org.e2enet.deploy.docker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Dockerfile as Docker reads it: comments gone, continued lines joined, stages with their steps. */
record Dockerfile(Map<String, String> arguments, Map<String, Stage> stages) {
    private static final Pattern FROM = Pattern.compile("(?i)FROM (\\S+) AS (\\S+)");
    private static final Pattern SETTING = Pattern.compile("([A-Z_]+)=(\"[^\"]*\"|\\S*)");

    /** One line of a stage: its word and what follows it. */
    record Step(String word, String rest) {}

    /** @param base the image or stage it starts from */
    record Stage(String name, String base, List<Step> steps) {
        Stream<Step> steps(String word) {
            return steps.stream().filter(step -> step.word().equals(word));
        }
    }

    static Dockerfile of(String text) {
        Map<String, String> arguments = new LinkedHashMap<>();
        Map<String, Stage> stages = new LinkedHashMap<>();
        Stage stage = null;
        for (String line : joined(text)) {
            String word = line.substring(0, line.indexOf(' '));
            String rest = line.substring(line.indexOf(' ') + 1).trim();
            if (word.equals("FROM")) {
                Matcher from = FROM.matcher(line);
                if (!from.matches()) {
                    throw new IllegalArgumentException("a stage without a name: " + line);
                }
                stage = new Stage(from.group(2), from.group(1), new ArrayList<>());
                stages.put(stage.name(), stage);
            } else if (stage == null) {
                arguments.put(rest.substring(0, rest.indexOf('=')), rest.substring(rest.indexOf('=') + 1));
            } else {
                stage.steps().add(new Step(word, rest));
            }
        }
        return new Dockerfile(arguments, stages);
    }

    private static List<String> joined(String text) {
        String whole = text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
        return whole.replaceAll("\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** From the outside image to the stage itself. */
    List<Stage> lineage(String name) {
        List<Stage> lineage = new ArrayList<>();
        for (Stage stage = stages.get(name); stage != null; stage = stages.get(stage.base())) {
            lineage.addFirst(stage);
        }
        return lineage;
    }

    /** The outside image that a stage stands on, arguments filled in. */
    String image(String name) {
        String base = lineage(name).getFirst().base();
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            base = base.replace("${" + argument.getKey() + "}", argument.getValue());
        }
        return base;
    }

    /** What a container of the stage finds in its environment, that of the outside image left out. */
    Map<String, String> environment(String name) {
        Map<String, String> environment = new LinkedHashMap<>();
        lineage(name).stream()
                .flatMap(stage -> stage.steps("ENV"))
                .flatMap(step -> SETTING.matcher(step.rest()).results())
                .forEach(setting ->
                        environment.put(setting.group(1), setting.group(2).replace("\"", "")));
        return environment;
    }

    /** The last step of its kind: of a stage or what it stands on. */
    Optional<Step> last(String name, String word) {
        return lineage(name).stream().flatMap(stage -> stage.steps(word)).reduce((first, second) -> second);
    }
}
