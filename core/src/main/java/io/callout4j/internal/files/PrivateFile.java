package io.callout4j.internal.files;

import io.callout4j.error.CalloutConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A file that only its owner can read, and that is written completely or not at all.
 *
 * <pre>{@code
 * new PrivateFile(Path.of("contoso.p12")).create(held.toPkcs12(password));
 * }</pre>
 *
 * <p>The content is written to a temporary file in the same folder, forced to disk, and renamed atomically. A reader finds either the old
 * content or the new, at any moment and after a crash. Only the owner has permissions, by POSIX or by an access control list. A replaced
 * file that its group could read, but nobody else, remains readable for that group. Symbolic links are followed. Immutable and safe to
 * share.
 *
 * @param path the path of the file
 */
public record PrivateFile(Path path) {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final int RENAMES = 40;
    private static final Duration BETWEEN_RENAMES = Duration.ofMillis(50);

    /**
     * Writes a file that does not exist yet.
     *
     * @param content the content
     * @throws CalloutConfigurationException if the file exists or cannot be written
     */
    public void create(byte[] content) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw exists();
        }
        write(content, false);
    }

    /**
     * Writes a file, and replaces an existing one.
     *
     * @param content the content
     * @throws CalloutConfigurationException if it cannot be written
     */
    public void replace(byte[] content) {
        write(content, true);
    }

    private void write(byte[] content, boolean replaces) {
        try {
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Path temporary = temporary(target);
            try {
                fill(temporary, content);
                keepGroup(target, temporary);
                if (replaces) {
                    rename(temporary, target);
                } else {
                    // Creating a link fails if the file exists by now; a rename would replace it.
                    link(temporary, target);
                }
            } finally {
                Files.deleteIfExists(temporary);
            }
            forceFolder(target);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static Path temporary(Path target) throws IOException {
        Path folder = folder(target);
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)} : new FileAttribute<?>[0];
        Path temporary = Files.createTempFile(folder, prefix(target), ".tmp", attributes);
        if (!posix) {
            AclFileAttributeView view = Files.getFileAttributeView(temporary, AclFileAttributeView.class);
            if (view != null) {
                view.setAcl(List.of(AclEntry.newBuilder()
                        .setType(AclEntryType.ALLOW)
                        .setPrincipal(view.getOwner())
                        .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                        .build()));
            }
        }
        return temporary;
    }

    /** Removes the temporary files of a process that was killed while it was writing. */
    public static void removeLeftovers(Path target) throws IOException {
        try (var files = Files.newDirectoryStream(folder(target), file -> {
            String name = String.valueOf(file.getFileName());
            return name.startsWith(prefix(target)) && name.endsWith(".tmp");
        })) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + "~";
    }

    private static Path folder(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        return folder == null ? target.toAbsolutePath() : folder;
    }

    private static void fill(Path temporary, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void keepGroup(Path target, Path temporary) throws IOException {
        PosixFileAttributeView before =
                Files.exists(target) ? Files.getFileAttributeView(target, PosixFileAttributeView.class) : null;
        if (before == null) {
            return;
        }
        Set<PosixFilePermission> permissions = before.readAttributes().permissions();
        boolean group = permissions.contains(PosixFilePermission.GROUP_READ);
        boolean others = permissions.contains(PosixFilePermission.OTHERS_READ);
        if (group && !others) {
            PosixFileAttributeView now = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
            now.setGroup(before.readAttributes().group());
            now.setPermissions(PosixFilePermissions.fromString("rw-r-----"));
        }
    }

    /** Windows does not allow this while another process has the file open, which usually does not take long. */
    private static void rename(Path temporary, Path target) throws IOException {
        for (int i = 1; ; i++) {
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (AtomicMoveNotSupportedException e) {
                throw e;
            } catch (FileSystemException e) {
                if (i == RENAMES || !isWindows(target)) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_RENAMES.toNanos());
            }
        }
    }

    private static boolean isWindows(Path path) throws IOException {
        FileStore store = Files.getFileStore(folder(path));
        return !store.supportsFileAttributeView(PosixFileAttributeView.class);
    }

    private static void link(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without links: the earlier check must be sufficient.
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Otherwise a crash of the machine could undo the rename. A system that cannot open folders takes care of this itself. */
    private static void forceFolder(Path target) {
        try (FileChannel channel = FileChannel.open(folder(target), StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open folders.
        }
    }

    private CalloutConfigurationException exists() {
        return new CalloutConfigurationException("The file " + path.toAbsolutePath()
                + " already exists and was not replaced. Use another name, or request that it be replaced.");
    }

    private CalloutConfigurationException failed(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return exists();
        }
        String why = e instanceof NoSuchFileException
                ? "its folder does not exist"
                : e instanceof AccessDeniedException
                        ? "this account is not allowed to write to its folder, or another process has the file open"
                        : String.valueOf(e.getMessage());
        return new CalloutConfigurationException(
                "The file " + path.toAbsolutePath() + " could not be written: " + why
                        + ". The previous content is unchanged.",
                e);
    }
}
