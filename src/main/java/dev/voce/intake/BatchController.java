package dev.voce.intake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.response.ResponseInput;
import dev.voce.response.ResponsesChanged.Backdated;
import dev.voce.survey.Surveys;
import dev.voce.web.Flaw;
import dev.voce.web.Message;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** Accepts files of responses, as a JSON array or as lines of JSON, of any length. */
@Tag(name = "Responses")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/responses/batch", produces = MediaType.APPLICATION_JSON_VALUE)
class BatchController {

	private static final int UPLOADS = 2;

	private static final String ALL = "all";

	/** How long an upload may be waited for until its rate must reach the minimum. */
	private static final Duration WAIT = Duration.ofSeconds(10);

	private final Surveys surveys;

	private final BulkLoad load;

	private final BodyReader reader;

	private final Semaphore uploads = new Semaphore(UPLOADS, true);

	private final JsonMapper json;

	BatchController(Surveys surveys, BulkLoad load, BodyReader reader, JsonMapper json) {
		this.json = json;
		this.surveys = surveys;
		this.load = load;
		this.reader = reader;
	}

	/**
	 * Stores many responses: a JSON array, or lines of JSON of any number. Good ones are
	 * kept when others are bad; a line that is blank is skipped, one over 64 KiB is
	 * rejected. An upload that is waited for 10 s, in all, before another 80 KiB have
	 * come ends with 408; what was stored until then stays. Lines may be those of an
	 * export: what Voce adds to a response is ignored. The body may be compressed with
	 * gzip, where it expands to at most 20 times its size.
	 * @param idempotencyKey makes the ids of lines that have none out of itself, the
	 * line's number and a secret of the workspace, so that sending a file again stores
	 * nothing twice; 1 to 200 characters
	 * @param errors {@code all} for all rejected lines in place of the first 100, in the
	 * order in which they were found
	 * @param openCases {@code true} to have lines open cases too that are dated more than
	 * 7 days back
	 * @param notify {@code true} to send these lines to webhooks and users too
	 */
	@RequestBody(required = true,
			content = {
					@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							array = @ArraySchema(schema = @Schema(implementation = ResponseInput.class))),
					@Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE,
							schema = @Schema(implementation = ResponseInput.class)),
					@Content(mediaType = "application/jsonl", schema = @Schema(implementation = ResponseInput.class)),
					@Content(mediaType = "application/x-jsonlines",
							schema = @Schema(implementation = ResponseInput.class)) })
	@ApiResponse(responseCode = "200", description = "what became of the lines",
			content = @Content(schema = @Schema(implementation = BatchResult.class)))
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	void array(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestHeader(name = MadeIds.HEADER, required = false) @Nullable String idempotencyKey,
			@RequestParam(required = false) @Schema(allowableValues = ALL) @Nullable String errors,
			@RequestParam(defaultValue = "false") boolean openCases,
			@RequestParam(defaultValue = "false") boolean notify, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		upload(caller, survey, new Options(idempotencyKey, errors, new Backdated(openCases, notify)), request, response,
				this::readArray);
	}

	@Hidden // described with the array
	@PostMapping(consumes = { MediaType.APPLICATION_NDJSON_VALUE, "application/jsonl", "application/x-jsonlines" })
	void lines(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestHeader(name = MadeIds.HEADER, required = false) @Nullable String idempotencyKey,
			@RequestParam(required = false) @Nullable String errors,
			@RequestParam(defaultValue = "false") boolean openCases,
			@RequestParam(defaultValue = "false") boolean notify, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		upload(caller, survey, new Options(idempotencyKey, errors, new Backdated(openCases, notify)), request, response,
				this::readLines);
	}

	/** Reads a body into a batch. */
	private interface Reading {

		void read(InputStream in, BulkLoad.Batch batch) throws IOException;

	}

	/** What an upload asks for besides storing its lines. */
	private record Options(@Nullable String idempotencyKey, @Nullable String errors, Backdated backdated) {
	}

	private void upload(Caller caller, UUID survey, Options options, HttpServletRequest request,
			HttpServletResponse response, Reading reading) throws IOException {
		UUID id = this.surveys.definitionFor(caller, survey).id();
		if (options.errors() != null && !options.errors().equals(ALL)) {
			throw Problem.invalid(Flaw.in("errors", "batch.errors"));
		}
		Unpacking unpacking = Unpacking.of(request);
		try (RejectedLines rejected = (options.errors() != null) ? RejectedLines.all(this.json)
				: new RejectedLines(this.json)) {
			BatchResult result = load(
					this.load
						.begin(id,
								new BulkLoad.Sending(options.idempotencyKey(), caller.scopes(),
										Message.language(request), options.backdated(), rejected)),
					unpacking, request, reading);
			response.setContentType(MediaType.APPLICATION_JSON_VALUE);
			rejected.write(result, response.getOutputStream());
		}
	}

	private BatchResult load(BulkLoad.Batch batch, Unpacking unpacking, HttpServletRequest request, Reading reading)
			throws IOException {
		if (!this.uploads.tryAcquire()) {
			throw Problem.unavailable("batch.running", null);
		}
		try {
			reading.read(unpacking.of(new SteadyStream(request.getInputStream(), WAIT)), batch);
			return batch.finish();
		}
		finally {
			this.uploads.release();
		}
	}

	// A line that is not UTF-8, or longer than a response may be, is one rejected line: a
	// reader of characters would fail at the first, and hold all of the second.
	private void readLines(InputStream in, BulkLoad.Batch batch) throws IOException {
		byte[] bytes = new byte[BodyReader.LONGEST];
		Line line = new Line();
		long number = 0;
		for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
			int start = 0;
			for (int i = 0; i < read; i++) {
				if (bytes[i] == '\n') {
					line.add(bytes, start, i);
					start = i + 1;
					if (!accept(batch, ++number, line.bytes(), line.isTooLong())) {
						return;
					}
					line.reset();
				}
			}
			line.add(bytes, start, read);
		}
		accept(batch, ++number, line.bytes(), line.isTooLong());
	}

	/** A line as far as it was read. */
	private static final class Line {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private boolean tooLong;

		void add(byte[] from, int start, int end) {
			this.tooLong = this.tooLong || this.bytes.size() + end - start > BodyReader.LONGEST;
			if (!this.tooLong) {
				this.bytes.write(from, start, end - start);
			}
		}

		byte[] bytes() {
			return this.bytes.toByteArray();
		}

		boolean isTooLong() {
			return this.tooLong;
		}

		void reset() {
			this.bytes.reset();
			this.tooLong = false;
		}

	}

	private boolean accept(BulkLoad.Batch batch, long number, byte[] line, boolean tooLong) {
		if (tooLong) {
			batch.reject(number, Problem.invalid(Flaw.at("", "batch.long")));
			return true;
		}
		if (isBlank(line)) {
			return true;
		}
		JsonNode body;
		try {
			body = this.reader.parse(line);
		}
		catch (Problem broken) {
			batch.reject(number, broken);
			return true;
		}
		return batch.add(number, body, line.length);
	}

	private static boolean isBlank(byte[] line) {
		for (byte b : line) {
			if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
				return false;
			}
		}
		return true;
	}

	/**
	 * Cuts the elements out of the array and reads each by itself, so that a broken one
	 * affects no other: Jackson's {@code MappingIterator} can't go on behind one. Commas
	 * and brackets are the same bytes everywhere in UTF-8.
	 */
	private void readArray(InputStream in, BulkLoad.Batch batch) throws IOException {
		InputStream buffered = new BufferedInputStream(in, BodyReader.LONGEST);
		int first = firstByte(buffered);
		if (first == 0xEF && buffered.read() == 0xBB && buffered.read() == 0xBF) {
			first = firstByte(buffered); // after a byte order mark
		}
		if (first != '[') {
			throw new Problem(HttpStatus.BAD_REQUEST, "batch.array");
		}
		Element element = new Element();
		long number = 0;
		int end;
		do {
			end = element.read(buffered);
			number++;
			boolean whole = (end < 0) ? element.isWhole() : end == ',' || number > 1 || !isBlank(element.bytes());
			if (whole && !take(batch, number, element)) {
				return;
			}
			if (end < 0) {
				batch.reject(whole ? number + 1 : number, new Problem(HttpStatus.BAD_REQUEST, "batch.broken"));
				return;
			}
		}
		while (end == ',');
		if (firstByte(buffered) >= 0) {
			batch.reject(number + 1, new Problem(HttpStatus.BAD_REQUEST, "batch.follows"));
		}
	}

	private boolean take(BulkLoad.Batch batch, long number, Element element) {
		if (!element.isTooLong() && isBlank(element.bytes())) {
			batch.reject(number, new Problem(HttpStatus.BAD_REQUEST, "batch.response"));
			return true;
		}
		return accept(batch, number, element.bytes(), element.isTooLong());
	}

	private static int firstByte(InputStream in) throws IOException {
		int read = in.read();
		while (read == ' ' || read == '\t' || read == '\r' || read == '\n') {
			read = in.read();
		}
		return read;
	}

	/** The text of an array's element, as far as a response may be long. */
	private static final class Element {

		private final ByteArrayOutputStream text = new ByteArrayOutputStream();

		private boolean tooLong;

		private int depth;

		private boolean quoted;

		/**
		 * Reads the next element.
		 * @return the byte after it: a comma, a closing bracket, or -1 at the end
		 */
		int read(InputStream in) throws IOException {
			this.text.reset();
			this.tooLong = false;
			this.depth = 0;
			this.quoted = false;
			boolean escaped = false;
			for (int read = in.read(); read >= 0; read = in.read()) {
				if (this.quoted) {
					this.quoted = read != '"' || escaped;
					escaped = read == '\\' && !escaped;
				}
				else if (this.depth == 0 && (read == ',' || read == ']')) {
					return read;
				}
				else {
					this.quoted = read == '"';
					int step = (read == '{' || read == '[') ? 1 : (read == '}' || read == ']') ? -1 : 0;
					this.depth = Math.max(0, this.depth + step);
				}
				this.tooLong = this.tooLong || this.text.size() == BodyReader.LONGEST;
				if (!this.tooLong) {
					this.text.write(read);
				}
			}
			return -1;
		}

		boolean isTooLong() {
			return this.tooLong;
		}

		boolean isWhole() {
			return this.depth == 0 && !this.quoted && !isBlank(bytes());
		}

		byte[] bytes() {
			return this.text.toByteArray();
		}

	}

}
