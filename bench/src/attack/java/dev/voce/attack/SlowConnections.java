package dev.voce.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many connections from a few addresses, each of which sends a byte now and then. */
final class SlowConnections implements AutoCloseable {

	private final Target target;

	private final String from;

	private final String beginning;

	private final SocketChannel[] channels;

	private final ByteBuffer reply = ByteBuffer.allocate(64 * 1024);

	private int opened;

	SlowConnections(Target target, String from, int connections, String beginning) {
		this.target = target;
		this.from = from;
		this.beginning = beginning;
		this.channels = new SocketChannel[connections];
	}

	/** Opens those that are closed, and sends a byte over the others, until a time. */
	void trickle(long end) {
		for (int i = 0; i < this.channels.length && System.nanoTime() < end; i++) {
			try {
				if (this.channels[i] == null) {
					this.channels[i] = open();
				}
				else if (isClosed(this.channels[i])) {
					this.channels[i].close();
					this.channels[i] = null;
				}
				else {
					this.channels[i].write(ByteBuffer.wrap(new byte[] { 'a' }));
				}
			}
			catch (IOException ex) {
				forget(i);
			}
		}
	}

	private boolean isClosed(SocketChannel channel) throws IOException {
		this.reply.clear();
		return channel.read(this.reply) < 0;
	}

	private SocketChannel open() throws IOException {
		SocketChannel channel = SocketChannel.open();
		try {
			channel.bind(new InetSocketAddress(InetAddress.getByName(this.from), 0));
			channel.socket().connect(new InetSocketAddress("127.0.0.1", this.target.port()), 200);
			channel.write(ByteBuffer.wrap(this.beginning.getBytes(StandardCharsets.ISO_8859_1)));
			channel.configureBlocking(false);
			this.opened++;
			return channel;
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	private void forget(int i) {
		try {
			if (this.channels[i] != null) {
				this.channels[i].close();
			}
		}
		catch (IOException ex) {
			// It is gone all the same.
		}
		this.channels[i] = null;
	}

	/** How many were opened until now. */
	int opened() {
		return this.opened;
	}

	@Override
	public void close() {
		for (int i = 0; i < this.channels.length; i++) {
			forget(i);
		}
	}

	/** From several addresses, the same number each. */
	static List<SlowConnections> of(Target target, int addresses, int each, List<String> beginnings) {
		List<SlowConnections> all = new ArrayList<>();
		for (int i = 0; i < addresses; i++) {
			all.add(new SlowConnections(target, "127.0.0." + (i + 2), each, beginnings.get(i % beginnings.size())));
		}
		return all;
	}

}
