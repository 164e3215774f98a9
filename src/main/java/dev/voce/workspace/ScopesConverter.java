package dev.voce.workspace;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.persistence.AttributeConverter;

/** Stores a set of scopes as words in one column. */
public class ScopesConverter implements AttributeConverter<Set<Scope>, String> {

	@Override
	public String convertToDatabaseColumn(Set<Scope> scopes) {
		return scopes.stream().sorted().map(Scope::toString).collect(Collectors.joining(" "));
	}

	@Override
	public Set<Scope> convertToEntityAttribute(String column) {
		return Arrays.stream(column.split(" ")).map(Scope::of).collect(Collectors.toUnmodifiableSet());
	}

}
