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
 * Prevents others, in this JVM and in other processes, from changing a store at the same time. A separate file in the same folder is
 * locked, because each change replaces the store's own file. The lock file is not deleted; otherwise two processes could lock different
 * files with that name. The operating system releases the lock when a process ends, however it ends.
 */
final class StoreLock {

    private static final Duration MAX_WAIT = Duration.ofSeconds(20);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

    /**
     * One thread at a time, for all stores: under POSIX, closing any channel of a file releases all locks of the process on that file, so
     * there must not be a second channel.
     */
    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    private StoreLock() {}

    /** Runs while the lock is held. */
    interface Work<T> {

        T run() throws IOException;
    }

    /**
     * Waits for the lock, does the work, and releases the lock.
     *
     * @throws CalloutConfigurationException if another process holds the lock too long, or the folder is not writable
     */
    static <T> T holding(Path store, Work<T> work) throws IOException {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        lockHere(store);
        try (FileChannel channel = open(store)) {
            while (!isLocked(channel)) {
                if (System.nanoTime() > end) {
                    throw busy(store);
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
            // Closing the channel releases the lock.
            return work.run();
        } finally {
            IN_THIS_JVM.unlock();
        }
    }

    private static void lockHere(Path store) {
        try {
            if (!IN_THIS_JVM.tryLock(MAX_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy(store);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CalloutConfigurationException(
                    "The thread was interrupted. Nothing was written to " + store + ".", e);
        }
    }

    private static CalloutConfigurationException busy(Path store) {
        return new CalloutConfigurationException("Another process or thread has been changing " + store + " for "
                + MAX_WAIT.toSeconds() + " seconds. Nothing was written. Try again later.");
    }

    private static FileChannel open(Path store) {
        Path file = store.resolveSibling("." + store.getFileName() + ".lock");
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new CalloutConfigurationException(
                    "The key store " + store + " cannot be changed: the file " + file.getFileName()
                            + " in the same folder cannot be written ("
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
