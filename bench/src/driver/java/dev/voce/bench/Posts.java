package dev.voce.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Requests that post bodies made beforehand, each with an id of its own. Ready to be
 * sent, as one thread makes them all.
 */
final class Posts implements Supplier<byte[]> {

	private static final int BODIES = 2_000;

	private static final int ID = "{\"id\":\"".length();

	private static final Bodies RANDOM = new Bodies(System.nanoTime());

	private final byte[][] requests = new byte[BODIES][];

	private final int[] ids = new int[BODIES];

	private int next;

	/**
	 * Makes requests.
	 * @param port the service's
	 * @param path where to
	 * @param bodies makes a body that begins with its id
	 */
	Posts(int port, String path, Supplier<byte[]> bodies) {
		for (int i = 0; i < BODIES; i++) {
			byte[] body = bodies.get();
			byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port
					+ "\r\nContent-Type: application/json\r\nAccept: */*\r\nContent-Length: " + body.length + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII);
			this.requests[i] = Arrays.copyOf(head, head.length + body.length);
			System.arraycopy(body, 0, this.requests[i], head.length, body.length);
			this.ids[i] = head.length + ID;
		}
	}

	@Override
	public byte[] get() {
		int i = this.next++ % BODIES;
		RANDOM.newId(this.requests[i], this.ids[i], System.currentTimeMillis());
		return this.requests[i];
	}

	/** The next request with an id that was used before. */
	byte[] get(byte[] id) {
		int i = this.next++ % BODIES;
		System.arraycopy(id, 0, this.requests[i], this.ids[i], id.length);
		return this.requests[i];
	}

	/** The id of the last request. */
	byte[] lastId() {
		int i = (this.next - 1) % BODIES;
		return Arrays.copyOfRange(this.requests[i], this.ids[i], this.ids[i] + 36);
	}

	/** Takes turns. */
	static Supplier<byte[]> inTurn(List<Posts> surveys) {
		int[] turn = new int[1];
		return () -> surveys.get(turn[0]++ % surveys.size()).get();
	}

	/** Remembers the ids of all it sends, for others to amend. */
	static final class Remembered implements Supplier<byte[]> {

		private final Posts posts;

		private final List<byte[]> ids = new ArrayList<>();

		Remembered(Posts posts) {
			this.posts = posts;
		}

		@Override
		public byte[] get() {
			byte[] request = this.posts.get();
			this.ids.add(this.posts.lastId());
			return request;
		}

		/** Amends what was sent, once each, and then begins anew. */
		Supplier<byte[]> amendedBy(Posts amendments) {
			int[] next = new int[1];
			return () -> amendments.get(this.ids.get(next[0]++ % this.ids.size()));
		}

		int size() {
			return this.ids.size();
		}

	}

	/**
	 * What widgets send: the survey is shown to ten people, one of them gives a score,
	 * and half a minute later adds a comment.
	 */
	static final class Visitors implements Supplier<byte[]> {

		private static final int SHOWN = 10;

		private static final long COMMENT_NANOS = 30_000_000_000L;

		private final Posts shown;

		private final Posts scores;

		private final Posts comments;

		private final Queue<Commenting> later = new ArrayDeque<>();

		private int step;

		private byte[] asked = {};

		Visitors(Posts shown, Posts scores, Posts comments) {
			this.shown = shown;
			this.scores = scores;
			this.comments = comments;
		}

		private record Commenting(byte[] id, long at) {
		}

		@Override
		public byte[] get() {
			Commenting due = this.later.peek();
			if (due != null && System.nanoTime() >= due.at()) {
				this.later.remove();
				return this.comments.get(due.id());
			}
			if (this.step++ < SHOWN) {
				byte[] request = this.shown.get();
				this.asked = this.shown.lastId();
				return request;
			}
			this.step = 0;
			this.later.add(new Commenting(this.asked, System.nanoTime() + COMMENT_NANOS));
			return this.scores.get(this.asked);
		}

	}

}
