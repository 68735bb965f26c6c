/* What /proc says of the machine's processes and sockets. */
#pragma once
#include "buffer.h"
#include <sys/types.h>

/* Reads a file of a process; `out` is emptied first. Processes of other users are read with
 * their own file-system ids where root alone may not (no CAP_SYS_PTRACE). */
bool proc_read(pid_t, const char *name, struct buffer *out);
/* Reads a link of a process; false when it cannot be read. */
bool proc_link(pid_t, const char *name, char *target, size_t size);
/* Calls `visit` with every descriptor of a process and what it links to. */
bool proc_descriptors(pid_t, void (*visit)(void *context, const char *fd, const char *target),
		      void *context);
/* Calls `visit` with every process. */
void proc_each(void (*visit)(void *context, pid_t), void *context);

/* One ProcessFacts object, or null. */
void process_to_json(pid_t, struct buffer *json);
/* An array of Listener objects: PID 1's network namespace, with the processes that hold them. */
void listeners_to_json(struct buffer *json);
