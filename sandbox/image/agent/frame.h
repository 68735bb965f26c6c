/* Frames on the wire: cut out of what arrives, queued for what leaves. */
#pragma once
#include "protocol.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The descriptors frames come from and go to; they may be the same. Made non-blocking. */
void frames_attach(int input, int output);
/* Reads once and hands over whole frames. False at the end of the stream. */
bool frames_receive(void);
/* Writes what the descriptor takes. False when nobody reads any more. */
bool frames_flush(void);
/* Bytes that wait to be written. */
size_t frames_queued(void);

void frame_send(enum frame_type, uint32_t channel, const void *payload, size_t length);
/* A DATA frame whose bytes `fill` writes in place; sends nothing when it returns 0 or less. */
long frame_send_data(uint32_t channel, enum stream, size_t most,
		     long (*fill)(void *context, uint8_t *room, size_t most), void *context);

static inline uint32_t get_u32(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline void put_u32(uint8_t *p, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(value >> (8 * i));
}

/* Tagged fields of an OPEN payload: each one a tag byte, text, NUL. */
struct fields {
	const char *next, *end;
};
struct field {
	char tag;
	const char *text;
};
/* False at the end, and (with `next` left NULL) where the payload is not made of fields. */
bool fields_next(struct fields *, struct field *);

/* Said by main.c, which knows what a frame is for. */
void frame_received(enum frame_type, uint32_t channel, const uint8_t *payload, size_t length);
/* The peer spoke something else, or greets anew: everything under way is void. */
void frames_lost(bool greeted);
