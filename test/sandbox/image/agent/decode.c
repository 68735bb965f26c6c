/*
 * Reads D-Bus messages, each behind its length (u32le), from stdin and prints a line for each:
 * the JSON of its body's values as an array, or `bad`. Every message lies right before a page
 * that may not be touched, so that reading beyond its end cannot go unnoticed.
 */
#define _GNU_SOURCE
#include "dbus.h"
#include "json.h"
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ROOM (1 << 20)

static void decode(const uint8_t *bytes, size_t length)
{
	struct dbus_message message;
	struct buffer json = {.limit = 4 * ROOM};
	size_t said = dbus_message_length(bytes, length);
	if (said == 0 || said != length || !dbus_message_read(bytes, length, &message)) {
		puts("bad");
		return;
	}
	const char *signature = message.signature;
	buffer_append(&json, "[", 1);
	while (*signature && !message.body.bad) {
		json_next(&json);
		dbus_value_to_json(&message.body, &signature, &json, 0);
	}
	buffer_append(&json, "]", 1);
	if (message.body.bad || json.overflowed)
		puts("bad");
	else
		printf("%.*s\n", (int)json.length, (char *)buffer_bytes(&json));
	buffer_free(&json);
}

int main(void)
{
	uint8_t *pages = mmap(NULL, ROOM + 4096, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint32_t length;
	if (pages == MAP_FAILED || mprotect(pages + ROOM, 4096, PROT_NONE) < 0)
		return 1;
	while (fread(&length, 4, 1, stdin) == 1) {
		uint8_t *message = pages + ROOM - length;
		if (length > ROOM || fread(message, 1, length, stdin) != length)
			return 1;
		decode(message, length);
	}
	return 0;
}
