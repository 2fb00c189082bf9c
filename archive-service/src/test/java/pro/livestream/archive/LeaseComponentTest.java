package pro.livestream.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.TestIdentity;

/** Jobs whose holder died, and holders who lost their job: one archive each time. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class LeaseComponentTest {

    @Inject
    DataSource dataSource;

    @Test
    void aJobOfADeadNodeIsTakenOverWhenItsLeaseIsOver() throws SQLException {
        // given
        var recording = Recording.by(Api.someone()).run(0, 2, "160x120");
        recording.end("public");
        var failed = Api.awaitArchive(recording.owner, recording.streamId, "failed");
        String id = failed.getString("archive_id");
        String halfDone = "localhost/" + TestIdentity.userId(recording.owner) + "/" + recording.streamId + "/archive/"
                + id + "/1/";
        Bucket.put(halfDone + "video.mp4", new byte[100]);
        Bucket.abandonUpload(halfDone + "hls/0/00000.m4s");
        recording.manifest();

        // when: a job as a node leaves it that is killed amid its work
        run("update t_localhost.archives set status = 'processing' where archive_id = '" + id + "'");
        run(
                "insert into service.job (job_id, tenant, kind, archive_id, attempts, lease_owner, lease_until, fence) values ('"
                        + UUID.randomUUID() + "', 'localhost', 'assemble', '" + id
                        + "', 1, 'dead-node', now() + interval '4 seconds', 1)");

        // then
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(3))
                .until(() -> Api.archive(recording.owner, id).getString("status"), "processing"::equals);
        Api.awaitArchive(recording.owner, recording.streamId, "ready");
        assertThat(Bucket.keys(halfDone)).isEmpty();
        assertThat(Bucket.abandonedUploads(halfDone)).isEmpty();
        assertThat(count("select count(*) from service.job where archive_id = '" + id + "'"))
                .isZero();
        assertThat(Topics.of("archive.ready", recording.streamId.toString())).hasSize(1);
    }

    @Test
    void aHolderWhoLosesItsLeaseLeavesNothing() throws SQLException {
        // given
        var recording =
                Recording.by(Api.someone()).run(0, 20, "1280x720").manifest().end("public");
        Api.awaitArchive(recording.owner, recording.streamId, "processing");

        // when: another node takes the job for its own and dies
        int taken = run("update service.job set fence = nextval('service.job_fence'), lease_owner = 'other-node',"
                + " lease_until = now() + interval '3 seconds' where archive_id in (select archive_id from"
                + " t_localhost.archives where stream_id = '" + recording.streamId + "')");

        // then
        assertThat(taken).isEqualTo(1);
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "ready");
        String prefix = "localhost/" + archive.getString("user_id") + "/" + recording.streamId + "/archive/"
                + archive.getString("archive_id") + "/";
        assertThat(Bucket.keys(prefix).stream()
                        .map(key -> key.substring(prefix.length()).replaceAll("/.*", ""))
                        .distinct())
                .hasSize(1);
        assertThat(Topics.of("archive.ready", recording.streamId.toString())).hasSize(1);
    }

    /** Who deletes an archive has its row and takes its job away; a holder of the job must not wait the other way round. */
    @Test
    void aJobThatWantsAnArchiveLeavesItsOwnRowToWhoHasTheArchive() throws SQLException {
        // given
        var recording = Recording.by(Api.someone()).run(0, 1, "160x120");
        recording.end("public");
        String id =
                Api.awaitArchive(recording.owner, recording.streamId, "failed").getString("archive_id");
        String job = "'" + UUID.randomUUID() + "', 'localhost', 'assemble', '" + id + "'";

        // when
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(
                    "update t_localhost.archives set status = 'processing' where archive_id = '" + id + "'");
            run("insert into service.job (job_id, tenant, kind, archive_id) values (" + job + ")");
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting() > 0);

            // then
            assertThat(count("select count(*) from (select job_id from service.job where archive_id = '" + id
                            + "' for update skip locked) free"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("delete from service.job where archive_id = '" + id + "'"))
                    .isEqualTo(1);
            connection.commit();
        }
    }

    private long waiting() throws SQLException {
        return count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                + " and query like '%from archives a%for update of a%'");
    }

    private int run(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private long count(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
