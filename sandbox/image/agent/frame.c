#define _GNU_SOURCE
#include "frame.h"
#include "buffer.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static int input_fd, output_fd;
static struct buffer arrived, leaving;
/* Until the first SYNC, and after garbage, everything but a SYNC is passed over. */
static bool in_step;

void frames_attach(int input, int output)
{
	input_fd = input;
	output_fd = output;
	fcntl(input, F_SETFL, fcntl(input, F_GETFL) | O_NONBLOCK);
	fcntl(output, F_SETFL, fcntl(output, F_GETFL) | O_NONBLOCK);
}

static void write_header(uint8_t *at, enum frame_type type, uint32_t channel, size_t length)
{
	at[0] = FRAME_MAGIC;
	at[1] = (uint8_t)type;
	put_u32(at + 2, channel);
	put_u32(at + 6, (uint32_t)length);
}

static void find_step(void)
{
	uint8_t sync[FRAME_HEADER_BYTES + sizeof SYNC_TEXT - 1];
	write_header(sync, FRAME_SYNC, 0, sizeof SYNC_TEXT - 1);
	memcpy(sync + FRAME_HEADER_BYTES, SYNC_TEXT, sizeof SYNC_TEXT - 1);
	uint8_t *found = memmem(buffer_bytes(&arrived), arrived.length, sync, sizeof sync);
	if (found) {
		buffer_drop(&arrived, (size_t)(found - buffer_bytes(&arrived)));
		in_step = true;
	} else if (arrived.length >= sizeof sync) {
		buffer_drop(&arrived, arrived.length - (sizeof sync - 1));
	}
}

/* Takes one frame off what has arrived; false when there is no whole one. */
static bool take_frame(void)
{
	const uint8_t *at = buffer_bytes(&arrived);
	if (arrived.length < FRAME_HEADER_BYTES)
		return false;
	uint32_t length = get_u32(at + 6);
	if (at[0] != FRAME_MAGIC || at[1] < FRAME_SYNC || at[1] > FRAME_RESIZE ||
	    length > FRAME_PAYLOAD_LIMIT) {
		in_step = false;
		frames_lost(false);
		return false;
	}
	if (arrived.length < FRAME_HEADER_BYTES + length)
		return false;
	if (at[1] == FRAME_SYNC)
		frames_lost(true);
	else
		frame_received(at[1], get_u32(at + 2), at + FRAME_HEADER_BYTES, length);
	buffer_drop(&arrived, FRAME_HEADER_BYTES + length);
	return true;
}

bool frames_receive(void)
{
	uint8_t *room = buffer_reserve(&arrived, STREAM_WINDOW);
	ssize_t count = room ? read(input_fd, room, STREAM_WINDOW) : -1;
	if (count < 0)
		return errno == EINTR || errno == EAGAIN;
	if (count == 0)
		return false;
	arrived.length += (size_t)count;
	for (;;) {
		if (!in_step)
			find_step();
		bool stepping = in_step;
		if (!stepping || (!take_frame() && in_step == stepping))
			return true;
	}
}

bool frames_flush(void)
{
	while (leaving.length) {
		ssize_t count = write(output_fd, buffer_bytes(&leaving), leaving.length);
		if (count < 0)
			return errno == EAGAIN || errno == EINTR;
		buffer_drop(&leaving, (size_t)count);
	}
	return true;
}

size_t frames_queued(void)
{
	return leaving.length;
}

void frame_send(enum frame_type type, uint32_t channel, const void *payload, size_t length)
{
	uint8_t *room = buffer_reserve(&leaving, FRAME_HEADER_BYTES + length);
	if (!room)
		return;
	write_header(room, type, channel, length);
	if (length)
		memcpy(room + FRAME_HEADER_BYTES, payload, length);
	leaving.length += FRAME_HEADER_BYTES + length;
}

long frame_send_data(uint32_t channel, enum stream stream, size_t most,
		     long (*fill)(void *context, uint8_t *room, size_t most), void *context)
{
	uint8_t *room = buffer_reserve(&leaving, FRAME_HEADER_BYTES + 1 + most);
	if (!room) {
		errno = EAGAIN;
		return -1;
	}
	long count = fill(context, room + FRAME_HEADER_BYTES + 1, most);
	if (count <= 0)
		return count;
	write_header(room, FRAME_DATA, channel, 1 + (size_t)count);
	room[FRAME_HEADER_BYTES] = (uint8_t)stream;
	leaving.length += FRAME_HEADER_BYTES + 1 + (size_t)count;
	return count;
}

bool fields_next(struct fields *fields, struct field *field)
{
	if (fields->next == fields->end)
		return false;
	const char *nul = memchr(fields->next, 0, (size_t)(fields->end - fields->next));
	if (!nul || nul == fields->next) {
		fields->next = NULL;
		fields->end = NULL;
		return false;
	}
	*field = (struct field){fields->next[0], fields->next + 1};
	fields->next = nul + 1;
	return true;
}
