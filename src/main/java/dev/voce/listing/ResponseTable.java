package dev.voce.listing;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.voce.response.StoredResponse;
import dev.voce.storage.Spool;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/**
 * A table of responses. Its last columns are the attributes of just these responses: rows
 * wait in a file until all are read and the columns known, so that no attribute is left
 * out that appears while they are read.
 */
final class ResponseTable implements Closeable {

	private static final int MOST_ATTRIBUTES = 1_000;

	private static final int END = -1;

	private final ResponseCsv csv;

	private final List<ResponseCsv.Column> columns;

	/** Numbered in the order in which they appear. */
	private final Map<String, Integer> attributes = new TreeMap<>();

	private final Spool spool = new Spool();

	private final DataOutputStream rows = new DataOutputStream(this.spool.out());

	ResponseTable(ResponseCsv csv) throws IOException {
		this.csv = csv;
		this.columns = csv.columns();
	}

	/**
	 * Adds a row.
	 * @throws Problem (422) if there are too many attributes for columns
	 */
	void add(StoredResponse stored) throws IOException {
		this.rows.writeInt(stored.attributes().size());
		for (ResponseCsv.Column column : this.columns) {
			write(this.csv.cell(column.cell().apply(stored)));
		}
		for (Map.Entry<String, Object> attribute : stored.attributes().entrySet()) {
			this.rows.writeInt(this.attributes.computeIfAbsent(attribute.getKey(), (name) -> this.attributes.size()));
			write(this.csv.cell(attribute.getValue()));
		}
		if (this.attributes.size() > MOST_ATTRIBUTES) {
			throw Problem.invalid(Flaw.in("from", "response.columns", MOST_ATTRIBUTES));
		}
	}

	private void write(String cell) throws IOException {
		byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
		this.rows.writeInt(bytes.length);
		this.rows.write(bytes);
	}

	/**
	 * Writes the table: headings, then the rows in the order in which they were added.
	 */
	void writeTo(OutputStream out) throws IOException {
		this.rows.writeInt(END);
		this.rows.flush();
		List<String> headings = new ArrayList<>(
				this.columns.stream().map((column) -> this.csv.cell(column.heading())).toList());
		this.attributes.keySet().forEach((name) -> headings.add(this.csv.cell(this.csv.attribute(name))));
		out.write((this.csv.start() + this.csv.line(headings)).getBytes(StandardCharsets.UTF_8));
		List<Integer> order = List.copyOf(this.attributes.values());
		DataInputStream in = new DataInputStream(this.spool.in());
		for (int known = in.readInt(); known != END; known = in.readInt()) {
			List<String> cells = new ArrayList<>();
			for (int column = 0; column < this.columns.size(); column++) {
				cells.add(read(in));
			}
			String[] values = new String[order.size()];
			Arrays.fill(values, "");
			for (int value = 0; value < known; value++) {
				int attribute = in.readInt();
				values[attribute] = read(in);
			}
			order.forEach((attribute) -> cells.add(values[attribute]));
			out.write(this.csv.line(cells).getBytes(StandardCharsets.UTF_8));
		}
	}

	private static String read(DataInputStream in) throws IOException {
		return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.spool.close();
	}

}
