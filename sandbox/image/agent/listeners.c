/* Listening and bound sockets, and the processes that hold them. */
#include "json.h"
#include "proc.h"
#include "sockets.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OWNERS_LIMIT 8192

struct owner {
	unsigned long inode;
	pid_t pid;
	char command[20];
};

struct search {
	struct sockets sockets;
	struct owner *owners;
	size_t count;
	/* The process whose descriptors are being looked at. */
	pid_t pid;
	char command[20];
};

static int by_inode(const void *a, const void *b)
{
	const struct listener *left = a, *right = b;
	return left->inode < right->inode ? -1 : left->inode > right->inode;
}

/* One process may hold several descriptors of the same socket. */
static bool is_known(const struct search *search, unsigned long inode)
{
	for (size_t i = search->count; i-- > 0 && search->owners[i].pid == search->pid;)
		if (search->owners[i].inode == inode)
			return true;
	return false;
}

static void read_command(struct search *search)
{
	struct buffer command = {0};
	if (proc_read(search->pid, "comm", &command) && command.length)
		snprintf(search->command, sizeof search->command, "%.*s", (int)command.length - 1,
			 (char *)buffer_bytes(&command));
	buffer_free(&command);
}

static void note_owner(void *context, const char *fd, const char *target)
{
	struct search *search = context;
	struct listener wanted;
	(void)fd;
	if (strncmp(target, "socket:[", 8) || search->count == OWNERS_LIMIT)
		return;
	wanted.inode = strtoul(target + 8, NULL, 10);
	if (!bsearch(&wanted, search->sockets.listeners, search->sockets.count, sizeof wanted,
		     by_inode) ||
	    is_known(search, wanted.inode))
		return;
	if (search->count % 64 == 0) {
		struct owner *more = realloc(search->owners, (search->count + 64) * sizeof *more);
		if (!more)
			return;
		search->owners = more;
	}
	if (!search->command[0])
		read_command(search);
	struct owner *owner = &search->owners[search->count++];
	*owner = (struct owner){.inode = wanted.inode, .pid = search->pid};
	memcpy(owner->command, search->command, sizeof owner->command);
}

/* It has no program, and so no descriptors; in a machine of its own there are fifty of them. */
static bool is_kernel_thread(pid_t pid)
{
	char path[32], program;
	snprintf(path, sizeof path, "/proc/%d/exe", (int)pid);
	return readlink(path, &program, 1) < 0 && errno == ENOENT;
}

static void look_into(void *context, pid_t pid)
{
	struct search *search = context;
	if (is_kernel_thread(pid))
		return;
	search->pid = pid;
	search->command[0] = 0;
	proc_descriptors(pid, note_owner, search);
}

static void listener_to_json(const struct search *search, const struct listener *listener,
			     struct buffer *json)
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
	for (size_t i = 0; i < search->count; i++) {
		if (search->owners[i].inode != listener->inode)
			continue;
		json_next(json);
		buffer_text(json, "{");
		json_key(json, "pid");
		json_integer(json, search->owners[i].pid);
		json_key(json, "command");
		json_text(json, search->owners[i].command);
		buffer_text(json, "}");
	}
	buffer_text(json, "]}");
}

void listeners_to_json(struct buffer *json)
{
	struct search search = {0};
	sockets_add_internet(&search.sockets);
	sockets_add_unix(&search.sockets);
	if (search.sockets.count) {
		qsort(search.sockets.listeners, search.sockets.count,
		      sizeof *search.sockets.listeners, by_inode);
		proc_each(look_into, &search);
	}
	buffer_text(json, "[");
	for (size_t i = 0; i < search.sockets.count; i++)
		listener_to_json(&search, &search.sockets.listeners[i], json);
	buffer_text(json, "]");
	free(search.sockets.listeners);
	free(search.owners);
}
