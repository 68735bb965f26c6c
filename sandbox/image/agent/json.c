#include "json.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define EXACT_IN_DOUBLE (UINT64_C(1) << 53)

/* Length of the well-formed UTF-8 sequence at `p`, or 0. (Unicode, table 3-7.) */
static size_t utf8_length(const uint8_t *p, size_t left)
{
	uint8_t lead = p[0], low = 0x80, high = 0xBF;
	size_t length;
	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	if (lead < 0xE0)
		length = 2;
	else if (lead < 0xF0)
		length = 3;
	else
		length = 4;
	if (lead == 0xE0)
		low = 0xA0;
	else if (lead == 0xED)
		high = 0x9F;
	else if (lead == 0xF0)
		low = 0x90;
	else if (lead == 0xF4)
		high = 0x8F;
	if (length > left || p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	return length;
}

void json_string(struct buffer *out, const void *bytes, size_t length)
{
	const uint8_t *p = bytes, *end = p + length;
	buffer_append(out, "\"", 1);
	while (p < end) {
		const uint8_t *plain = p;
		size_t step = 0;
		while (p < end && *p >= 0x20 && *p != '"' && *p != '\\' && *p != 0x7F &&
		       (step = utf8_length(p, (size_t)(end - p))))
			p += step;
		buffer_append(out, plain, (size_t)(p - plain));
		if (p == end)
			break;
		if (*p == '"' || *p == '\\')
			buffer_format(out, "\\%c", *p);
		else if (*p < 0x80)
			buffer_format(out, "\\u%04x", *p);
		else
			buffer_text(out, "\xEF\xBF\xBD");
		p++;
	}
	buffer_append(out, "\"", 1);
}

void json_text(struct buffer *out, const char *text)
{
	json_string(out, text, strlen(text));
}

void json_key(struct buffer *out, const char *key)
{
	json_next(out);
	json_text(out, key);
	buffer_append(out, ":", 1);
}

void json_next(struct buffer *out)
{
	if (out->length == 0)
		return;
	uint8_t last = buffer_bytes(out)[out->length - 1];
	if (last != '{' && last != '[' && last != ':')
		buffer_append(out, ",", 1);
}

void json_integer(struct buffer *out, int64_t value)
{
	uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;
	buffer_format(out, magnitude > EXACT_IN_DOUBLE ? "\"%" PRId64 "\"" : "%" PRId64, value);
}

void json_unsigned(struct buffer *out, uint64_t value)
{
	buffer_format(out, value > EXACT_IN_DOUBLE ? "\"%" PRIu64 "\"" : "%" PRIu64, value);
}
