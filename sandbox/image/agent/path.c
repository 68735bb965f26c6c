#define _GNU_SOURCE
#include "path.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

bool path_is_plain(const char *path)
{
	if (path[0] != '/' || path[1] == 0 || strlen(path) >= PATH_MAX - 64)
		return false;
	while (*path) {
		size_t length = strcspn(++path, "/");
		if (length == 0 || (length <= 2 && !strncmp(path, "..", length)))
			return false;
		path += length;
	}
	return true;
}

int path_open(const char *path)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		/* A socket has an entry and nothing to open. */
		if (errno == ENXIO)
			errno = EISDIR;
		return -1;
	}
	if (fstat(fd, &status) == 0 &&
	    (S_ISREG(status.st_mode) ||
	     (S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3))))
		return fd;
	close(fd);
	errno = EISDIR;
	return -1;
}
