package pro.livestream.local.parts;

import com.icegreen.greenmail.standalone.GreenMailStandaloneRunner;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** Main class of the S3 and mail child: data folder, S3 port, SMTP port, mail API's port (0: not wanted), ready file. */
final class StoreServer {
    private StoreServer() {}

    public static void main(String[] arguments) throws Exception {
        Lifeline.hold();
        var s3Port = Integer.parseInt(arguments[1]);
        var smtpPort = arguments[2];
        if (s3Port != 0) {
            startS3(Path.of(arguments[0]), s3Port);
        }
        if (!smtpPort.equals("0")) {
            startMail(smtpPort, arguments[3]);
        }
        Files.writeString(Path.of(arguments[4]), "");
        Thread.currentThread().join();
    }

    private static void startS3(Path data, int port) throws Exception {
        Files.createDirectories(data.resolve(StorePart.BUCKET));
        var secret = System.getenv("LIVESTREAM_S3_SECRET");
        var store = new FilesystemNio2BlobStore(data.toString());
        var proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, StorePart.ACCESS_KEY, secret)
                .ignoreUnknownHeaders(true)
                .v4MaxNonChunkedRequestSize(64L * 1024 * 1024)
                .jettyMaxThreads(64)
                .build();
        proxy.start();
    }

    private static void startMail(String smtpPort, String apiPort) {
        var properties = new Properties();
        properties.setProperty("greenmail.smtp.hostname", "127.0.0.1");
        properties.setProperty("greenmail.smtp.port", smtpPort);
        properties.setProperty("greenmail.auth.disabled", "");
        properties.setProperty("greenmail.api.hostname", "127.0.0.1");
        properties.setProperty("greenmail.api.port", apiPort);
        new GreenMailStandaloneRunner().doRun(properties);
    }
}
