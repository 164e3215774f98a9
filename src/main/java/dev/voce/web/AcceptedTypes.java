package dev.voce.web;

import java.util.List;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Reads what a client accepts. All replies are in UTF-8, so that parameters change
 * nothing; what is no media type, or more of them than can be sorted, accepts anything,
 * as if it were absent.
 */
@Configuration(proxyBeanMethods = false)
class AcceptedTypes implements WebMvcConfigurer {

	@Override
	public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
		configurer.strategies(List.of(AcceptedTypes::accepted));
	}

	private static List<MediaType> accepted(NativeWebRequest request) {
		String[] headers = request.getHeaderValues(HttpHeaders.ACCEPT);
		try {
			List<MediaType> types = MediaType.parseMediaTypes(List.of((headers != null) ? headers : new String[0]));
			MimeTypeUtils.sortBySpecificity(types);
			return types.isEmpty() ? ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST
					: types.stream().map((type) -> new MediaType(type.getType(), type.getSubtype())).toList();
		}
		catch (InvalidMediaTypeException | InvalidMimeTypeException ex) {
			return ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST;
		}
	}

}
