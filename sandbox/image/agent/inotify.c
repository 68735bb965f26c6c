/*
 * A file that is replaced by rename(2) is another inode: so its directory is watched, and where
 * that is missing too, the nearest one above it that exists, until the next part of the path
 * appears. All watches share one inotify instance: hosts allow a user few of them.
 */
#define _GNU_SOURCE
#include "inotify.h"
#include "path.h"
#include "poller.h"
#include "watch.h"
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#define WATCHED_LIMIT 1024
#define RESOLVE_ROUNDS 8
#define MASK                                                                                       \
	(IN_CREATE | IN_DELETE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO |        \
	 IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

struct watched {
	struct channel *channel;
	char *path;
	/* Length of the directory's part of the path, and its watch. */
	size_t directory;
	int watch;
	bool changed;
	struct watched *next;
};

static int instance = -1;
static struct watched *all;
static unsigned count;

static void release(int watch)
{
	for (struct watched *watched = all; watched; watched = watched->next)
		if (watched->watch == watch)
			return;
	if (watch >= 0)
		inotify_rm_watch(instance, watch);
}

static bool exists(const char *path)
{
	struct stat status;
	return lstat(path, &status) == 0;
}

/* The part of the path that is to appear in the watched directory next. */
static const char *awaited(const struct watched *watched, size_t *length)
{
	const char *name = watched->path + watched->directory + 1;
	*length = strcspn(name, "/");
	return name;
}

static bool is_complete(const struct watched *watched)
{
	return !strchr(watched->path + watched->directory + 1, '/');
}

/* Watches the deepest directory of the path that exists. */
static void resolve(struct watched *watched)
{
	char path[PATH_MAX];
	int before = watched->watch;
	for (int round = 0; round < RESOLVE_ROUNDS; round++) {
		size_t length = strlen(watched->path);
		do {
			while (watched->path[--length] != '/')
				;
			memcpy(path, watched->path, length + 1);
			path[length ? length : 1] = 0;
			watched->directory = length;
			watched->watch = inotify_add_watch(instance, path, MASK);
		} while (watched->watch < 0 && length > 0);
		/* Did the next part appear before the watch was in place? Then go deeper. */
		const char *name = awaited(watched, &length);
		length += (size_t)(name - watched->path);
		memcpy(path, watched->path, length);
		path[length] = 0;
		if (is_complete(watched) || !exists(path))
			break;
	}
	if (before != watched->watch)
		release(before);
}

bool inotify_watch(struct channel *channel, const char *path)
{
	if (instance < 0)
		instance = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	struct watched *watched =
	    instance >= 0 && count < WATCHED_LIMIT ? calloc(1, sizeof *watched) : NULL;
	if (!watched || !(watched->path = strdup(path))) {
		free(watched);
		return false;
	}
	watched->channel = channel;
	watched->watch = -1;
	watched->next = all;
	all = watched;
	count++;
	resolve(watched);
	return true;
}

void inotify_forget(const struct channel *channel)
{
	for (struct watched **at = &all; *at;) {
		struct watched *watched = *at;
		if (watched->channel != channel) {
			at = &watched->next;
			continue;
		}
		*at = watched->next;
		count--;
		release(watched->watch);
		free(watched->path);
		free(watched);
	}
	if (!all && instance >= 0) {
		close(instance);
		instance = -1;
	}
}

static void mark(struct watched *watched)
{
	watched->changed = true;
	watch_file_changed();
}

static void take_event(const struct inotify_event *event)
{
	for (struct watched *watched = all; watched; watched = watched->next) {
		if (event->mask & IN_Q_OVERFLOW) {
			resolve(watched);
			mark(watched);
			continue;
		}
		if (watched->watch != event->wd)
			continue;
		size_t length;
		const char *name = awaited(watched, &length);
		bool concerned = event->len && strlen(event->name) == length &&
				 !memcmp(event->name, name, length);
		if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) {
			if (event->mask & IN_MOVE_SELF)
				inotify_rm_watch(instance, event->wd);
			watched->watch = -1;
			resolve(watched);
			mark(watched);
		} else if (concerned && is_complete(watched)) {
			mark(watched);
		} else if (concerned) {
			resolve(watched);
			if (exists(watched->path))
				mark(watched);
		}
	}
}

static void ready(void *context, int which, short happened)
{
	static char events[4096] __attribute__((aligned(8)));
	(void)context;
	if (!happened || which != instance)
		return;
	ssize_t length = read(instance, events, sizeof events);
	for (ssize_t at = 0; at < length;) {
		const struct inotify_event *event = (const struct inotify_event *)(events + at);
		take_event(event);
		at += (ssize_t)(sizeof *event + event->len);
	}
}

void inotify_changes(struct channel *channel, void (*tell)(struct channel *, const char *path))
{
	for (struct watched *watched = all; watched; watched = watched->next)
		if (watched->channel == channel && watched->changed) {
			watched->changed = false;
			tell(channel, watched->path);
		}
}

void inotify_add_to_poller(void)
{
	if (instance >= 0)
		poller_add(instance, POLLIN, ready, NULL, instance);
}
