package pro.livestream.chat;

import io.restassured.RestAssured;
import java.util.Set;
import java.util.TreeSet;

/** What the service shows Prometheus. */
final class Metrics {

    private Metrics() {}

    static String text() {
        return RestAssured.get("/q/metrics").asString();
    }

    /** The sum over all labels; 0 where there is none yet. */
    static double value(String name) {
        return text().lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    static Set<String> names() {
        var names = new TreeSet<String>();
        text().lines().filter(line -> !line.startsWith("#")).forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        return names;
    }
}
