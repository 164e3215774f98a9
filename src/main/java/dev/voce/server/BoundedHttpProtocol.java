package dev.voce.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

import dev.voce.web.ClientAddress;

/**
 * Tomcat's HTTP with bounds that it has no settings for: how many connections one address
 * may hold open, and how long the head of a request, or a body that nobody reads, may
 * take in all. Tomcat's own timeout begins anew with each byte. Public and without
 * constructor arguments, because Tomcat creates it by its name.
 */
public class BoundedHttpProtocol extends Http11NioProtocol {

	/** The attribute of a request whose body had not completely arrived with its head. */
	static final String BODY_TO_COME = BoundedHttpProtocol.class.getName() + ".bodyToCome";

	/** For each read of a body. Whoever reads it bounds all of them together. */
	private static final int BODY_MILLIS = 5_000;

	/** For the rest of a body after the reply, in all. */
	private static final int END_MILLIS = 1_000;

	/** How many threads wait for the rest of a body, an eighth of all at most. */
	private final AtomicInteger ends = new AtomicInteger();

	/** Makes the protocol without a bound on connections. */
	public BoundedHttpProtocol() {
		super(new Endpoint());
		Connections connections = new Connections(this);
		setHandler(connections);
		getEndpoint().setHandler(connections);
		setDisableUploadTimeout(false);
	}

	/**
	 * Bounds the open connections of each address; further ones are closed at once.
	 * @param most how many, 1 at least
	 * @param exempt the addresses that may hold any number, as they are proxies
	 */
	public void bound(int most, Predicate<InetAddress> exempt) {
		Endpoint endpoint = (Endpoint) getEndpoint();
		endpoint.most = most;
		endpoint.exempt = exempt;
	}

	/** The timeout of a connection, and so of a head, bounds the reads of bodies too. */
	@Override
	public void setConnectionTimeout(int timeout) {
		super.setConnectionTimeout(timeout);
		setConnectionUploadTimeout(Math.min(timeout, BODY_MILLIS));
	}

	@Override
	protected Processor createProcessor() {
		return new BoundedProcessor(this, getAdapter());
	}

	/**
	 * Leaves a connection its request when a timeout comes too late, as it may where the
	 * request before has just ended. Tomcat (11.0.24) takes the request away then, its
	 * reply finds no connection any more, and the client waits for ever.
	 */
	private static final class Connections extends ConnectionHandler<NioChannel> {

		Connections(BoundedHttpProtocol protocol) {
			super(protocol);
		}

		@Override
		public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
			boolean late = event == SocketEvent.TIMEOUT && socket.getCurrentProcessor() instanceof Processor processor
					&& (processor.isAsync() ? !processor.checkAsyncTimeoutGeneration() : !processor.isUpgrade());
			return late ? SocketState.OPEN : super.process(socket, event);
		}

	}

	/**
	 * Closes a connection whose head isn't whole in time, and waits only shortly for what
	 * is left of a body after the reply.
	 */
	private static final class BoundedProcessor extends Http11Processor {

		private final BoundedHttpProtocol protocol;

		private final Adapter watched;

		BoundedProcessor(BoundedHttpProtocol protocol, Adapter adapter) {
			super(protocol, adapter);
			this.protocol = protocol;
			this.watched = new Watched(adapter, this);
		}

		@Override
		public Adapter getAdapter() {
			return this.watched;
		}

		/** Whether a part of the body has not arrived yet. */
		private boolean isBodyToCome() {
			long length = this.request.getContentLengthLong();
			return (length >= 0) ? available(false) < length : !isRequestBodyFullyRead();
		}

		/**
		 * After the reply, Tomcat reads what was not read of the body, up to 2 MiB, so
		 * that the client reads the reply; but it gives each read a timeout of its own.
		 */
		private void endBody() {
			if (isAsync() || isRequestBodyFullyRead()) {
				return;
			}
			SocketWrapperBase<?> socket = getSocketWrapper();
			try {
				int most = Math.max(1, this.protocol.getMaxThreads() / 8);
				if (this.protocol.ends.incrementAndGet() <= most && socket != null && isWorthReading()) {
					readRest(socket);
				}
			}
			catch (IOException ex) {
				this.protocol.getLog().debug("The rest of a body did not come", ex);
			}
			finally {
				this.protocol.ends.decrementAndGet();
			}
			if (!isRequestBodyFullyRead()) {
				this.request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
			}
		}

		/** After most refusals Tomcat closes the connection anyway. */
		private boolean isWorthReading() {
			int status = this.response.getStatus();
			return status < 500 && status != 400 && status != 408 && status != 413 && !this.request.hasExpectation();
		}

		private void readRest(SocketWrapperBase<?> socket) throws IOException {
			long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
			Sink sink = new Sink();
			for (long left = END_MILLIS; left > 0
					&& !isRequestBodyFullyRead(); left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
				socket.setReadTimeout(left);
				if (this.request.doRead(sink) < 0) {
					return;
				}
			}
		}

		@Override
		public SocketState service(SocketWrapperBase<?> socket) throws IOException {
			SocketState state = super.service(socket);
			if (state != SocketState.OPEN && state != SocketState.LONG) {
				return state;
			}
			if (isAsync()) {
				// The request's own timeout allows for a reply.
				socket.setReadTimeout(0);
				return state;
			}
			long begun = this.request.getStartTimeNanos();
			if (begun == -1) {
				socket.setReadTimeout(this.protocol.getKeepAliveTimeout());
				return state;
			}
			// Blank lines before a request are the beginning of its head, too.
			long left = this.protocol.getConnectionTimeout() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
			socket.setReadTimeout(Math.max(1, left));
			return (left > 0) ? SocketState.LONG : SocketState.CLOSED;
		}

	}

	/** Looks at each request before and after it is handled. */
	private record Watched(Adapter adapter, BoundedProcessor processor) implements Adapter {

		@Override
		public void service(Request request, Response response) throws Exception {
			if (response.getStatus() < 400 && this.processor.isBodyToCome()) {
				request.setAttribute(BODY_TO_COME, true);
			}
			this.adapter.service(request, response);
			this.processor.endBody();
		}

		@Override
		public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
			boolean done = this.adapter.asyncDispatch(request, response, event);
			this.processor.endBody();
			return done;
		}

		@Override
		public boolean prepare(Request request, Response response) throws Exception {
			return this.adapter.prepare(request, response);
		}

		@Override
		public void log(Request request, Response response, long time) {
			this.adapter.log(request, response, time);
		}

		@Override
		public void checkRecycled(Request request, Response response) {
			this.adapter.checkRecycled(request, response);
		}

		@Override
		public String getDomain() {
			return this.adapter.getDomain();
		}

	}

	/** Discards what nobody reads. */
	private static final class Sink implements ApplicationBufferHandler {

		private ByteBuffer bytes = ByteBuffer.allocate(0);

		@Override
		public void setByteBuffer(ByteBuffer bytes) {
			this.bytes = bytes;
		}

		@Override
		public ByteBuffer getByteBuffer() {
			return this.bytes;
		}

		@Override
		public void expand(int size) {
			// It is given buffers and fills none.
		}

	}

	/** Counts the open connections of each address. */
	private static final class Endpoint extends NioEndpoint {

		private final Map<String, Integer> open = new ConcurrentHashMap<>();

		private volatile int most = Integer.MAX_VALUE;

		private volatile Predicate<InetAddress> exempt = (address) -> true;

		Endpoint() {
			// Where Tomcat itself records each connection, from when it is accepted until
			// it is closed.
			this.connections = new ConcurrentHashMap<>() {

				@Override
				public SocketWrapperBase<NioChannel> put(SocketChannel socket, SocketWrapperBase<NioChannel> wrapper) {
					Endpoint.this.open.merge(network(socket), 1, Integer::sum);
					return super.put(socket, wrapper);
				}

				@Override
				public SocketWrapperBase<NioChannel> remove(Object socket) {
					SocketWrapperBase<NioChannel> wrapper = super.remove(socket);
					if (wrapper != null) {
						Endpoint.this.open.computeIfPresent(network((SocketChannel) socket),
								(network, count) -> (count > 1) ? count - 1 : null);
					}
					return wrapper;
				}

			};
		}

		@Override
		protected boolean setSocketOptions(SocketChannel socket) {
			if (this.open.getOrDefault(network(socket), 0) < this.most
					|| this.exempt.test(socket.socket().getInetAddress())) {
				return super.setSocketOptions(socket);
			}
			try {
				socket.setOption(StandardSocketOptions.SO_LINGER, 0); // leaves nothing
																		// behind in the
																		// kernel
			}
			catch (IOException ex) {
				getLog().debug("A connection was gone before it was refused", ex);
			}
			destroySocket(socket);
			return false;
		}

		/** What counts as one address; also of a socket that is closed. */
		private static String network(SocketChannel socket) {
			InetAddress address = socket.socket().getInetAddress();
			return ClientAddress.network(address.getHostAddress());
		}

	}

}
