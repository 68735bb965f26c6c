/* D-Bus messages: written for calls, read from replies and signals. (D-Bus specification,
 * "Message Protocol".) Only little-endian messages, as sd-bus sends them on x86. */
#pragma once
#include "buffer.h"

#define DBUS_MESSAGE_LIMIT (8 * 1024 * 1024)
/* Containers inside containers; the specification allows 64. */
#define DBUS_DEPTH_LIMIT 32

enum dbus_type { DBUS_CALL = 1, DBUS_RETURN = 2, DBUS_ERROR = 3, DBUS_SIGNAL = 4 };

/* Reads values one after the other; once something is not as it has to be, `bad` stays set. */
struct dbus_reader {
	const uint8_t *bytes;
	size_t at, end;
	bool bad;
};

struct dbus_message {
	enum dbus_type type;
	uint32_t reply_to;
	const char *path, *interface, *member, *error, *sender, *signature;
	struct dbus_reader body;
};

/* Total length of the message that starts here: 0 when its first 16 bytes are not all there,
 * SIZE_MAX when it is none or too large. */
size_t dbus_message_length(const uint8_t *bytes, size_t length);
bool dbus_message_read(const uint8_t *bytes, size_t length, struct dbus_message *);

uint8_t dbus_read_byte(struct dbus_reader *);
uint32_t dbus_read_u32(struct dbus_reader *);
/* Strings and object paths; "" when there is none. */
const char *dbus_read_string(struct dbus_reader *);
const char *dbus_read_signature(struct dbus_reader *);
/* Enters an array whose elements align to `alignment`; returns where it ends. */
size_t dbus_read_array(struct dbus_reader *, size_t alignment);
void dbus_align(struct dbus_reader *, size_t alignment);
/* Writes one value of the type that `*signature` starts with as JSON, and steps over both. A
 * dictionary with text keys becomes an object, bytes become hexadecimal text. */
void dbus_value_to_json(struct dbus_reader *, const char **signature, struct buffer *json,
			int depth);

struct dbus_call {
	/* NULL on a connection that has no bus behind it. */
	const char *destination;
	const char *path, *interface, *member;
	/* At most two text arguments; NULL where there are fewer. */
	const char *arguments[2];
	/* Sent after them as an array of text, when there is one: NULL-terminated. */
	const char *const *list;
	/* An empty array of text comes before `list`. */
	bool empty_list_first;
};
void dbus_call_write(struct buffer *, uint32_t serial, const struct dbus_call *);
