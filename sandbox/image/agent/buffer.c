#include "buffer.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An empty buffer keeps at most this much memory for the next use. */
#define KEPT_BYTES (32 * 1024)

uint8_t *buffer_reserve(struct buffer *b, size_t more)
{
	if (b->limit && (more > b->limit || b->length > b->limit - more)) {
		b->overflowed = true;
		return NULL;
	}
	if (b->start + b->length + more <= b->capacity)
		return buffer_bytes(b) + b->length;
	if (b->start) {
		memmove(b->memory, buffer_bytes(b), b->length);
		b->start = 0;
	}
	if (b->length + more > b->capacity) {
		size_t capacity = b->capacity ? b->capacity : 256;
		while (capacity < b->length + more)
			capacity *= 2;
		uint8_t *memory = realloc(b->memory, capacity);
		if (!memory) {
			b->overflowed = true;
			return NULL;
		}
		b->memory = memory;
		b->capacity = capacity;
	}
	return b->memory + b->length;
}

bool buffer_append(struct buffer *b, const void *bytes, size_t count)
{
	if (count == 0)
		return true;
	uint8_t *room = buffer_reserve(b, count);
	if (!room)
		return false;
	memcpy(room, bytes, count);
	b->length += count;
	return true;
}

bool buffer_text(struct buffer *b, const char *text)
{
	return buffer_append(b, text, strlen(text));
}

bool buffer_format(struct buffer *b, const char *format, ...)
{
	char text[512];
	va_list values;
	va_start(values, format);
	int length = vsnprintf(text, sizeof text, format, values);
	va_end(values);
	if (length < 0)
		return false;
	return buffer_append(b, text,
			     (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}

void buffer_drop(struct buffer *b, size_t count)
{
	if (count < b->length) {
		b->start += count;
		b->length -= count;
		return;
	}
	b->start = b->length = 0;
	if (b->capacity > KEPT_BYTES) {
		free(b->memory);
		b->memory = NULL;
		b->capacity = 0;
	}
}

void buffer_free(struct buffer *b)
{
	free(b->memory);
	*b = (struct buffer){.limit = b->limit};
}
