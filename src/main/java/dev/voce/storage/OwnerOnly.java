package dev.voce.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and directories that only Voce's user can read, write or lock, whatever the
 * umask.
 */
final class OwnerOnly {

	private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

	private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

	private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private OwnerOnly() {
	}

	/** Creates a directory and its missing parents. */
	static void makeDirectories(Path directory) throws IOException {
		Files.createDirectories(directory, attributes(DIRECTORY));
	}

	/** Opens a file for locking, created when missing. */
	static FileChannel open(Path file) throws IOException {
		FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
				attributes(FILE));
		restrict(file, false);
		return channel;
	}

	/** Replaces a file, and returns when it is on disk. */
	static void write(Path file, String content) throws IOException {
		try (FileChannel channel = open(file)) {
			channel.truncate(0);
			ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
			channel.force(true);
		}
	}

	/**
	 * Removes all permissions of others on a file or directory.
	 * @param executable whether the owner may run the file, or enter the directory
	 */
	static void restrict(Path path, boolean executable) throws IOException {
		if (POSIX) {
			Files.setPosixFilePermissions(path, executable ? DIRECTORY : FILE);
		}
	}

	/** Whether others have no permissions on a file or directory. */
	static boolean is(Path path) throws IOException {
		return !POSIX || DIRECTORY.containsAll(Files.getPosixFilePermissions(path));
	}

	private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
		return POSIX ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(permissions) }
				: new FileAttribute<?>[0];
	}

}
