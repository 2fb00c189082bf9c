package pro.livestream.archive.attachment;

import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** Why a file is not taken. */
final class AttachmentError {

    private AttachmentError() {}

    static RefusedException tooLarge(long bytesMax) {
        return Refusal.of(413, "FILE_TOO_LARGE", "The file may have at most " + bytesMax / 1024 + " KiB")
                .refused();
    }

    static RefusedException unsupported() {
        return Refusal.of(
                        415,
                        "UNSUPPORTED_TYPE",
                        "Only JPEG, PNG, GIF and WebP images, PDF, ZIP and UTF-8 text can be attached")
                .refused();
    }

    static RefusedException noImage() {
        return Refusal.of(415, "UNSUPPORTED_TYPE", "This is no JPEG, PNG, GIF or WebP image")
                .refused();
    }

    static RefusedException unreadable() {
        return Refusal.of(400, "IMAGE_UNREADABLE", "The image is damaged or of a kind that can't be read")
                .refused();
    }

    static RefusedException tooManyPixels(long pixelsMax) {
        return Refusal.of(400, "IMAGE_TOO_LARGE", "The image may have at most " + pixelsMax + " pixels")
                .refused();
    }

    static RefusedException quota(long bytesMax) {
        return Refusal.conflict(
                        "QUOTA_EXCEEDED",
                        "You may have at most " + bytesMax / (1024 * 1024) + " MiB stored; remove something first")
                .refused();
    }

    static RefusedException unknown() {
        return Refusal.notFound("There is no such attachment").refused();
    }
}
