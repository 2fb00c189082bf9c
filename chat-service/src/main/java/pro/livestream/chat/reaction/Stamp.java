package pro.livestream.chat.reaction;

/** A picture to react with. */
public record Stamp(int id, String name, String imageUrl) {}
