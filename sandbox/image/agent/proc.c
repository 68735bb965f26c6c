#define _GNU_SOURCE
#include "proc.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <unistd.h>

#define READ_LIMIT (64 * 1024)

/* The owner of a process, from the line `Uid:` or `Gid:` of its status, which all may read. */
static bool owner_of(pid_t pid, uid_t *uid, gid_t *gid)
{
	char path[64], line[256];
	bool has_uid = false, has_gid = false;
	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	FILE *status = fopen(path, "re");
	if (!status)
		return false;
	while ((!has_uid || !has_gid) && fgets(line, sizeof line, status)) {
		if (!strncmp(line, "Uid:", 4)) {
			*uid = (uid_t)strtoul(line + 4, NULL, 10);
			has_uid = true;
		} else if (!strncmp(line, "Gid:", 4)) {
			*gid = (gid_t)strtoul(line + 4, NULL, 10);
			has_gid = true;
		}
	}
	fclose(status);
	return has_uid && has_gid;
}

/*
 * A process may be looked into by who has its user and group and all its capabilities
 * (ptrace(2), PTRACE_MODE_READ_FSCREDS). Root in a container has not the first two and seldom
 * CAP_SYS_PTRACE, so it takes the process's ids for the moment of looking.
 */
static bool borrow_ids(pid_t pid)
{
	uid_t uid;
	gid_t gid;
	if (!owner_of(pid, &uid, &gid) || uid == 0)
		return false;
	setfsgid(gid);
	setfsuid(uid);
	return true;
}

static void return_ids(void)
{
	setfsuid(getuid());
	setfsgid(getgid());
}

bool proc_read(pid_t pid, const char *name, struct buffer *out)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	buffer_drop(out, out->length);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == EACCES && borrow_ids(pid)) {
		fd = open(path, O_RDONLY | O_CLOEXEC);
		return_ids();
	}
	if (fd < 0)
		return false;
	ssize_t count;
	do {
		uint8_t *room = out->length < READ_LIMIT ? buffer_reserve(out, 4096) : NULL;
		count = room ? read(fd, room, 4096) : 0;
		if (count > 0)
			out->length += (size_t)count;
	} while (count > 0);
	close(fd);
	return count == 0;
}

bool proc_link(pid_t pid, const char *name, char *target, size_t size)
{
	char path[300];
	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	ssize_t length = readlink(path, target, size - 1);
	if (length < 0 && errno == EACCES && borrow_ids(pid)) {
		length = readlink(path, target, size - 1);
		return_ids();
	}
	if (length < 0)
		return false;
	target[length] = 0;
	return true;
}

bool proc_descriptors(pid_t pid, void (*visit)(void *context, const char *fd, const char *target),
		      void *context)
{
	char path[64], target[512];
	snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
	DIR *directory = opendir(path);
	bool borrowed = false;
	if (!directory && errno == EACCES && (borrowed = borrow_ids(pid)))
		directory = opendir(path);
	for (struct dirent *entry; directory && (entry = readdir(directory));) {
		if (!isdigit((unsigned char)entry->d_name[0]))
			continue;
		ssize_t length =
		    readlinkat(dirfd(directory), entry->d_name, target, sizeof target - 1);
		/* The directory opens for root all the same; it is the links that are kept from it.
		 */
		if (length < 0 && errno == EACCES && !borrowed && (borrowed = borrow_ids(pid)))
			length =
			    readlinkat(dirfd(directory), entry->d_name, target, sizeof target - 1);
		if (length < 0)
			continue;
		target[length] = 0;
		visit(context, entry->d_name, target);
	}
	if (directory)
		closedir(directory);
	if (borrowed)
		return_ids();
	return directory != NULL;
}

void proc_each(void (*visit)(void *context, pid_t), void *context)
{
	DIR *processes = opendir("/proc");
	for (struct dirent *entry; processes && (entry = readdir(processes));)
		if (isdigit((unsigned char)entry->d_name[0]))
			visit(context, (pid_t)atoi(entry->d_name));
	if (processes)
		closedir(processes);
}
