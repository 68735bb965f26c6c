/* Bytes in memory: appended at one end, dropped at the other, never beyond a limit. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer {
	uint8_t *memory;
	size_t start, length, capacity;
	/* 0: no limit */
	size_t limit;
	/* Something did not fit: the content is incomplete. */
	bool overflowed;
};

static inline uint8_t *buffer_bytes(const struct buffer *b)
{
	return b->memory + b->start;
}

/* Room for `more` bytes behind the content, or NULL when the limit or the memory is reached. */
uint8_t *buffer_reserve(struct buffer *b, size_t more);
bool buffer_append(struct buffer *b, const void *bytes, size_t count);
bool buffer_text(struct buffer *b, const char *text);
bool buffer_format(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Takes `count` bytes off the front; memory is given back once it is empty and large. */
void buffer_drop(struct buffer *b, size_t count);
void buffer_free(struct buffer *b);
