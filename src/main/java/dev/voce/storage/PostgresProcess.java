package dev.voce.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running program of PostgreSQL, and the last lines of its output. */
final class PostgresProcess {

	private static final Logger log = LoggerFactory.getLogger(PostgresProcess.class);

	private static final int LINES = 30;

	private final Process process;

	private final Thread listener;

	private final Deque<String> lines = new ArrayDeque<>();

	PostgresProcess(Process process) {
		this.process = process;
		this.listener = new Thread(this::listen, "embedded-postgresql-output");
		this.listener.setDaemon(true);
		this.listener.start();
	}

	/** Writes the program's input, and closes it. */
	void write(String input) throws IOException {
		try (OutputStream out = this.process.getOutputStream()) {
			out.write(input.getBytes(StandardCharsets.UTF_8));
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** Waits for the program to end, and returns whether it did. */
	boolean ends(Duration patience) throws InterruptedException {
		return this.process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Whether the program has ended successfully. */
	boolean hasSucceeded() {
		return this.process.exitValue() == 0;
	}

	/** The last lines that the program wrote. */
	String output() throws InterruptedException {
		if (!isAlive()) {
			this.listener.join(1_000); // children that outlive it may still write
		}
		synchronized (this.lines) {
			return String.join("\n", this.lines);
		}
	}

	private void listen() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				log.debug("{}", line);
				synchronized (this.lines) {
					this.lines.addLast(line);
					if (this.lines.size() > LINES) {
						this.lines.removeFirst();
					}
				}
			}
		}
		catch (IOException ex) {
			log.debug("The output ended", ex);
		}
	}

}
