package pro.livestream.local.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import pro.livestream.local.process.Program;
import pro.livestream.local.process.Readiness;

/** The S3 store and the mail catcher, which share a JVM to save memory; either may be absent. */
final class StorePart implements Part {
    static final String ACCESS_KEY = "livestream";
    static final String BUCKET = "livestream";

    private final Home home;
    private final Path data;
    private final String secret;
    private final OptionalInt s3Port;
    private final OptionalInt smtpPort;
    private final int mailApiPort;

    StorePart(Home home, Path folder, String secret, OptionalInt s3Port, OptionalInt smtpPort, int mailApiPort) {
        this.home = home;
        this.data = folder.resolve("s3");
        this.secret = secret;
        this.s3Port = s3Port;
        this.smtpPort = smtpPort;
        this.mailApiPort = mailApiPort;
    }

    @Override
    public void prepare() {}

    @Override
    public Program program() {
        var ready = data.resolveSibling("store.ready");
        var endpoints = new ArrayList<Program.Endpoint>();
        s3Port.ifPresent(
                port -> endpoints.add(new Program.Endpoint(Kind.S3.label(), port, "http://127.0.0.1:" + port)));
        smtpPort.ifPresent(port ->
                endpoints.add(new Program.Endpoint(Kind.MAIL.label(), port, "http://127.0.0.1:" + mailApiPort)));
        return new Program(
                endpoints.getFirst().name(),
                new ChildJvm(home, StoreServer.class.getName(), 160, jar -> !jar.startsWith("kafka"))
                        .command(
                                data.toString(),
                                Integer.toString(s3Port.orElse(0)),
                                Integer.toString(smtpPort.orElse(0)),
                                Integer.toString(mailApiPort),
                                ready.toString()),
                Map.of("LIVESTREAM_S3_SECRET", secret),
                data,
                endpoints,
                Readiness.file(ready),
                Program.StopSignal.TERM,
                Duration.ofSeconds(60));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        s3Port.ifPresent(port -> settings.putAll(Map.of(
                "S3_ENDPOINT", "http://127.0.0.1:" + port,
                "S3_BUCKET", BUCKET,
                "S3_ACCESS_KEY", ACCESS_KEY,
                "S3_SECRET_KEY", secret,
                "S3_REGION", "us-east-1")));
        smtpPort.ifPresent(port -> settings.putAll(Map.of(
                "SMTP_HOST",
                "127.0.0.1",
                "SMTP_PORT",
                Integer.toString(port),
                "MAIL_API_URL",
                "http://127.0.0.1:" + mailApiPort)));
        return settings;
    }

    static List<Kind> kinds() {
        return List.of(Kind.S3, Kind.MAIL);
    }
}
