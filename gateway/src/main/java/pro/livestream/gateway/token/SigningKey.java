package pro.livestream.gateway.token;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;

/** One key pair of the gateway; the newest whose time has come signs, all that are kept verify. */
record SigningKey(String kid, PrivateKey privateKey, PublicKey publicKey, Instant signsFrom) {}
