/*
 * One file's bytes.
 *   f path
 * Streams: output. Answer: empty. Fails with `absent`, `bad-path`, `too-large`.
 * Symbolic links are followed: a masked unit reads as empty.
 */
#include "calls.h"
#include "path.h"
#include <errno.h>
#include <sys/stat.h>

static void open_read(struct channel *channel, struct fields fields)
{
	struct field field = {0};
	struct stat status;
	if (!fields_next(&fields, &field) || field.tag != 'f' || !path_is_plain(field.text)) {
		channel_fail(channel, "bad-path", "The path has to be absolute and without “..”.");
		return;
	}
	struct outlet *outlet = channel_outlet(channel, STREAM_OUTPUT);
	outlet->fd = path_open(field.text);
	if (outlet->fd < 0) {
		channel_fail_errno(channel, errno, field.text);
	} else if (fstat(outlet->fd, &status) == 0 && status.st_size > FILE_LIMIT) {
		channel_fail(channel, "too-large", "The file is larger than 4 MiB.");
	} else {
		/* Files in /proc say 0 and hold more: the stream's own count decides. */
		outlet->allowance = FILE_LIMIT;
		outlet->ended = false;
	}
}

static void outlet_ended(struct channel *channel, enum stream stream, int error)
{
	if (error)
		channel_fail_errno(channel, error, "The file could not be read");
	else if (channel_outlet(channel, stream)->truncated)
		channel_fail(channel, "too-large", "The file is larger than 4 MiB.");
	else
		channel_end(channel, "");
}

const struct call read_call = {.code = CALL_READ, .open = open_read, .outlet_ended = outlet_ended};
