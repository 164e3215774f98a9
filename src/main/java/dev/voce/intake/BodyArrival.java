package dev.voce.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;

import dev.voce.web.Body;
import dev.voce.web.Problem;

/**
 * Waits for the bodies of single responses without holding a thread meanwhile, so that
 * clients that send them slowly don't delay others.
 */
@Component
class BodyArrival {

	/** Of all bodies that are waited for, so that they don't fill the memory. */
	private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 16;

	private final BodyReader reader;

	/** As Spring asks them for what a controller throws, until one has replied. */
	private final List<HandlerExceptionResolver> failures;

	private final AtomicLong waiting = new AtomicLong();

	BodyArrival(BodyReader reader, List<HandlerExceptionResolver> failures) {
		this.reader = reader;
		this.failures = failures;
	}

	/**
	 * Continues with the content of a body: at once where it arrived with the head, as
	 * most do, and otherwise when it has arrived, on another thread.
	 * @param then does the rest, which completes the request
	 * @throws Problem (400, 413) if the body arrived and is too long, not UTF-8 or not
	 * JSON; the client gets its refusal, or 408 if it was too slow, where it arrives
	 * later
	 * @throws IOException if the client is gone
	 */
	void read(HttpServletRequest request, HttpServletResponse response, Consumer<JsonNode> then) throws IOException {
		ServletInputStream in = request.getInputStream();
		Bytes bytes = new Bytes();
		while (!in.isFinished() && in.available() > 0) {
			bytes.readFrom(in);
		}
		if (in.isFinished()) {
			then.accept(this.reader.parse(bytes.toByteArray()));
			return;
		}
		AsyncContext context = request.startAsync(request, response);
		context.setTimeout(Body.LONGEST.toMillis());
		Arrival arrival = new Arrival(context, in, bytes, then);
		context.addListener(arrival);
		in.setReadListener(arrival);
	}

	/** The part of a body that has arrived. */
	private static final class Bytes extends ByteArrayOutputStream {

		private static final ThreadLocal<byte[]> buffers = ThreadLocal.withInitial(() -> new byte[8 * 1024]);

		/** Reads what is there. */
		int readFrom(ServletInputStream in) throws IOException {
			byte[] buffer = buffers.get();
			int read = in.read(buffer);
			write(buffer, 0, Math.max(0, read));
			if (size() > BodyReader.LONGEST) {
				throw Body.tooLong(BodyReader.LONGEST / 1024);
			}
			return read;
		}

	}

	/** A body that is waited for. */
	private final class Arrival implements ReadListener, AsyncListener {

		private final AsyncContext context;

		private final ServletInputStream in;

		private final Bytes bytes;

		private final Consumer<JsonNode> then;

		private int counted;

		private boolean over;

		Arrival(AsyncContext context, ServletInputStream in, Bytes bytes, Consumer<JsonNode> then) {
			this.context = context;
			this.in = in;
			this.bytes = bytes;
			this.then = then;
			count(bytes.size());
		}

		private long count(int more) {
			this.counted += more;
			return BodyArrival.this.waiting.addAndGet(more);
		}

		@Override
		public void onDataAvailable() throws IOException {
			try {
				while (!this.over && this.in.isReady() && !this.in.isFinished()) {
					int read = this.bytes.readFrom(this.in);
					if (read < 0) {
						return;
					}
					if (count(read) > MOST_BYTES) {
						throw Problem.unavailable("server.bodies", null);
					}
				}
			}
			catch (Problem refusal) {
				refuse(refusal);
			}
		}

		@Override
		public void onAllDataRead() {
			if (end()) {
				this.context.setTimeout(0);
				try {
					this.then.accept(BodyArrival.this.reader.parse(this.bytes.toByteArray()));
				}
				catch (RuntimeException ex) {
					replyWith(ex);
				}
			}
		}

		@Override
		public void onError(Throwable ex) {
			refuse(null); // the client is gone
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			refuse(Body.tooSlow());
		}

		@Override
		public void onError(AsyncEvent event) {
			refuse(null);
		}

		@Override
		public void onComplete(AsyncEvent event) {
			end();
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			// Nobody starts it again.
		}

		/** Whether it was waited for until now. */
		private boolean end() {
			boolean first = !this.over;
			this.over = true;
			BodyArrival.this.waiting.addAndGet(-this.counted);
			this.counted = 0;
			return first;
		}

		private void refuse(@Nullable Problem refusal) {
			if (end()) {
				if (refusal != null) {
					replyWith(refusal);
				}
				else {
					this.context.complete();
				}
			}
		}

		private void replyWith(RuntimeException ex) {
			HttpServletRequest request = (HttpServletRequest) this.context.getRequest();
			// As Spring does: a refusal has a type of its own.
			request.removeAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
			HttpServletResponse response = (HttpServletResponse) this.context.getResponse();
			Object handler = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
			try {
				for (HandlerExceptionResolver failures : BodyArrival.this.failures) {
					if (failures.resolveException(request, response, handler, ex) != null) {
						break;
					}
				}
			}
			finally {
				this.context.complete();
			}
		}

	}

}
