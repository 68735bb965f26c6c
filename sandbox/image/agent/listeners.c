/* Listening and bound sockets from the tables in /proc/1/net, and who holds them. */
#define _GNU_SOURCE
#include "json.h"
#include "proc.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LISTENERS_LIMIT 2048
#define OWNERS_LIMIT 8192

#define TCP_LISTEN 0x0A
/* A datagram socket without a peer. (The kernel borrows TCP's name for it: CLOSE.) */
#define UDP_UNCONNECTED 0x07
#define UNIX_ACCEPTS_CONNECTIONS 0x10000
#define UNIX_STREAM 1
#define UNIX_DGRAM 2
#define UNIX_SEQPACKET 5

struct listener {
	unsigned long inode;
	const char *protocol;
	int port;
	char address[110];
};

struct owner {
	unsigned long inode;
	pid_t pid;
	char command[20];
};

struct table {
	struct listener *listeners;
	size_t listener_count;
	struct owner *owners;
	size_t owner_count;
	/* The process whose descriptors are being looked at. */
	pid_t pid;
	char command[20];
};

static struct listener *add(struct table *table)
{
	if (table->listener_count == LISTENERS_LIMIT)
		return NULL;
	if (table->listener_count % 64 == 0) {
		struct listener *more =
			realloc(table->listeners, (table->listener_count + 64) * sizeof *table->listeners);
		if (!more)
			return NULL;
		table->listeners = more;
	}
	return &table->listeners[table->listener_count++];
}

/* Addresses stand as 32-bit words in the machine's own byte order. */
static void read_address(const char *text, char *address, size_t size)
{
	uint32_t words[4] = {0};
	size_t count = strlen(text) / 8;
	for (size_t i = 0; i < count && i < 4; i++) {
		char word[9] = "";
		memcpy(word, text + 8 * i, 8);
		words[i] = (uint32_t)strtoul(word, NULL, 16);
	}
	inet_ntop(count == 1 ? AF_INET : AF_INET6, words, address, (socklen_t)size);
}

/* Cuts a line at its spaces, in place; what follows the last word asked for stays whole in it. */
static int cut(char *line, char *words[], int most)
{
	int count = 0;
	line[strcspn(line, "\n")] = 0;
	for (line += strspn(line, " "); *line && count < most; line += strspn(line, " ")) {
		words[count++] = line;
		if (count == most)
			break;
		line += strcspn(line, " ");
		if (*line)
			*line++ = 0;
	}
	return count;
}

/* proc_pid_net(5): tcp, tcp6, udp, udp6. */
static void read_internet(struct table *table, const char *path, const char *protocol, unsigned wanted_state)
{
	/* sl local_address rem_address st queues timer retransmits uid timeout inode */
	enum { LOCAL = 1, STATE = 3, INODE = 9, WORDS };
	char line[512], *word[WORDS], *port;
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file)) {
		struct listener *listener;
		if (cut(line, word, WORDS) < WORDS || !(port = strchr(word[LOCAL], ':')) ||
		    strtoul(word[STATE], NULL, 16) != wanted_state || !(listener = add(table)))
			continue;
		*port++ = 0;
		*listener = (struct listener){.inode = strtoul(word[INODE], NULL, 10),
					      .protocol = protocol,
					      .port = (int)strtoul(port, NULL, 16)};
		read_address(word[LOCAL], listener->address, sizeof listener->address);
	}
	if (file)
		fclose(file);
}

static void read_unix(struct table *table, const char *path)
{
	enum { FLAGS = 3, TYPE = 4, INODE = 6, PATH = 7, WORDS };
	char line[512], *word[WORDS];
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file)) {
		struct listener *listener;
		if (cut(line, word, WORDS) < WORDS)
			continue;
		unsigned long flags = strtoul(word[FLAGS], NULL, 16), type = strtoul(word[TYPE], NULL, 16);
		const char *protocol = type == UNIX_DGRAM		      ? "unix-dgram"
				       : !(flags & UNIX_ACCEPTS_CONNECTIONS) ? NULL
				       : type == UNIX_STREAM		      ? "unix-stream"
				       : type == UNIX_SEQPACKET	      ? "unix-seqpacket"
									      : NULL;
		if (!protocol || !(listener = add(table)))
			continue;
		*listener = (struct listener){.inode = strtoul(word[INODE], NULL, 10), .protocol = protocol};
		snprintf(listener->address, sizeof listener->address, "%.109s", word[PATH]);
	}
	if (file)
		fclose(file);
}

static int by_inode(const void *a, const void *b)
{
	unsigned long left = *(const unsigned long *)a, right = *(const unsigned long *)b;
	return left < right ? -1 : left > right;
}

static void note_owner(void *context, const char *fd, const char *target)
{
	struct table *table = context;
	unsigned long inode;
	(void)fd;
	if (strncmp(target, "socket:[", 8) || table->owner_count == OWNERS_LIMIT)
		return;
	inode = strtoul(target + 8, NULL, 10);
	if (!bsearch(&inode, table->listeners, table->listener_count, sizeof *table->listeners, by_inode))
		return;
	if (table->owner_count % 64 == 0) {
		struct owner *more = realloc(table->owners, (table->owner_count + 64) * sizeof *table->owners);
		if (!more)
			return;
		table->owners = more;
	}
	/* One process may hold several descriptors of the same socket. */
	for (size_t i = table->owner_count; i-- > 0 && table->owners[i].pid == table->pid;)
		if (table->owners[i].inode == inode)
			return;
	if (!table->command[0]) {
		struct buffer command = {0};
		if (proc_read(table->pid, "comm", &command))
			snprintf(table->command, sizeof table->command, "%.*s", (int)(command.length ? command.length - 1 : 0),
				 command.length ? (char *)buffer_bytes(&command) : "");
		buffer_free(&command);
	}
	struct owner *owner = &table->owners[table->owner_count++];
	*owner = (struct owner){.inode = inode, .pid = table->pid};
	memcpy(owner->command, table->command, sizeof owner->command);
}

static void look_into(void *context, pid_t pid)
{
	struct table *table = context;
	table->pid = pid;
	table->command[0] = 0;
	proc_descriptors(pid, note_owner, table);
}

static void listener_to_json(const struct table *table, const struct listener *listener, struct buffer *json)
{
	json_next(json);
	buffer_text(json, "{");
	json_key(json, "protocol");
	json_text(json, listener->protocol);
	json_key(json, "address");
	json_text(json, listener->address);
	json_key(json, "port");
	json_integer(json, listener->port);
	json_key(json, "inode");
	json_unsigned(json, listener->inode);
	json_key(json, "owners");
	buffer_text(json, "[");
	for (size_t i = 0; i < table->owner_count; i++) {
		if (table->owners[i].inode != listener->inode)
			continue;
		json_next(json);
		buffer_text(json, "{");
		json_key(json, "pid");
		json_integer(json, table->owners[i].pid);
		json_key(json, "command");
		json_text(json, table->owners[i].command);
		buffer_text(json, "}");
	}
	buffer_text(json, "]}");
}

void listeners_to_json(struct buffer *json)
{
	struct table table = {0};
	read_internet(&table, "/proc/1/net/tcp", "tcp", TCP_LISTEN);
	read_internet(&table, "/proc/1/net/tcp6", "tcp", TCP_LISTEN);
	read_internet(&table, "/proc/1/net/udp", "udp", UDP_UNCONNECTED);
	read_internet(&table, "/proc/1/net/udp6", "udp", UDP_UNCONNECTED);
	read_unix(&table, "/proc/1/net/unix");
	if (table.listener_count) {
		qsort(table.listeners, table.listener_count, sizeof *table.listeners, by_inode);
		proc_each(look_into, &table);
	}
	buffer_text(json, "[");
	for (size_t i = 0; i < table.listener_count; i++)
		listener_to_json(&table, &table.listeners[i], json);
	buffer_text(json, "]");
	free(table.listeners);
	free(table.owners);
}
