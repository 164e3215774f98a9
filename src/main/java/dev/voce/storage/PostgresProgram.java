package dev.voce.storage;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;

/**
 * The programs of PostgreSQL: unpacked from the jar into a directory from which nothing
 * else runs, so that a process that runs from there belongs to Voce.
 */
final class PostgresProgram {

	private static final Logger log = LoggerFactory.getLogger(PostgresProgram.class);

	/** All that these programs need of Voce's environment, which holds keys. */
	private static final Set<String> ENVIRONMENT = Set.of("PATH", "SystemRoot");

	private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

	private final Path directory;

	private final List<String> prefix = new ArrayList<>();

	/**
	 * Determines where and how the programs run, and unpacks nothing yet.
	 * @param home the existing parent of their directory
	 */
	PostgresProgram(Path home) throws IOException {
		this.directory = home.toRealPath().resolve("program");
		if (isRoot()) {
			this.prefix.addAll(List.of("unshare", "-U")); // PostgreSQL refuses root
		}
		if (isOnPath("setsid")) {
			// Signals of the terminal, such as Ctrl-C, must not reach the server: Voce
			// stops it after the last response is written.
			this.prefix.add("setsid");
		}
	}

	/**
	 * Unpacks the programs unless all files exist with the right sizes. The directory
	 * gets its final name only when it is complete.
	 */
	void unpack() throws IOException {
		ClassPathResource archive = archive();
		String content = content(archive);
		if (isWhole(content)) {
			return;
		}
		Path aside = this.directory.resolveSibling("program.unfinished");
		FileSystemUtils.deleteRecursively(aside);
		OwnerOnly.makeDirectories(aside);
		try (TarArchiveInputStream tar = new TarArchiveInputStream(
				new XZInputStream(new BufferedInputStream(archive.getInputStream())))) {
			for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
				unpack(tar, entry, aside.resolve(entry.getName()));
			}
		}
		StringBuilder manifest = new StringBuilder(content).append('\n');
		for (Path file : files(aside)) {
			manifest.append(Files.size(file)).append(' ').append(aside.relativize(file)).append('\n');
		}
		OwnerOnly.write(aside.resolve("manifest"), manifest.toString());
		FileSystemUtils.deleteRecursively(this.directory);
		Files.move(aside, this.directory, StandardCopyOption.ATOMIC_MOVE);
	}

	/** The major version of PostgreSQL, such as 18. */
	int version() throws IOException, InterruptedException {
		Matcher matcher = VERSION.matcher(run("", Duration.ofSeconds(60), "postgres", "--version"));
		if (!matcher.find()) {
			throw new IOException("postgres does not print its version");
		}
		return Integer.parseInt(matcher.group(1));
	}

	/**
	 * Runs a program to its end.
	 * @param input what it reads
	 * @param patience how long it may take before it is killed
	 * @return the last lines of its output
	 * @throws IOException if it fails, with the last lines of its output
	 */
	String run(String input, Duration patience, String program, String... arguments)
			throws IOException, InterruptedException {
		PostgresProcess process = start(program, arguments);
		process.write(input);
		if (!process.ends(patience) || !process.hasSucceeded()) {
			killAll();
			throw new IOException(program + " failed: " + process.output());
		}
		return process.output();
	}

	/** Starts a program. */
	PostgresProcess start(String program, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(this.prefix);
		command.add(this.directory.resolve("bin").resolve(program).toString());
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.directory(this.directory.toFile());
		builder.environment().keySet().retainAll(ENVIRONMENT);
		return new PostgresProcess(builder.start());
	}

	/**
	 * Stops processes that an earlier run left running.
	 * @param patience how long it may take before it is killed
	 */
	void stopAll(Duration patience) throws IOException, InterruptedException {
		List<ProcessHandle> left = running();
		for (ProcessHandle process : left) {
			if (process.parent().filter(left::contains).isEmpty()) {
				log.info("Stopping the PostgreSQL server (process {}) that an earlier run left behind", process.pid());
				process.destroy();
			}
		}
		if (!areGone(patience)) {
			killAll();
		}
	}

	/**
	 * Kills all processes of these programs, such as the children of a server that ended,
	 * and returns when none is left.
	 */
	void killAll() throws IOException, InterruptedException {
		running().forEach(ProcessHandle::destroyForcibly);
		if (!areGone(Duration.ofSeconds(30))) {
			throw new IOException("processes of PostgreSQL can't be killed: " + running());
		}
	}

	private boolean areGone(Duration patience) throws InterruptedException {
		long end = System.nanoTime() + patience.toNanos();
		while (!running().isEmpty()) {
			if (System.nanoTime() - end > 0) {
				return false;
			}
			Thread.sleep(20);
		}
		return true;
	}

	// Found by the program's file, as a process id may be in use by another program. A
	// zombie has no file.
	private List<ProcessHandle> running() {
		return ProcessHandle.allProcesses()
			.filter((process) -> process.info().command().filter(this::isOurs).isPresent())
			.toList();
	}

	private boolean isOurs(String command) {
		return command.startsWith(this.directory + File.separator);
	}

	private boolean isWhole(String content) throws IOException {
		Path manifest = this.directory.resolve("manifest");
		if (!Files.exists(manifest)) {
			return false;
		}
		List<String> lines = Files.readAllLines(manifest);
		if (lines.isEmpty() || !content.equals(lines.get(0))) {
			return false;
		}
		for (String line : lines.subList(1, lines.size())) {
			int space = line.indexOf(' ');
			Path file = this.directory.resolve(line.substring(space + 1));
			if (!Files.exists(file) || Files.size(file) != Long.parseLong(line.substring(0, space))) {
				log.warn("{} is damaged; PostgreSQL is unpacked again", file);
				return false;
			}
		}
		return true;
	}

	private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
		if (entry.isDirectory()) {
			OwnerOnly.makeDirectories(file);
			return;
		}
		OwnerOnly.makeDirectories(file.resolveSibling(".").normalize());
		if (entry.isSymbolicLink()) {
			Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
			return;
		}
		Files.copy(tar, file);
		OwnerOnly.restrict(file, (entry.getMode() & 0100) != 0);
	}

	private static List<Path> files(Path directory) throws IOException {
		try (Stream<Path> paths = Files.walk(directory)) {
			return paths.filter(Files::isRegularFile).sorted().toList();
		}
	}

	private static ClassPathResource archive() throws IOException {
		String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		String system = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
		String machine = "aarch64".equals(System.getProperty("os.arch")) ? "arm_64" : "x86_64";
		ClassPathResource archive = new ClassPathResource("postgres-" + system + "-" + machine + ".txz");
		if (!archive.exists()) {
			throw new IOException(
					"this jar was built for another system and brings no PostgreSQL for " + system + " on " + machine);
		}
		return archive;
	}

	/**
	 * What the jar says of the archive, since reading all of it would delay each start.
	 */
	private static String content(ClassPathResource archive) throws IOException {
		JarEntry entry = ((JarURLConnection) archive.getURL().openConnection()).getJarEntry();
		return entry.getSize() + "-" + Long.toHexString(entry.getCrc());
	}

	private static boolean isRoot() throws IOException {
		Path self = Path.of("/proc/self");
		return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
	}

	private static boolean isOnPath(String program) {
		String path = System.getenv("PATH");
		return path != null && Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, program)));
	}

}
