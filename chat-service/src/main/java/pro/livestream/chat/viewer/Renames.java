package pro.livestream.chat.viewer;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.profile.Usernames;
import pro.livestream.chat.room.Rooms;

/** Gives connected users their new name, so that what they say next bears it. */
@ApplicationScoped
class Renames {

    void start(@Observes @Priority(8) StartupEvent event, Usernames names, Rooms rooms, CoreLoop loop) {
        names.listen((tenant, userId, username) -> loop.execute(() -> {
            for (var room : rooms.all()) {
                if (room.key().tenant().equals(tenant)) {
                    room.rename(userId, username);
                }
            }
        }));
    }
}
