package dev.voce.person;

import java.util.UUID;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** People found by words, of few and of many. */
@NullUnmarked
@VoceTest
class PersonSearchTest {

	private final Api api;

	private final Sql sql;

	PersonSearchTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		String key = new Sql(dataSource).workspace();
		this.sql = new Sql(dataSource);
		this.api = new Api(port, key);
	}

	private JsonNode search(String q) {
		return this.api.get("/api/v1/people?limit=2&q=" + q).is(200).json();
	}

	@Test
	void rareAndCommonWordsFindTheNewestFirst() {
		for (String name : new String[] { "Paola Rara", "Marta Rara", "Anna Rara" }) {
			this.api
				.put("/api/v1/people",
						"{\"name\": \"" + name + "\", \"email\": \"" + UUID.randomUUID() + "@posta.example\"}")
				.is(200);
		}
		this.sql.run("""
				insert into person (id, workspace_id, email, address, name, attributes, created_at, changed_at, words)
				select gen_random_uuid(), p.workspace_id, i || '@posta.example', i || '@posta.example', 'Comune ' || i,
					'{}', now(), now(), 'comune ' || i || ' posta example'
				from (select workspace_id from person where name = 'Anna Rara' order by id desc limit 1) p,
					generate_series(1, 2500) i""");
		JsonNode rare = search("rar");
		assertThat(rare.at("/items/0/name").stringValue()).isEqualTo("Anna Rara");
		assertThat(rare.at("/items/1/name").stringValue()).isEqualTo("Marta Rara");
		JsonNode next = this.api.get("/api/v1/people?limit=2&q=rar&cursor=" + rare.get("next").stringValue()).json();
		assertThat(next.at("/items/0/name").stringValue()).isEqualTo("Paola Rara");
		assertThat(next.get("next").isNull()).isTrue();
		JsonNode common = search("comun");
		assertThat(common.get("items").size()).isEqualTo(2);
		assertThat(common.get("next").isNull()).isFalse();
		assertThat(search("nobody").get("items").size()).isZero();
	}

}
