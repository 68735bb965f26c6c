/* Processes the agent starts: each leads a session of its own. */
#pragma once
#include "channel.h"

struct launch {
	/* NULL-terminated. `program` is looked up in PATH unless it holds a slash. */
	const char *program;
	char **argv;
	/* NAME=value, on top of a clean environment; NULL-terminated. */
	char **environment;
	const char *user;
	/* NULL: the user's home directory. */
	const char *directory;
	/* The child's descriptors 0, 1 and 2. */
	int descriptors[3];
	/* Descriptor 0 is a terminal that becomes the session's own. */
	bool terminal;
};

/* Starts a child for the channel. Returns its pid, or 0 after channel_fail() with `cannot-run`; a
 * program that turns out not to run fails the channel in the same way, later. */
pid_t child_start(struct channel *, const struct launch *);
/* Reaps what has exited and tells the channels. */
void children_reap(void);
/* Sends a signal to every process of the session the child leads. */
void child_signal(pid_t, int signal);
/* Hangs up now and kills in `ms`, should it still be there; the channel hears no more of it. */
void child_abandon(pid_t, int ms);
/* Hangs up, then kills, every session that is left. Waits at most a moment. */
void children_end(void);
/* 0–255 as a shell would put it: 128 + signal for a killed one. */
int child_exit_code(int status);
/* Remembers the limits the agent was started with: children get them back. */
void children_prepare(void);
