package pro.livestream.stream.media.outside;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Config mappings as the service has them, without the service. */
public final class Settings {

    private Settings() {}

    public static <T> T of(Class<T> mapping, Map<String, String> values) {
        var all = new HashMap<>(values);
        all.putIfAbsent("quarkus.http.port", "8082");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(mapping)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(mapping);
    }
}
