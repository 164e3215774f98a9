package dev.voce.access;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.persistence.AttributeConverter;

import dev.voce.workspace.Scope;

/** Stores a set of scopes as words in one column. */
class ScopesConverter implements AttributeConverter<Set<Scope>, String> {

	@Override
	public String convertToDatabaseColumn(Set<Scope> scopes) {
		return scopes.stream().sorted().map(Scope::toString).collect(Collectors.joining(" "));
	}

	@Override
	public Set<Scope> convertToEntityAttribute(String column) {
		return Arrays.stream(column.split(" ")).map(Scope::of).collect(Collectors.toUnmodifiableSet());
	}

}
