package dev.voce.response;

/** The two parts of the API that take responses. */
enum Part {

	PUBLIC, KEYED

}
