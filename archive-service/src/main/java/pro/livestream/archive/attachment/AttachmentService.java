package pro.livestream.archive.attachment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import pro.livestream.archive.files.WorkFolderBlockingAdapter;
import pro.livestream.archive.storage.ObjectStore;
import pro.livestream.archive.transcode.ImageEncoder;
import pro.livestream.archive.work.WorkSpace;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Takes files in: looks at what they are, makes images anew, stores. */
@ApplicationScoped
class AttachmentService {

    private final TenantDatabase database;
    private final AttachmentStore attachments;
    private final ObjectStore store;
    private final ImageEncoder encoder;
    private final WorkSpace space;
    private final AttachmentConfig config;
    private final AtomicInteger uploads = new AtomicInteger();

    /** A file as it came. */
    record Upload(Path file, long size, String declaredType, String name, Purpose purpose) {}

    /** A file as it is kept. */
    private record Kept(Path file, FileType type, long size, int width, int height) {}

    AttachmentService(
            TenantDatabase database,
            AttachmentStore attachments,
            ObjectStore store,
            ImageEncoder encoder,
            WorkSpace space,
            AttachmentConfig config) {
        this.database = database;
        this.attachments = attachments;
        this.store = store;
        this.encoder = encoder;
        this.space = space;
        this.config = config;
    }

    /** {@code url} makes of the id and the name the address under which the file will stand. */
    Uni<Attachment> take(Caller user, Upload upload, BiFunction<UUID, String, String> url) {
        if (upload.size() > config.fileBytesMax()) {
            throw AttachmentError.tooLarge(config.fileBytesMax());
        }
        UUID id = Ids.next();
        return oneOfFew(() -> inFolder(
                id,
                folder -> kept(upload, folder)
                        .chain(kept -> stored(user, upload, kept, id, url.apply(id, upload.name())))));
    }

    private <T> Uni<T> oneOfFew(java.util.function.Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (uploads.incrementAndGet() > config.uploadsMax()) {
                uploads.decrementAndGet();
                throw Refusal.unavailable("Too many files come in at once; try again soon")
                        .refused();
            }
            return work.get().onTermination().invoke(uploads::decrementAndGet);
        });
    }

    private <T> Uni<T> inFolder(UUID id, Function<Path, Uni<T>> work) {
        Path folder = space.folder().resolve("attachment-" + id);
        return WorkFolderBlockingAdapter.make(folder)
                .chain(() -> work.apply(folder))
                .onTermination()
                .call(() -> WorkFolderBlockingAdapter.remove(folder));
    }

    private Uni<Kept> kept(Upload upload, Path folder) {
        return WorkFolderBlockingAdapter.read(upload.file()).chain(bytes -> {
            var type = FileType.of(bytes).orElseThrow(AttachmentError::unsupported);
            boolean imageWanted =
                    upload.purpose() != Purpose.CHAT || upload.declaredType().startsWith("image/");
            if (imageWanted && !type.image()) {
                throw AttachmentError.noImage();
            }
            return type.image()
                    ? encoded(upload, type, bytes, folder)
                    : Uni.createFrom().item(new Kept(upload.file(), type, bytes.length, 0, 0));
        });
    }

    private Uni<Kept> encoded(Upload upload, FileType type, byte[] bytes, Path folder) {
        if (bytes.length > config.imageBytesMax()) {
            throw AttachmentError.tooLarge(config.imageBytesMax());
        }
        var header = ImageHeader.of(type, bytes).orElseThrow(AttachmentError::unreadable);
        if (header.pixels() > config.pixelsMax()) {
            throw AttachmentError.tooManyPixels(config.pixelsMax());
        }
        Path output = folder.resolve("image." + type.extension());
        return encoder.encode(
                        upload.file(),
                        output,
                        type.extension(),
                        header.orientation(),
                        upload.purpose().sideMax(),
                        config.encodeTimeout())
                .onFailure(io.smallrye.mutiny.TimeoutException.class)
                .recoverWithItem(false)
                .invoke(well -> {
                    if (!well) {
                        throw AttachmentError.unreadable();
                    }
                })
                .chain(() -> WorkFolderBlockingAdapter.read(output))
                .map(made -> {
                    var size = ImageHeader.of(type, made).orElseThrow(AttachmentError::unreadable);
                    return new Kept(output, type, made.length, size.width(), size.height());
                });
    }

    private Uni<Attachment> stored(Caller user, Upload upload, Kept kept, UUID id, String url) {
        boolean image = kept.type().image();
        var file = new Attachment(
                id,
                user.userId(),
                upload.purpose().wireName(),
                kept.type().mimeType(),
                upload.name(),
                kept.size(),
                image ? kept.width() : null,
                image ? kept.height() : null,
                url);
        return database.inTransaction(
                        user.tenant(),
                        tx -> attachments.bytesOf(tx, user.userId()).chain(bytes -> {
                            if (bytes + kept.size() > config.userBytesMax()) {
                                throw AttachmentError.quota(config.userBytesMax());
                            }
                            return attachments.insert(tx, file);
                        }))
                .chain(() -> store.upload(file.key(user.tenant()), kept.file(), file.mimeType()))
                .chain(() -> database.inTransaction(user.tenant(), tx -> attachments.stored(tx, id)))
                .replaceWith(file);
    }

    Uni<Attachment> own(Caller user, UUID id) {
        return database.inTransaction(user.tenant(), tx -> attachments.find(tx, id))
                .map(found -> found.filter(file -> file.userId().equals(user.userId()))
                        .orElseThrow(AttachmentError::unknown));
    }

    Uni<Void> remove(Caller user, UUID id) {
        return database.inTransaction(user.tenant(), tx -> attachments.remove(tx, user.userId(), id))
                .invoke(was -> {
                    if (!was) {
                        throw AttachmentError.unknown();
                    }
                })
                .replaceWithVoid();
    }

    /** All of them, in the order asked for, or a refusal. */
    Uni<List<Attachment>> claim(Tenant tenant, UUID userId, UUID commentId, List<UUID> ids) {
        return database.inTransaction(tenant, tx -> attachments.claim(tx, userId, commentId, ids))
                .map(files -> ids.stream()
                        .map(id -> files.stream()
                                .filter(file -> file.id().equals(id))
                                .findFirst()
                                .orElseThrow(AttachmentError::unknown))
                        .toList());
    }
}
