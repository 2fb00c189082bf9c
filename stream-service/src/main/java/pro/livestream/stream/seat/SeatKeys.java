package pro.livestream.stream.seat;

import java.util.List;
import pro.livestream.platform.tenant.Tenant;

/** A tenant's keys, all in one hash slot, since placing looks at all its stages at once. */
record SeatKeys(Tenant tenant) {

    String marker() {
        return prefix() + "built";
    }

    String seats(String stageArn, SeatRole role) {
        return stage(stageArn) + role.wireName() + "-seats";
    }

    String beats(String stageArn, SeatRole role) {
        return stage(stageArn) + role.wireName() + "-beats";
    }

    /** Those whose time is over and whose record is not closed yet. */
    String over(String stageArn) {
        return stage(stageArn) + "over";
    }

    /** What viewers last told of their playback. */
    String qoe(String stageArn) {
        return stage(stageArn) + "qoe";
    }

    List<String> all(String stageArn) {
        return List.of(
                seats(stageArn, SeatRole.VIEWER),
                beats(stageArn, SeatRole.VIEWER),
                seats(stageArn, SeatRole.PUBLISHER),
                beats(stageArn, SeatRole.PUBLISHER),
                over(stageArn),
                qoe(stageArn));
    }

    private String stage(String stageArn) {
        return prefix() + stageArn + ":";
    }

    private String prefix() {
        return "stream-service:{" + tenant.name() + "}:stage:";
    }
}
