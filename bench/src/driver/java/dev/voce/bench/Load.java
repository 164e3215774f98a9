package dev.voce.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Sends requests over 64 keep-alive connections: each the next one when it has the answer
 * to the last, or all together so many per second. One thread serves them all, since it
 * shares the machine with what it measures.
 */
final class Load {

	static final int CONNECTIONS = 64;

	private final InetSocketAddress server;

	private final Supplier<byte[]> requests;

	/**
	 * Makes a load.
	 * @param port the service's
	 * @param requests the next request, called from the thread that sends
	 */
	Load(int port, Supplier<byte[]> requests) {
		this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
		this.requests = requests;
	}

	/**
	 * What one stretch of load saw.
	 *
	 * @param rate answers per second, those with a status of 2xx alone
	 * @param median of the time from request to answer, in milliseconds
	 * @param p99 the time that one in a hundred took longer than, in milliseconds
	 * @param failures how many other answers there were, by what they were
	 */
	record Window(double rate, double median, double p99, Map<String, Integer> failures) {
	}

	/**
	 * Sends for some time as fast as answers come, and returns when every request sent is
	 * answered.
	 */
	Window run(double seconds) throws IOException {
		return run(seconds, Double.POSITIVE_INFINITY);
	}

	/**
	 * Sends for some time at a rate. A request that no connection is free for waits, and
	 * that counts as time until its answer.
	 */
	Window run(double seconds, double perSecond) throws IOException {
		try (Selector selector = Selector.open()) {
			return new Run(selector, System.nanoTime(), (long) (seconds * 1e9), 1e9 / perSecond).measure();
		}
	}

	private final class Run {

		private static final long PATIENCE = 15_000_000_000L;

		private static final long LOOK_NANOS = 50_000;

		private final Selector selector;

		private final long start;

		private final long end;

		private final double seconds;

		/** Nanoseconds between requests. */
		private final double step;

		private final Deque<Connection> free = new ArrayDeque<>();

		private final Map<String, Integer> failures = new TreeMap<>();

		private int[] micros = new int[100_000];

		private int answers;

		private long sent;

		private int underWay;

		Run(Selector selector, long start, long nanos, double step) {
			this.selector = selector;
			this.start = start;
			this.end = start + nanos;
			this.seconds = nanos / 1e9;
			this.step = step;
		}

		Window measure() throws IOException {
			for (int i = 0; i < CONNECTIONS; i++) {
				this.free.add(new Connection());
			}
			for (long now = this.start; now < this.end || this.underWay > 0; now = System.nanoTime()) {
				if (now > this.end + PATIENCE) {
					this.failures.merge("no answer", this.underWay, Integer::sum);
					break;
				}
				while (now < this.end && due() <= now && !this.free.isEmpty()) {
					send(this.free.remove(), (this.step == 0) ? now : due());
				}
				select(now);
				for (Iterator<SelectionKey> keys = this.selector.selectedKeys().iterator(); keys.hasNext();) {
					receive((Connection) keys.next().attachment());
					keys.remove();
				}
			}
			for (SelectionKey key : this.selector.keys()) {
				key.channel().close();
			}
			int[] sorted = Arrays.copyOf(this.micros, this.answers);
			Arrays.sort(sorted);
			return new Window(this.answers / this.seconds, at(sorted, 0.5), at(sorted, 0.99), this.failures);
		}

		/** When the next request is to be sent. */
		private long due() {
			return this.start + (long) (this.sent * this.step);
		}

		// The selector waits whole milliseconds. Below that it looks, and leaves the
		// processor to the service in between.
		private void select(long now) throws IOException {
			long wait = (now >= this.end || this.free.isEmpty()) ? 1_000_000_000 : due() - now;
			if (wait >= 1_000_000) {
				this.selector.select(wait / 1_000_000);
			}
			else if (this.selector.selectNow() == 0 && wait > 0) {
				LockSupport.parkNanos(Math.min(wait, LOOK_NANOS));
			}
		}

		private static double at(int[] sorted, double share) {
			return (sorted.length == 0) ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e3;
		}

		private void send(Connection connection, long due) throws IOException {
			if (!connection.send(this.selector, Load.this.requests.get(), due)) {
				this.failures.merge("request not taken at once", 1, Integer::sum);
			}
			this.sent++;
			this.underWay++;
		}

		private void receive(Connection connection) throws IOException {
			int status = connection.receive();
			if (status == Connection.MORE) {
				return;
			}
			this.underWay--;
			this.free.add(connection);
			long now = System.nanoTime();
			if (status < 200 || status > 299) {
				this.failures.merge((status == Connection.GONE) ? "connection closed" : "status " + status, 1,
						Integer::sum);
			}
			else if (now <= this.end) {
				if (this.answers == this.micros.length) {
					this.micros = Arrays.copyOf(this.micros, 2 * this.answers);
				}
				this.micros[this.answers++] = (int) ((now - connection.due) / 1_000);
			}
		}

	}

	/** One connection, opened anew when the server closes it. */
	private final class Connection {

		static final int MORE = 0;

		static final int GONE = -1;

		private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

		private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);

		private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

		private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);

		private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);

		private SocketChannel channel;

		/** When its request was to be sent. */
		private long due;

		boolean send(Selector selector, byte[] request, long due) throws IOException {
			if (this.channel == null) {
				this.channel = SocketChannel.open(Load.this.server);
				this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
				this.channel.configureBlocking(false);
				this.channel.register(selector, SelectionKey.OP_READ, this);
			}
			this.in.clear();
			this.due = due;
			return this.channel.write(ByteBuffer.wrap(request)) == request.length;
		}

		/** Reads what is there: the status of an answer that is whole, or MORE. */
		int receive() throws IOException {
			int read;
			try {
				read = this.channel.read(this.in);
			}
			catch (IOException ex) {
				read = -1;
			}
			if (read < 0) {
				close();
				return GONE;
			}
			byte[] bytes = this.in.array();
			int length = this.in.position();
			for (int i = 3; i < length; i++) {
				if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
					int body = find(bytes, i, LENGTH);
					boolean whole = (body >= 0) ? length >= i + 1 + number(bytes, body)
							: find(bytes, i, CHUNKED) < 0 || startsWith(bytes, length - LAST_CHUNK.length, LAST_CHUNK);
					if (!whole) {
						return MORE;
					}
					if (find(bytes, i, CLOSE) >= 0) {
						close();
					}
					return number(bytes, "HTTP/1.1 ".length());
				}
			}
			return MORE;
		}

		private void close() throws IOException {
			this.channel.close();
			this.channel = null;
		}

		/** Where a header's value begins, or -1. */
		private static int find(byte[] bytes, int end, byte[] header) {
			for (int i = 0; i < end; i++) {
				if (bytes[i] == '\n' && i + header.length < end && startsWith(bytes, i + 1, header)) {
					return i + 1 + header.length;
				}
			}
			return -1;
		}

		private static boolean startsWith(byte[] bytes, int offset, byte[] header) {
			for (int i = 0; i < header.length; i++) {
				byte lower = (bytes[offset + i] >= 'A' && bytes[offset + i] <= 'Z') ? (byte) (bytes[offset + i] + 32)
						: bytes[offset + i];
				if (lower != header[i]) {
					return false;
				}
			}
			return true;
		}

		private static int number(byte[] bytes, int offset) {
			int number = 0;
			for (int i = offset; bytes[i] == ' ' || (bytes[i] >= '0' && bytes[i] <= '9'); i++) {
				number = (bytes[i] == ' ') ? number : 10 * number + bytes[i] - '0';
				if (number > 0 && bytes[i + 1] == ' ') {
					break;
				}
			}
			return number;
		}

	}

}
