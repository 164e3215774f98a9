package dev.voce.exactness;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.voce.testing.Api;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Customers who respond, amend, retry and are erased, and the replies that they got.
 */
final class Customers {

	private final List<Api> nodes;

	final UUID survey;

	final AtomicInteger operations = new AtomicInteger();

	final AtomicReference<Answers.Asked> asked = new AtomicReference<>(new Answers.Asked(false, false));

	/** What was acknowledged, by response and revision. */
	final Map<UUID, Map<Integer, Acknowledged>> acknowledged = new ConcurrentHashMap<>();

	final Set<UUID> erased = ConcurrentHashMap.newKeySet();

	/** Responses that came without id in batches, by respondent. */
	final Map<String, JsonNode> nameless = new ConcurrentHashMap<>();

	/** Channels of surveys shown, by id. */
	final Map<UUID, String> shown = new ConcurrentHashMap<>();

	private final List<UUID> contested = new ArrayList<>();

	Customers(List<Api> nodes, UUID survey, Random random) {
		this.nodes = nodes;
		this.survey = survey;
		for (int i = 0; i < 40; i++) {
			this.contested.add(new UUID(random.nextLong(), random.nextLong()));
		}
	}

	/** The content that a revision was acknowledged with. */
	record Acknowledged(JsonNode body, Instant submittedAt) {
	}

	/** What one customer knows of a response that nobody else writes to. */
	private record Own(UUID id, int revision, ObjectNode body, boolean fromPage) {
	}

	private String path(String rest) {
		return "/api/v1/surveys/" + this.survey + "/responses" + rest;
	}

	private String page(String rest) {
		return "/api/v1/public/surveys/" + this.survey + rest;
	}

	/** Does as one customer after the other does. */
	void act(Random random, int times) {
		Answers answers = new Answers(random);
		List<Own> mine = new ArrayList<>();
		for (int i = 0; i < times; i++, this.operations.incrementAndGet()) {
			Api node = answers.pick(this.nodes);
			int dice = random.nextInt(100);
			if (dice < 45 || mine.isEmpty()) {
				create(node, answers, random, mine);
			}
			else if (dice < 65) {
				amend(node, answers, mine, random.nextInt(mine.size()));
			}
			else if (dice < 73) {
				repeat(node, answers, mine, random.nextInt(mine.size()));
			}
			else if (dice < 76) {
				erase(node, mine.remove(random.nextInt(mine.size())));
			}
			else if (dice < 82) {
				show(node, answers, random);
			}
			else {
				contend(node, answers, random);
			}
		}
	}

	private void create(Api node, Answers answers, Random random, List<Own> mine) {
		boolean fromPage = answers.chance(50);
		ObjectNode body = answers.response(fromPage, this.asked.get());
		UUID id = answers.chance(80) ? new UUID(random.nextLong(), random.nextLong()) : null;
		int revision = answers.chance(20) ? random.nextInt(3) : 0;
		if (revision > 0) {
			body.put("revision", revision);
		}
		boolean put = id != null && answers.chance(30);
		if (id != null && !put) {
			body.put("id", id.toString());
		}
		String path = fromPage ? page("/responses") : path("");
		Api.Reply answer = put ? node.put(path + "/" + id, body.toString()) : node.post(path, body.toString());
		if (isRefusedForGoodReason(answer, body, fromPage)) {
			return;
		}
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		assertThat(answer.json().get("revision").intValue()).isEqualTo(revision);
		UUID stored = acknowledge(answer, body);
		assertThat(id).isIn(null, stored);
		mine.add(new Own(stored, revision, body, fromPage));
	}

	// A node may validate against a definition that is up to two seconds old, and a
	// paused survey
	// takes no new responses from pages.
	private static boolean isRefusedForGoodReason(Api.Reply answer, JsonNode body, boolean fromPage) {
		boolean isNew = body.at("/answers/sat").intValue(0) > 5 || body.at("/answers").has("topic")
				|| body.path("version").intValue(1) == 2;
		return (answer.status() == 422 && isNew) || (answer.status() == 409 && fromPage
				&& answer.body().contains("is PAUSED and takes no new responses"));
	}

	private void amend(Api node, Answers answers, List<Own> mine, int index) {
		Own own = mine.get(index);
		boolean fromPage = own.fromPage() && answers.chance(70);
		ObjectNode body = answers.response(fromPage, this.asked.get());
		boolean put = answers.chance(40);
		int revision = own.revision() + 1;
		if (!put || answers.chance(50)) {
			revision += answers.chance(20) ? 2 : 0;
			body.put("revision", revision);
		}
		if (!put) {
			body.put("id", own.id().toString());
		}
		String path = fromPage ? page("/responses") : path("");
		Api.Reply answer = put ? node.put(path + "/" + own.id(), body.toString()) : node.post(path, body.toString());
		if (isRefusedForGoodReason(answer, body, false)) {
			return;
		}
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		assertThat(answer.json().get("revision").intValue()).isEqualTo(revision);
		assertThat(answer.json().has("replaced")).isEqualTo(own.fromPage() && !fromPage);
		assertThat(acknowledge(answer, body)).isEqualTo(own.id());
		mine.set(index, new Own(own.id(), revision, body, fromPage));
	}

	/**
	 * Sends again what is stored, or says something else under the same or an older
	 * revision, which replaces what came from a page.
	 */
	private void repeat(Api node, Answers answers, List<Own> mine, int index) {
		Own own = mine.get(index);
		ObjectNode body = own.body().deepCopy();
		boolean same = answers.chance(60);
		if (!same) {
			body = answers.response(false, new Answers.Asked(false, false));
		}
		boolean older = !same && own.revision() > 0 && answers.chance(50);
		body.put("id", own.id().toString());
		body.put("revision", older ? own.revision() - 1 : own.revision());
		Api.Reply answer = node.post(path(""), body.toString());
		if (isRefusedForGoodReason(answer, body, false)) {
			return;
		}
		if (!same && own.fromPage()) {
			assertThat(answer.status()).as(answer.body()).isEqualTo(200);
			assertThat(answer.json().get("replaced").booleanValue()).isTrue();
			this.acknowledged.remove(own.id());
			acknowledge(answer, body);
			mine.set(index, new Own(own.id(), body.get("revision").intValue(), body, false));
			return;
		}
		assertThat(answer.status()).as(answer.body()).isEqualTo((same || older) ? 200 : 409);
		if (same || older) {
			assertThat(answer.json().get("revision").intValue()).isEqualTo(own.revision());
			assertThat(Instant.parse(answer.json().get("submittedAt").stringValue()))
				.isEqualTo(this.acknowledged.get(own.id()).get(own.revision()).submittedAt());
		}
	}

	private void erase(Api node, Own own) {
		assertThat(node.delete(path("/" + own.id())).status()).isEqualTo(204);
		this.erased.add(own.id());
		ObjectNode body = own.body().deepCopy();
		body.put("id", own.id().toString());
		Api.Reply answer = node.post(path(""), body.toString());
		assertThat(answer.status() == 410 || isRefusedForGoodReason(answer, body, false)).as(answer.body()).isTrue();
	}

	private void show(Api node, Answers answers, Random random) {
		UUID id = (this.shown.isEmpty() || answers.chance(70)) ? new UUID(random.nextLong(), random.nextLong())
				: this.shown.keySet().iterator().next();
		String channel = (id.hashCode() % 2 == 0) ? "web" : "kiosk";
		Api.Reply answer = node.post(page("/shown"), "{\"id\":\"" + id + "\",\"stage\":\""
				+ (answers.chance(50) ? "SHOWN" : "DISMISSED") + "\",\"channel\":\"" + channel + "\"}");
		if (answer.status() != 409 || !answer.body().contains("PAUSED")) {
			assertThat(answer.status()).as(answer.body()).isEqualTo(202);
			this.shown.put(id, channel);
		}
	}

	/** Writes to an id that others write to at the same time. */
	private void contend(Api node, Answers answers, Random random) {
		UUID id = answers.pick(this.contested);
		if (answers.chance(3)) {
			Api.Reply answer = node.delete(path("/" + id));
			assertThat(answer.status()).isIn(204, 404, 410);
			if (answer.status() == 204) {
				this.erased.add(id);
			}
			return;
		}
		ObjectNode body = answers.response(false, new Answers.Asked(false, false));
		boolean put = answers.chance(40);
		int revision = random.nextInt(12);
		if (!put) {
			body.put("id", id.toString());
			body.put("revision", revision);
		}
		Api.Reply answer = put ? node.put(path("/" + id), body.toString()) : node.post(path(""), body.toString());
		assertThat(answer.status()).as(answer.body()).isIn(200, 201, 409, 410);
		// A higher revision in the answer says that somebody else was further on.
		if (answer.status() <= 201 && (put || answer.json().get("revision").intValue() == revision)) {
			acknowledge(answer, body);
		}
	}

	private UUID acknowledge(Api.Reply answer, ObjectNode body) {
		JsonNode reply = answer.json();
		UUID id = UUID.fromString(reply.get("id").stringValue());
		Acknowledged before = this.acknowledged.computeIfAbsent(id, (any) -> new ConcurrentHashMap<>())
			.put(reply.get("revision").intValue(),
					new Acknowledged(body, Instant.parse(reply.get("submittedAt").stringValue())));
		assertThat(before).as("two contents acknowledged under one revision of " + id).isNull();
		return id;
	}

	/** Sends files, some of them twice. */
	void upload(Random random, int times) {
		Answers answers = new Answers(random);
		for (int i = 0; i < times; i++) {
			List<ObjectNode> lines = new ArrayList<>();
			Map<Integer, UUID> ids = new ConcurrentHashMap<>();
			Set<Integer> wrong = new HashSet<>();
			for (int line = 1; line <= 250; line++) {
				ObjectNode body = answers.response(false, new Answers.Asked(false, false));
				body.put("submittedAt", body.path("submittedAt")
					.asString(Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MICROS).toString()));
				if (answers.chance(2)) {
					((ObjectNode) body.get("answers")).put("nps", 11);
					wrong.add(line);
				}
				else if (answers.chance(60)) {
					UUID id = new UUID(random.nextLong(), random.nextLong());
					body.put("id", id.toString());
					ids.put(line, id);
				}
				lines.add(body);
			}
			boolean array = answers.chance(50);
			String file = array ? lines.toString() : String.join("\n", lines.stream().map(JsonNode::toString).toList());
			String[] headers = { "Content-Type", array ? "application/json" : "application/x-ndjson", "Idempotency-Key",
					"file " + random.nextLong() };
			JsonNode result = answers.pick(this.nodes).post(path("/batch"), file, headers).json();
			assertThat(result.get("accepted").intValue()).as(result.toString()).isEqualTo(250 - wrong.size());
			assertThat(result.get("rejected").intValue()).isEqualTo(wrong.size());
			for (int line = 1; line <= lines.size(); line++) {
				ObjectNode body = lines.get(line - 1);
				if (ids.containsKey(line)) {
					this.acknowledged.put(ids.get(line), new ConcurrentHashMap<>(
							Map.of(0, new Acknowledged(body, Instant.parse(body.get("submittedAt").stringValue())))));
				}
				else if (!wrong.contains(line)) {
					this.nameless.put(body.get("respondent").stringValue(), body);
				}
			}
			if (answers.chance(50)) {
				JsonNode again = answers.pick(this.nodes).post(path("/batch"), file, headers).json();
				assertThat(again.get("duplicates").intValue()).as(again.toString()).isEqualTo(250 - wrong.size());
			}
			this.operations.addAndGet(100);
		}
	}

}
