package pro.livestream.gateway.session;

/** What a client gets when its session starts or is refreshed: told once, kept as hashes only. */
public record SessionSecrets(Session session, String cookie, String refreshToken) {}
