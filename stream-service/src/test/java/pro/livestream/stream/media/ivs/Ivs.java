package pro.livestream.stream.media.ivs;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import pro.livestream.stream.media.outside.OutsideParty;

/** AWS IVS Real-Time: every operation is a POST to its name, errors have a type and {@code exceptionMessage}. */
final class Ivs extends OutsideParty {

    private static final String ARN = "arn:aws:ivs:eu-west-1:123456789012:";

    private final Map<String, JsonObject> stages = new ConcurrentHashMap<>();
    private final Map<String, String> ingests = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> compositions = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile boolean compositionsFail;
    private volatile String accessKey = "AK";
    private volatile int stagesMax = 1_000;
    private volatile boolean ingestFails;
    private volatile boolean answersAreLost;

    void stagesMax(int max) {
        stagesMax = max;
    }

    void ingestFails() {
        ingestFails = true;
    }

    void knows(String key) {
        accessKey = key;
    }

    void compositionsFail(boolean fail) {
        compositionsFail = fail;
    }

    /** As after a minute without anybody who publishes. */
    void compositionsEnd() {
        compositions.values().forEach(composition -> composition.put("state", "STOPPED"));
    }

    /** As some minutes after their end. */
    void compositionsAreForgotten() {
        compositions.clear();
    }

    void answersAreLost() {
        answersAreLost = true;
    }

    private static void error(HttpServerRequest request, int status, String type, String text) {
        request.response().putHeader("x-amzn-ErrorType", type);
        json(request, status, new JsonObject().put("exceptionMessage", text));
    }

    @Override
    protected void answer(HttpServerRequest request, Call call) {
        if (call.path().startsWith("/test/")) {
            tell(request, call);
            return;
        }
        if (!call.authorization()
                .matches("AWS4-HMAC-SHA256 Credential=" + accessKey + "/\\d{8}/eu-west-1/ivs/aws4_request, .*")) {
            error(request, 403, "AccessDeniedException", "not signed for ivs");
            return;
        }
        var body = call.body();
        switch (call.path()) {
            case "/CreateStage" -> createStage(request, body);
            case "/CreateIngestConfiguration" -> createIngest(request, body);
            case "/CreateParticipantToken" -> createToken(request, body);
            case "/GetStage" -> {
                var stage = stages.get(body.getString("arn"));
                if (stage == null) {
                    missing(request);
                } else {
                    json(request, 200, new JsonObject().put("stage", stage));
                }
            }
            case "/ListStages" ->
                json(request, 200, new JsonObject().put("stages", new JsonArray(List.copyOf(stages.values()))));
            case "/ListParticipants" -> participants(request, body);
            case "/DisconnectParticipant" -> json(request, 200, new JsonObject());
            case "/StartComposition" -> startComposition(request, body);
            case "/GetComposition" -> composition(request, body.getString("arn"));
            case "/StopComposition" -> {
                var composition = compositions.get(body.getString("arn"));
                if (composition != null) {
                    composition.put("state", "STOPPED");
                }
                gone(request, composition != null);
            }
            case "/GetStorageConfiguration" ->
                json(
                        request,
                        200,
                        new JsonObject()
                                .put(
                                        "storageConfiguration",
                                        new JsonObject()
                                                .put("arn", body.getString("arn"))
                                                .put("s3", new JsonObject().put("bucketName", IvsResource.BUCKET))));
            case "/DeleteStage" -> gone(request, stages.remove(body.getString("arn")) != null);
            case "/DeleteIngestConfiguration" -> gone(request, ingests.remove(body.getString("arn")) != null);
            default -> error(request, 400, "ValidationException", "no such operation");
        }
    }

    /** What a test in another class loader asks and sets. */
    private void tell(HttpServerRequest request, Call call) {
        switch (call.path()) {
            case "/test/stages" -> json(request, 200, new JsonArray(List.copyOf(stages.values())));
            case "/test/calls" -> {
                var named = new JsonArray();
                calls().stream()
                        .filter(one -> one.path().equals("/" + call.body().getString("operation")))
                        .forEach(one -> named.add(one.body()));
                json(request, 200, named);
            }
            case "/test/set" -> {
                stagesMax = call.body().getInteger("stagesMax", 1_000);
                answersAreLost = call.body().getBoolean("answersAreLost", false);
                json(request, 200, new JsonObject());
            }
            case "/test/compositions" -> json(request, 200, new JsonArray(List.copyOf(compositions.values())));
            case "/test/end-compositions" -> {
                compositionsEnd();
                json(request, 200, new JsonObject());
            }
            case "/test/forget-compositions" -> {
                compositionsAreForgotten();
                json(request, 200, new JsonObject());
            }
            case "/test/publishes" -> {
                publishes(call.body().getString("stream"), call.body().getBoolean("there"));
                json(request, 200, new JsonObject());
            }
            case "/test/make" -> createStage(request, call.body());
            case "/test/remove" -> gone(request, stages.remove(call.body().getString("arn")) != null);
            default -> missing(request);
        }
    }

    private static void missing(HttpServerRequest request) {
        error(request, 404, "ResourceNotFoundException", "Resource not found");
    }

    private static void gone(HttpServerRequest request, boolean was) {
        if (was) {
            json(request, 200, new JsonObject());
        } else {
            missing(request);
        }
    }

    private void createStage(HttpServerRequest request, JsonObject body) {
        if (!body.getString("name").matches("[a-zA-Z0-9-_]{0,128}")) {
            error(request, 400, "ValidationException", "name");
            return;
        }
        if (stages.size() >= stagesMax) {
            error(request, 402, "ServiceQuotaExceededException", "stages");
            return;
        }
        String id = "AbCdEf%06d".formatted(numbers.incrementAndGet());
        var endpoints = new JsonObject()
                .put("events", "wss://global.events.live-video.net")
                .put("whip", "https://" + id + ".global-bm.whip.live-video.net")
                .put("rtmp", "rtmp://in/app/")
                .put("rtmps", "rtmps://in:443/app/");
        var stage = new JsonObject()
                .put("arn", ARN + "stage/" + id)
                .put("name", body.getString("name"))
                .put("endpoints", endpoints)
                .put("tags", body.getJsonObject("tags"));
        stages.put(stage.getString("arn"), stage);
        if (answersAreLost) {
            error(request, 500, "InternalServerException", "lost");
        } else {
            json(request, 200, new JsonObject().put("stage", stage).put("participantTokens", new JsonArray()));
        }
    }

    private void createIngest(HttpServerRequest request, JsonObject body) {
        if (ingestFails) {
            error(request, 402, "ServiceQuotaExceededException", "ingest configurations");
            return;
        }
        String arn = ARN + "ingest-configuration/" + numbers.incrementAndGet();
        ingests.put(arn, body.getString("stageArn"));
        json(
                request,
                200,
                new JsonObject()
                        .put(
                                "ingestConfiguration",
                                new JsonObject()
                                        .put("arn", arn)
                                        .put("ingestProtocol", "RTMPS")
                                        .put("streamKey", "rt_123456789012_eu-west-1_x_secret")
                                        .put("stageArn", body.getString("stageArn"))
                                        .put("participantId", "p1")
                                        .put("state", "INACTIVE")));
    }

    private void createToken(HttpServerRequest request, JsonObject body) {
        if (!stages.containsKey(body.getString("stageArn"))) {
            missing(request);
            return;
        }
        var token = new JsonObject()
                .put("participantId", "JpTqhH%06d".formatted(numbers.incrementAndGet()))
                .put("token", "opaque")
                .put("userId", body.getString("userId"))
                .put("duration", body.getInteger("duration"))
                .put("capabilities", body.getJsonArray("capabilities"))
                .put(
                        "expirationTime",
                        Instant.now()
                                .plusSeconds(60L * body.getInteger("duration"))
                                .toString());
        json(request, 200, new JsonObject().put("participantToken", token));
    }

    private void startComposition(HttpServerRequest request, JsonObject body) {
        var stage = stages.get(body.getString("stageArn"));
        var s3 = body.getJsonArray("destinations").getJsonObject(0).getJsonObject("s3");
        if (compositionsFail) {
            error(request, 402, "ServiceQuotaExceededException", "compositions");
        } else if (stage == null) {
            missing(request);
        } else if (s3.getJsonArray("encoderConfigurationArns").size() != 1
                || !s3.getString("storageConfigurationArn").contains(":storage-configuration/")) {
            error(request, 400, "ValidationException", "destinations");
        } else {
            var composition = compositions.values().stream()
                    .filter(one -> body.getString("idempotencyToken").equals(one.getString("token")))
                    .findFirst()
                    .orElseGet(() -> composed(stage, body, s3));
            composition(request, composition.getString("arn"));
        }
    }

    private JsonObject composed(JsonObject stage, JsonObject body, JsonObject s3) {
        String id = "cOmPo%07d".formatted(numbers.incrementAndGet());
        var made = new JsonObject()
                .put("arn", ARN + "composition/" + id)
                .put("stageArn", stage.getString("arn"))
                .put("state", "STARTING")
                .put("layout", new JsonObject().put("grid", new JsonObject()))
                .put("token", body.getString("idempotencyToken"))
                .put(
                        "destinations",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("id", "d1")
                                        .put("state", "STARTING")
                                        .put("configuration", new JsonObject().put("s3", s3))));
        compositions.put(made.getString("arn"), made);
        return made;
    }

    /** Where it is recorded to is known from the second answer on. */
    private void composition(HttpServerRequest request, String arn) {
        var composition = compositions.get(arn);
        if (composition == null) {
            missing(request);
            return;
        }
        json(request, 200, new JsonObject().put("composition", composition));
        String prefix = "stage1/" + arn.substring(arn.lastIndexOf('/') + 1) + "/composite";
        composition
                .getJsonArray("destinations")
                .getJsonObject(0)
                .put("detail", new JsonObject().put("s3", new JsonObject().put("recordingPrefix", prefix)));
        if ("STARTING".equals(composition.getString("state"))) {
            composition.put("state", "ACTIVE");
        }
    }

    private void participants(HttpServerRequest request, JsonObject body) {
        var stage = stages.get(body.getString("stageArn"));
        if (stage == null || !body.getString("sessionId").equals(stage.getString("activeSessionId"))) {
            missing(request);
            return;
        }
        var participant = new JsonObject()
                .put("participantId", "p1")
                .put("state", "CONNECTED")
                .put("published", true);
        json(request, 200, new JsonObject().put("participants", new JsonArray().add(participant)));
    }

    @Override
    public void publishes(String streamId, boolean there) {
        stages.values().stream()
                .filter(stage -> streamId.equals(stage.getString("name")))
                .forEach(stage -> stages.put(
                        stage.getString("arn"),
                        stage.copy().put("activeSessionId", there ? "st-abcdefghijklm" : null)));
    }

    @Override
    public int things() {
        return stages.size() + ingests.size();
    }
}
