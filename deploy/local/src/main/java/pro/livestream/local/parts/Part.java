package pro.livestream.local.parts;

import java.util.Locale;
import java.util.Map;
import pro.livestream.local.process.Program;

/** One embedded server. */
public interface Part {

    /** Makes what the server needs before its first start; may take seconds. */
    void prepare();

    Program program();

    /** The settings, by their plain names, under which services reach it. */
    Map<String, String> settings();

    /** The servers there are; each is left out when a setting that names it comes from outside. */
    enum Kind {
        POSTGRES("DATABASE_URL", "DB_HOST"),
        REDIS("REDIS_URL", "REDIS_HOST"),
        KAFKA("KAFKA_BROKERS", ""),
        S3("S3_ENDPOINT", ""),
        MAIL("SMTP_HOST", "");

        private final String setting;
        private final String otherSetting;

        Kind(String setting, String otherSetting) {
            this.setting = setting;
            this.otherSetting = otherSetting;
        }

        boolean isElsewhere(Map<String, String> environment) {
            return !environment.getOrDefault(setting, "").isBlank()
                    || !environment.getOrDefault(otherSetting, "").isBlank();
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
