package pro.livestream.local;

import java.util.List;
import java.util.Optional;
import pro.livestream.local.process.StartFailure;

/** The words after the command's name: flags, and flags with a value. */
record Arguments(List<String> words) {
    Arguments {
        words = List.copyOf(words);
    }

    boolean has(String flag) {
        return words.contains(flag);
    }

    Optional<String> value(String flag) {
        var at = words.indexOf(flag);
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 == words.size() || words.get(at + 1).startsWith("--")) {
            throw new StartFailure(flag + " needs a value.");
        }
        return Optional.of(words.get(at + 1));
    }

    String required(String flag) {
        return value(flag).orElseThrow(() -> new StartFailure(flag + " is missing."));
    }
}
