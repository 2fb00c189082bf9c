package pro.livestream.stream.scaling;

/** What is to be done about the number of stages, and why. */
sealed interface ScalingDecision {

    String reason();

    record Create(String reason, int viewers) implements ScalingDecision {}

    record Drain(String stageArn, String reason, int viewers) implements ScalingDecision {}

    record Delete(String stageArn, String reason) implements ScalingDecision {}
}
