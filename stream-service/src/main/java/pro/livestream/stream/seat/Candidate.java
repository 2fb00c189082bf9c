package pro.livestream.stream.seat;

/** A stage that a viewer may be placed on; one that is not open only keeps those who have a seat. */
public record Candidate(String stageArn, boolean open) {}
