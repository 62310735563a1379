package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps others from changing a store while this process does, in this JVM and in others. The lock lies on a file beside the store, since
 * the store's own file is replaced by each change; that file stays, or two processes could each lock a file of that name. The
 * operating system lets go of it when a process ends, however it ends.
 */
final class StoreLock {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

    /**
     * One thread at a time, whatever the store: under POSIX, closing any channel of a file lets go of all locks that this process has
     * on it, so that there must be no second one.
     */
    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    private StoreLock() {}

    /** What is done while the lock is held. */
    interface Work<T> {

        T run() throws IOException;
    }

    /**
     * Waits for the lock, does the work, and lets go of it.
     *
     * @throws CalloutConfigurationException where another process keeps it, or the folder cannot be written to
     */
    static <T> T holding(Path store, Work<T> work) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        lockHere(store);
        try (FileChannel channel = open(store)) {
            while (!isLocked(channel)) {
                if (System.nanoTime() > end) {
                    throw busy(store);
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
            // Closing the channel lets go of the lock.
            return work.run();
        } finally {
            IN_THIS_JVM.unlock();
        }
    }

    private static void lockHere(Path store) {
        try {
            if (!IN_THIS_JVM.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy(store);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CalloutConfigurationException(
                    "The thread was interrupted. Nothing was written to " + store + ".", e);
        }
    }

    private static CalloutConfigurationException busy(Path store) {
        return new CalloutConfigurationException("Somebody else is changing " + store + " and has been for "
                + PATIENCE.toSeconds() + " seconds. Nothing was written. Try again when that has ended.");
    }

    private static FileChannel open(Path store) {
        Path file = store.resolveSibling("." + store.getFileName() + ".lock");
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new CalloutConfigurationException(
                    "The key store " + store + " cannot be changed: the file " + file.getFileName()
                            + " beside it cannot be written to ("
                            + e.getClass().getSimpleName()
                            + "). Check that the folder exists and its permissions for this account.",
                    e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another class loader of this JVM has it.
            return false;
        }
    }
}
