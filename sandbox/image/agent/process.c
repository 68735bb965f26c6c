#include "json.h"
#include "proc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NUL-separated texts, as cmdline and environ have them, one after the other. */
static const char *next_text(const struct buffer *texts, size_t *at, size_t *length)
{
	if (*at >= texts->length)
		return NULL;
	const char *text = (const char *)buffer_bytes(texts) + *at;
	*length = strnlen(text, texts->length - *at);
	*at += *length + 1;
	return text;
}

static void argv_to_json(const struct buffer *command_line, struct buffer *json)
{
	size_t at = 0, length;
	const char *text;
	buffer_text(json, "[");
	while ((text = next_text(command_line, &at, &length))) {
		json_next(json);
		json_string(json, text, length);
	}
	buffer_text(json, "]");
}

static void environ_to_json(const struct buffer *environ, struct buffer *json)
{
	size_t at = 0, length;
	const char *text;
	buffer_text(json, "{");
	while ((text = next_text(environ, &at, &length))) {
		const char *equals = memchr(text, '=', length);
		if (!equals)
			continue;
		json_next(json);
		json_string(json, text, (size_t)(equals - text));
		buffer_text(json, ":");
		json_string(json, equals + 1, length - (size_t)(equals + 1 - text));
	}
	buffer_text(json, "}");
}

static void descriptor_to_json(void *context, const char *fd, const char *target)
{
	json_key(context, fd);
	json_text(context, target);
}

void process_to_json(pid_t pid, struct buffer *json)
{
	struct buffer text = {0};
	char name[64] = "", namespace[64] = "";
	unsigned uid = 0;
	if (pid <= 0 || !proc_read(pid, "status", &text)) {
		buffer_free(&text);
		buffer_text(json, "null");
		return;
	}
	buffer_append(&text, "", 1);
	const char *status = (const char *)buffer_bytes(&text), *line = strstr(status, "\nUid:");
	if (line)
		uid = (unsigned)strtoul(line + 5, NULL, 10);
	buffer_text(json, "{");
	json_key(json, "pid");
	json_integer(json, pid);
	json_key(json, "uid");
	json_unsigned(json, uid);
	proc_read(pid, "comm", &text);
	snprintf(name, sizeof name, "%.*s",
		 (int)strcspn(text.length ? (char *)buffer_bytes(&text) : "", "\n"),
		 text.length ? (char *)buffer_bytes(&text) : "");
	json_key(json, "command");
	json_text(json, name);
	json_key(json, "argv");
	proc_read(pid, "cmdline", &text);
	argv_to_json(&text, json);
	json_key(json, "environ");
	proc_read(pid, "environ", &text);
	environ_to_json(&text, json);
	json_key(json, "fds");
	buffer_text(json, "{");
	proc_descriptors(pid, descriptor_to_json, json);
	buffer_text(json, "}");
	json_key(json, "netns");
	unsigned long long inode = 0;
	if (proc_link(pid, "ns/net", namespace, sizeof namespace) &&
	    !strncmp(namespace, "net:[", 5))
		inode = strtoull(namespace + 5, NULL, 10);
	json_unsigned(json, inode);
	buffer_text(json, "}");
	buffer_free(&text);
}
