package pro.livestream.stream.seat;

/** Of one stage: seats that viewers have or may still claim, viewers heard of lately, publishers heard of lately. */
public record SeatCount(int taken, int viewers, int publishers) {
    public static final SeatCount NONE = new SeatCount(0, 0, 0);
}
