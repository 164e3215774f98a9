package dev.voce.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A stretch of network to a server that can swallow what it is given, or take its time.
 */
public final class Network implements AutoCloseable {

	private final ServerSocket entry;

	private final int port;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	/** The first bytes that each client sent. */
	private final Map<Socket, String> sent = new ConcurrentHashMap<>();

	/** Connections that are dead for ever, as behind a firewall that forgot them. */
	private final Set<Socket> dead = ConcurrentHashMap.newKeySet();

	private volatile int delayMillis;

	private Network(int port) throws IOException {
		this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.port = port;
		thread(this::accept);
	}

	/** Leads to a port of this machine. */
	public static Network to(int port) throws IOException {
		return new Network(port);
	}

	/** Where it begins. */
	public int port() {
		return this.entry.getLocalPort();
	}

	/** Swallows all that is sent over connections that began by saying this. */
	public void swallow(String words) {
		this.sent.forEach((client, begin) -> {
			if (begin.contains(words)) {
				this.dead.add(client);
			}
		});
	}

	/** Delays each packet. */
	public void delay(int millis) {
		this.delayMillis = millis;
	}

	private void accept() throws IOException {
		while (!this.entry.isClosed()) {
			Socket client = this.entry.accept();
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.port);
			this.sockets.addAll(List.of(client, server));
			thread(() -> pump(client, server, client));
			thread(() -> pump(server, client, client));
		}
	}

	private void pump(Socket from, Socket to, Socket client) throws IOException {
		byte[] bytes = new byte[64 * 1024];
		InputStream in = from.getInputStream();
		OutputStream out = to.getOutputStream();
		for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
			if (this.delayMillis > 0) {
				try {
					Thread.sleep(this.delayMillis);
				}
				catch (InterruptedException ex) {
					return;
				}
			}
			if (from == client && this.sent.getOrDefault(client, "").length() < 10_000) {
				this.sent.merge(client, new String(bytes, 0, read, StandardCharsets.ISO_8859_1), String::concat);
			}
			if (!this.dead.contains(client)) {
				out.write(bytes, 0, read);
			}
		}
		if (!this.dead.contains(client)) {
			to.close();
		}
	}

	private interface Work {

		void run() throws IOException;

	}

	private static void thread(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// One of the ends is closed.
			}
		}, "network");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.entry.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

}
