/* Signals to whole sessions. Job control gives every pipeline a process group of its own, so a
 * group is not enough: the session is what a shell and all its jobs have in common. */
#include "child.h"
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A process that forks while it is being looked for is found in the next round. */
#define ROUNDS 5

/* The session a process belongs to, from proc_pid_stat(5), or 0. */
static pid_t session_of(const char *pid)
{
	char path[64], text[512];
	snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	ssize_t count = read(fd, text, sizeof text - 1);
	close(fd);
	if (count <= 0)
		return 0;
	text[count] = 0;
	/* The command stands in parentheses and may hold some itself. */
	char *after = strrchr(text, ')');
	if (!after || after + 4 >= text + count || after[2] == 'Z')
		return 0;
	strtol(after + 4, &after, 10); /* the parent */
	strtol(after, &after, 10);     /* the process group */
	return (pid_t)strtol(after, NULL, 10);
}

void child_signal(pid_t leader, int number)
{
	for (int round = 0; round < (number == SIGKILL ? ROUNDS : 1); round++) {
		bool found = false;
		DIR *processes = opendir("/proc");
		if (!processes) {
			kill(-leader, number);
			return;
		}
		for (struct dirent *entry; (entry = readdir(processes));)
			if (isdigit((unsigned char)entry->d_name[0]) &&
			    session_of(entry->d_name) == leader) {
				kill((pid_t)atoi(entry->d_name), number);
				found = true;
			}
		closedir(processes);
		if (!found)
			return;
	}
}
