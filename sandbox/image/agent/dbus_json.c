/* D-Bus values as JSON, the way PropertyValue in src/machine/machine.ts describes them. */
#include "dbus.h"
#include "json.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static size_t alignment_of(char type)
{
	switch (type) {
	case 'y':
	case 'g':
	case 'v':
		return 1;
	case 'n':
	case 'q':
		return 2;
	case 'x':
	case 't':
	case 'd':
	case '(':
	case '{':
		return 8;
	default:
		return 4;
	}
}

/* Steps over one complete type of a signature; stops at its end when it is not well formed. */
static const char *after_type(const char *type, int depth)
{
	if (depth > DBUS_DEPTH_LIMIT)
		return type + strlen(type);
	while (*type == 'a')
		type++;
	if (*type == '(' || *type == '{') {
		char close = *type == '(' ? ')' : '}';
		for (type++; *type && *type != close;)
			type = after_type(type, depth + 1);
	}
	return *type ? type + 1 : type;
}

static uint64_t read_u64(struct dbus_reader *reader)
{
	dbus_align(reader, 8);
	/* Two halves: the second stands right behind the first. */
	uint64_t low = dbus_read_u32(reader);
	return low | (uint64_t)dbus_read_u32(reader) << 32;
}

static uint16_t read_u16(struct dbus_reader *reader)
{
	dbus_align(reader, 2);
	uint16_t low = dbus_read_byte(reader);
	return (uint16_t)(low | dbus_read_byte(reader) << 8);
}

static void double_to_json(struct dbus_reader *reader, struct buffer *json)
{
	uint64_t bits = read_u64(reader);
	double value;
	memcpy(&value, &bits, sizeof value);
	if (isfinite(value))
		buffer_format(json, "%.17g", value);
	else
		json_text(json, isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
}

static void bytes_to_json(struct dbus_reader *reader, size_t end, struct buffer *json)
{
	buffer_append(json, "\"", 1);
	while (!reader->bad && reader->at < end)
		buffer_format(json, "%02x", dbus_read_byte(reader));
	buffer_append(json, "\"", 1);
}

static void array_to_json(struct dbus_reader *reader, const char **signature, struct buffer *json,
			  int depth)
{
	const char *element = *signature + 1;
	size_t end = dbus_read_array(reader, alignment_of(*element));
	bool object = element[0] == '{' && (element[1] == 's' || element[1] == 'o');
	*signature = after_type(*signature, depth);
	if (*element == 'y') {
		bytes_to_json(reader, end, json);
		return;
	}
	buffer_append(json, object ? "{" : "[", 1);
	while (!reader->bad && !json->overflowed && reader->at < end) {
		const char *type = element;
		json_next(json);
		if (object) {
			dbus_align(reader, 8);
			json_text(json, dbus_read_string(reader));
			buffer_append(json, ":", 1);
			type += 2;
		}
		dbus_value_to_json(reader, &type, json, depth + 1);
	}
	buffer_append(json, object ? "}" : "]", 1);
	if (reader->at != end)
		reader->bad = true;
}

static void struct_to_json(struct dbus_reader *reader, const char **signature, struct buffer *json,
			   int depth)
{
	char close = **signature == '(' ? ')' : '}';
	dbus_align(reader, 8);
	buffer_append(json, "[", 1);
	for (++*signature; **signature && **signature != close && !reader->bad;) {
		json_next(json);
		dbus_value_to_json(reader, signature, json, depth + 1);
	}
	buffer_append(json, "]", 1);
	if (**signature == close)
		++*signature;
	else
		reader->bad = true;
}

void dbus_value_to_json(struct dbus_reader *reader, const char **signature, struct buffer *json,
			int depth)
{
	const char *inner;
	if (depth > DBUS_DEPTH_LIMIT) {
		reader->bad = true;
		return;
	}
	switch (**signature) {
	case 'a':
		array_to_json(reader, signature, json, depth);
		return;
	case '(':
	case '{':
		struct_to_json(reader, signature, json, depth);
		return;
	case 'v':
		inner = dbus_read_signature(reader);
		dbus_value_to_json(reader, &inner, json, depth + 1);
		if (*inner)
			reader->bad = true;
		break;
	case 's':
	case 'o':
		json_text(json, dbus_read_string(reader));
		break;
	case 'g':
		json_text(json, dbus_read_signature(reader));
		break;
	case 'y':
		json_unsigned(json, dbus_read_byte(reader));
		break;
	case 'b':
		buffer_text(json, dbus_read_u32(reader) ? "true" : "false");
		break;
	case 'n':
		json_integer(json, (int16_t)read_u16(reader));
		break;
	case 'q':
		json_unsigned(json, read_u16(reader));
		break;
	case 'i':
		json_integer(json, (int32_t)dbus_read_u32(reader));
		break;
	case 'u':
	case 'h':
		json_unsigned(json, dbus_read_u32(reader));
		break;
	case 'x':
		json_integer(json, (int64_t)read_u64(reader));
		break;
	case 't':
		json_unsigned(json, read_u64(reader));
		break;
	case 'd':
		double_to_json(reader, json);
		break;
	default:
		reader->bad = true;
		return;
	}
	++*signature;
}
