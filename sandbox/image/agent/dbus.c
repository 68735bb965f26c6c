#include "dbus.h"
#include "frame.h"
#include <string.h>

#define FIXED_HEADER 16

size_t dbus_message_length(const uint8_t *bytes, size_t length)
{
	if (length < FIXED_HEADER)
		return 0;
	size_t body = get_u32(bytes + 4), fields = get_u32(bytes + 12);
	if (bytes[0] != 'l' || body > DBUS_MESSAGE_LIMIT || fields > DBUS_MESSAGE_LIMIT)
		return SIZE_MAX;
	size_t total = ((FIXED_HEADER + fields + 7) & ~(size_t)7) + body;
	return total > DBUS_MESSAGE_LIMIT ? SIZE_MAX : total;
}

void dbus_align(struct dbus_reader *reader, size_t alignment)
{
	reader->at = (reader->at + alignment - 1) & ~(alignment - 1);
	if (reader->at > reader->end)
		reader->bad = true;
}

static const uint8_t *take(struct dbus_reader *reader, size_t count)
{
	static const uint8_t nothing[8];
	if (reader->bad || count > reader->end - reader->at) {
		reader->bad = true;
		return nothing;
	}
	reader->at += count;
	return reader->bytes + reader->at - count;
}

uint8_t dbus_read_byte(struct dbus_reader *reader)
{
	return *take(reader, 1);
}

uint32_t dbus_read_u32(struct dbus_reader *reader)
{
	dbus_align(reader, 4);
	return get_u32(take(reader, 4));
}

static const char *terminated(struct dbus_reader *reader, size_t length)
{
	if (length >= DBUS_MESSAGE_LIMIT) {
		reader->bad = true;
		return "";
	}
	const char *text = (const char *)take(reader, length + 1);
	if (!reader->bad && text[length] != 0)
		reader->bad = true;
	return reader->bad ? "" : text;
}

const char *dbus_read_string(struct dbus_reader *reader)
{
	return terminated(reader, dbus_read_u32(reader));
}

const char *dbus_read_signature(struct dbus_reader *reader)
{
	return terminated(reader, dbus_read_byte(reader));
}

size_t dbus_read_array(struct dbus_reader *reader, size_t alignment)
{
	size_t length = dbus_read_u32(reader);
	dbus_align(reader, alignment);
	if (reader->bad || length > reader->end - reader->at) {
		reader->bad = true;
		return reader->at;
	}
	return reader->at + length;
}

static void read_header_field(struct dbus_reader *reader, struct dbus_message *message)
{
	dbus_align(reader, 8);
	uint8_t code = dbus_read_byte(reader);
	const char *type = dbus_read_signature(reader), *text = "";
	uint32_t number = 0;
	if (!strcmp(type, "s") || !strcmp(type, "o"))
		text = dbus_read_string(reader);
	else if (!strcmp(type, "g"))
		text = dbus_read_signature(reader);
	else if (!strcmp(type, "u"))
		number = dbus_read_u32(reader);
	else
		reader->bad = true;
	switch (code) {
	case 1:
		message->path = text;
		break;
	case 2:
		message->interface = text;
		break;
	case 3:
		message->member = text;
		break;
	case 4:
		message->error = text;
		break;
	case 5:
		message->reply_to = number;
		break;
	case 7:
		message->sender = text;
		break;
	case 8:
		message->signature = text;
		break;
	}
}

bool dbus_message_read(const uint8_t *bytes, size_t length, struct dbus_message *message)
{
	size_t fields = get_u32(bytes + 12);
	struct dbus_reader reader = {
	    .bytes = bytes, .at = FIXED_HEADER, .end = FIXED_HEADER + fields};
	*message = (struct dbus_message){.type = bytes[1],
					 .path = "",
					 .interface = "",
					 .member = "",
					 .error = "",
					 .sender = "",
					 .signature = ""};
	while (!reader.bad && reader.at < reader.end)
		read_header_field(&reader, message);
	message->body = (struct dbus_reader){
	    .bytes = bytes, .at = (FIXED_HEADER + fields + 7) & ~(size_t)7, .end = length};
	return !reader.bad;
}

static void pad(struct buffer *out, size_t from, size_t alignment)
{
	while ((out->length - from) % alignment)
		buffer_append(out, "", 1);
}

static void write_u32(struct buffer *out, size_t from, uint32_t value)
{
	uint8_t bytes[4];
	put_u32(bytes, value);
	pad(out, from, 4);
	buffer_append(out, bytes, 4);
}

static void write_string(struct buffer *out, size_t from, const char *text)
{
	write_u32(out, from, (uint32_t)strlen(text));
	buffer_append(out, text, strlen(text) + 1);
}

static void write_list(struct buffer *out, size_t from, const char *const *list)
{
	write_u32(out, from, 0);
	size_t start = out->length;
	for (; list && *list; list++)
		write_string(out, from, *list);
	if (!out->overflowed)
		put_u32(buffer_bytes(out) + start - 4, (uint32_t)(out->length - start));
}

static void write_field(struct buffer *out, size_t from, uint8_t code, char type, const char *text)
{
	uint8_t head[4] = {code, 1, (uint8_t)type, 0}, length = (uint8_t)strlen(text);
	pad(out, from, 8);
	buffer_append(out, head, 4);
	if (type == 'g') {
		buffer_append(out, &length, 1);
		buffer_append(out, text, length + 1u);
	} else {
		write_string(out, from, text);
	}
}

void dbus_call_write(struct buffer *out, uint32_t serial, const struct dbus_call *call)
{
	struct buffer body = {0};
	char signature[8] = "";
	for (int i = 0; i < 2 && call->arguments[i]; i++) {
		write_string(&body, 0, call->arguments[i]);
		strcat(signature, "s");
	}
	if (call->list) {
		if (call->empty_list_first)
			write_list(&body, 0, NULL);
		write_list(&body, 0, call->list);
		strcat(signature, call->empty_list_first ? "asas" : "as");
	}
	size_t from = out->length;
	buffer_append(out, "l\1\0\1", 4);
	write_u32(out, from, (uint32_t)body.length);
	write_u32(out, from, serial);
	write_u32(out, from, 0);
	write_field(out, from, 1, 'o', call->path);
	write_field(out, from, 2, 's', call->interface);
	write_field(out, from, 3, 's', call->member);
	if (call->destination)
		write_field(out, from, 6, 's', call->destination);
	if (signature[0])
		write_field(out, from, 8, 'g', signature);
	if (!out->overflowed)
		put_u32(buffer_bytes(out) + from + 12,
			(uint32_t)(out->length - from - FIXED_HEADER));
	pad(out, from, 8);
	if (body.length)
		buffer_append(out, buffer_bytes(&body), body.length);
	buffer_free(&body);
}
