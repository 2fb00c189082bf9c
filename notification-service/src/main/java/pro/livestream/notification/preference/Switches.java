package pro.livestream.notification.preference;

import org.jspecify.annotations.Nullable;

/** On or off per channel; null where the user said nothing. */
public record Switches(
        @Nullable Boolean inApp,
        @Nullable Boolean email,
        @Nullable Boolean push) {
    static final Switches UNSAID = new Switches(null, null, null);

    static Switches all(boolean on) {
        return new Switches(on, on, on);
    }

    @Nullable Boolean of(Channel channel) {
        return switch (channel) {
            case IN_APP -> inApp;
            case EMAIL -> email;
            case PUSH -> push;
        };
    }

    Switches without(Channel channel) {
        return new Switches(
                channel == Channel.IN_APP ? Boolean.FALSE : inApp,
                channel == Channel.EMAIL ? Boolean.FALSE : email,
                channel == Channel.PUSH ? Boolean.FALSE : push);
    }

    Switches or(Switches otherwise) {
        return new Switches(
                inApp == null ? otherwise.inApp : inApp,
                email == null ? otherwise.email : email,
                push == null ? otherwise.push : push);
    }
}
