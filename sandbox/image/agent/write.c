/*
 * Files written, all of them or none.
 * Streams: input, for each file `path NUL mode in octal NUL user NUL size in bytes NUL content`.
 * Answer: empty. Fails with `bad-path`, `disk-full`.
 *
 * Every file is written beside its target first; only when all are there are they renamed, so a
 * reader sees the old content or the new, and a full disk changes nothing. A target that is a
 * symbolic link is replaced, not followed: a unit masked by a link to /dev/null becomes the file
 * that was written, and /dev/null stays what it is. Missing directories are made with 0755 and
 * the file's owner.
 */
#define _GNU_SOURCE
#include "account.h"
#include "calls.h"
#include "path.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES_LIMIT 4096
#define HEADER_LIMIT (PATH_MAX + 256)

struct staged {
	char *target, *beside;
	struct staged *next;
};

struct writing {
	struct staged *staged;
	unsigned count;
	int fd;
	uint64_t left;
};

/* Makes the directories above `path`, which is changed and restored on the way. */
static bool make_parents(char *path, const struct account *owner)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		int made = mkdir(path, 0755);
		if (made == 0 && chown(path, owner->uid, owner->gid) < 0)
			made = -1;
		int error = errno;
		*slash = '/';
		errno = error;
		if (made < 0 && error != EEXIST)
			return false;
	}
	return true;
}

/* Opens the file beside `target`; false after channel_fail(). */
static bool stage(struct channel *channel, const char *target, mode_t mode,
		  const struct account *owner)
{
	static unsigned number;
	struct writing *writing = channel->state;
	struct stat status;
	char beside[PATH_MAX];
	struct staged *staged = calloc(1, sizeof *staged);
	if (!staged || !(staged->target = strdup(target))) {
		free(staged);
		channel_fail_errno(channel, ENOMEM, target);
		return false;
	}
	staged->next = writing->staged;
	writing->staged = staged;
	int directory = (int)(strrchr(target, '/') - target);
	/* systemd, and most others, pass over names with a leading dot. */
	snprintf(beside, sizeof beside, "%.*s/.lab-%d-%u~", directory, target, (int)getpid(),
		 number++);
	if (!make_parents(staged->target, owner)) {
		channel_fail_errno(channel, errno, target);
		return false;
	}
	if (lstat(target, &status) == 0 && S_ISDIR(status.st_mode)) {
		channel_fail_errno(channel, EISDIR, target);
		return false;
	}
	writing->fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (writing->fd >= 0)
		staged->beside = strdup(beside);
	if (writing->fd < 0 || fchown(writing->fd, owner->uid, owner->gid) < 0 ||
	    fchmod(writing->fd, mode) < 0) {
		channel_fail_errno(channel, errno, target);
		return false;
	}
	return true;
}

/* Takes a file's header off the input; false when it is not whole yet, or after a failure. */
static bool take_header(struct channel *channel)
{
	struct writing *writing = channel->state;
	struct buffer *waiting = &channel->inlet.waiting;
	const char *field[4], *at = (char *)buffer_bytes(waiting), *end = at + waiting->length;
	struct account owner;
	for (int i = 0; i < 4; i++) {
		const char *nul = at < end ? memchr(at, 0, (size_t)(end - at)) : NULL;
		if (!nul) {
			if (waiting->length > HEADER_LIMIT)
				channel_fail(channel, "bad-path", "The path is too long.");
			return false;
		}
		field[i] = at;
		at = nul + 1;
	}
	if (!path_is_plain(field[0])) {
		channel_fail(channel, "bad-path", "The path has to be absolute and without “..”.");
	} else if (!account_find(field[2], &owner)) {
		channel_fail(channel, "bad-path", "The machine has no such user to own the file.");
	} else if (++writing->count > FILES_LIMIT) {
		channel_fail(channel, "too-large", "Those are too many files at once.");
	} else if (stage(channel, field[0], (mode_t)strtoul(field[1], NULL, 8) & 07777, &owner)) {
		writing->left = strtoull(field[3], NULL, 10);
		channel_consume(channel, (size_t)(at - (char *)buffer_bytes(waiting)));
		return true;
	}
	return false;
}

/* Takes content off the input; false when there is none, or after a failure. */
static bool take_content(struct channel *channel)
{
	struct writing *writing = channel->state;
	struct buffer *waiting = &channel->inlet.waiting;
	size_t most = waiting->length < writing->left ? waiting->length : (size_t)writing->left;
	if (writing->left && !most)
		return false;
	if (most) {
		ssize_t count = write(writing->fd, buffer_bytes(waiting), most);
		if (count < 0 && errno == EINTR)
			return true;
		if (count < 0) {
			channel_fail_errno(channel, errno, writing->staged->target);
			return false;
		}
		writing->left -= (uint64_t)count;
		channel_consume(channel, (size_t)count);
	}
	if (writing->left == 0) {
		close(writing->fd);
		writing->fd = -1;
	}
	return true;
}

static struct staged *in_order(struct staged *last_first)
{
	struct staged *first = NULL;
	while (last_first) {
		struct staged *next = last_first->next;
		last_first->next = first;
		first = last_first;
		last_first = next;
	}
	return first;
}

static void put_in_place(struct channel *channel)
{
	struct writing *writing = channel->state;
	writing->staged = in_order(writing->staged);
	for (struct staged *staged = writing->staged; staged; staged = staged->next) {
		if (!staged->beside || rename(staged->beside, staged->target) < 0) {
			channel_fail_errno(channel, staged->beside ? errno : ENOMEM,
					   staged->target);
			return;
		}
		free(staged->beside);
		staged->beside = NULL;
	}
	channel_end(channel, "");
}

static void input(struct channel *channel)
{
	struct writing *writing = channel->state;
	while (!channel->closed &&
	       (writing->fd >= 0 ? take_content(channel) : take_header(channel)))
		;
	if (channel->closed || !channel->inlet.complete)
		return;
	if (writing->fd >= 0 || channel->inlet.waiting.length)
		channel_fail(channel, "bad-path", "The files ended in the middle.");
	else
		put_in_place(channel);
}

static void open_write(struct channel *channel, struct fields fields)
{
	(void)fields;
	struct writing *writing = channel->state = calloc(1, sizeof *writing);
	if (!writing)
		channel_fail(channel, "unresponsive", "The machine has no memory left.");
	else
		writing->fd = -1;
}

static void close_write(struct channel *channel)
{
	struct writing *writing = channel->state;
	if (!writing)
		return;
	if (writing->fd >= 0)
		close(writing->fd);
	for (struct staged *staged = writing->staged; staged;) {
		struct staged *next = staged->next;
		if (staged->beside)
			unlink(staged->beside);
		free(staged->beside);
		free(staged->target);
		free(staged);
		staged = next;
	}
	writing->staged = NULL;
	writing->fd = -1;
}

const struct call write_call = {
    .code = CALL_WRITE, .open = open_write, .input = input, .close = close_write};
