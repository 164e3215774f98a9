package dev.voce;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.JavadocProvider;

import org.springframework.stereotype.Component;

/**
 * Reads from a record which fields of its schema are always present and which may be
 * null.
 */
@Component
class RecordSchemas implements ModelConverter {

	private final JavadocProvider javadoc;

	RecordSchemas(JavadocProvider javadoc) {
		this.javadoc = javadoc;
	}

	@Override
	public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
			Iterator<ModelConverter> chain) {
		Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
		JavaType java = Json.mapper().constructType(type.getType());
		if (schema != null && java != null && java.getRawClass().isRecord()) {
			Schema<?> model = (schema.get$ref() == null) ? schema
					: context.getDefinedModels().get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
			if (model != null && model.getProperties() != null) {
				describe(java.getRawClass(), model);
				if (model.getDescription() == null) {
					model.setDescription(this.javadoc.getClassJavadoc(java.getRawClass()));
				}
			}
		}
		return schema;
	}

	private static void describe(Class<?> record, Schema<?> model) {
		JsonInclude common = record.getAnnotation(JsonInclude.class);
		for (RecordComponent component : record.getRecordComponents()) {
			if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
				describe(component.getType(), model);
				continue;
			}
			JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
			JsonInclude stated = (own != null) ? own : common;
			JsonInclude.Include included = (stated != null) ? stated.value() : JsonInclude.Include.USE_DEFAULTS;
			describe(component, included, model);
		}
	}

	private static void describe(RecordComponent component, JsonInclude.Include included, Schema<?> model) {
		String name = component.getName();
		Schema<?> property = model.getProperties().get(name);
		boolean required = model.getRequired() != null && model.getRequired().contains(name);
		if (property == null || required) {
			return;
		}
		if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
			if (included != JsonInclude.Include.NON_EMPTY) {
				model.addRequiredItem(name);
			}
			return;
		}
		if (included == JsonInclude.Include.ALWAYS) {
			model.addRequiredItem(name);
		}
		if (included != JsonInclude.Include.NON_NULL) {
			model.addProperty(name, nullable(property));
		}
	}

	private static Schema<?> nullable(Schema<?> schema) {
		if (schema.get$ref() != null) {
			Schema<?> reference = new Schema<>();
			reference.set$ref(schema.get$ref());
			return new Schema<>().description(schema.getDescription())
				.anyOf(List.of(reference, new Schema<>().types(Set.of("null"))));
		}
		schema.addType("null");
		return schema;
	}

}
