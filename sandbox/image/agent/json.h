/* JSON text written into a buffer. */
#pragma once
#include "buffer.h"

/* A quoted string. Control characters are escaped; what is not UTF-8 becomes U+FFFD. */
void json_string(struct buffer *out, const void *bytes, size_t length);
void json_text(struct buffer *out, const char *text);
/* `"key":` */
void json_key(struct buffer *out, const char *key);
/* Writes a comma unless the container was just opened. */
void json_next(struct buffer *out);
void json_integer(struct buffer *out, int64_t value);
/* As a number where a double holds it exactly, as a decimal string beyond 2^53. */
void json_unsigned(struct buffer *out, uint64_t value);
