#include "channel.h"
#include "calls.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct channel *channels[CHANNEL_LIMIT];
/* Whose turn it is to be polled, and so to send, first. */
static unsigned first;

static struct channel *find(uint32_t id)
{
	for (unsigned i = 0; i < CHANNEL_LIMIT; i++)
		if (channels[i] && channels[i]->id == id && !channels[i]->closed)
			return channels[i];
	return NULL;
}

static void fire(struct timer *timer)
{
	struct channel *channel = container_of(timer, struct channel, timer);
	if (channel->call->timeout)
		channel->call->timeout(channel);
}

static void refuse(uint32_t id, const char *code, const char *message)
{
	char payload[512];
	int length = snprintf(payload, sizeof payload, "%s%c%s", code, 0, message);
	frame_send(FRAME_FAIL, id, payload,
		   (size_t)length < sizeof payload ? (size_t)length : sizeof payload - 1);
}

static void open_channel(uint32_t id, const uint8_t *payload, size_t length)
{
	const struct call *call = length ? call_by_code(payload[0]) : NULL;
	unsigned place = 0;
	while (place < CHANNEL_LIMIT && channels[place])
		place++;
	struct channel *channel = place < CHANNEL_LIMIT ? calloc(1, sizeof *channel) : NULL;
	if (!call || find(id)) {
		free(channel);
		refuse(id, "unsupported", "The agent in the machine does not know this call.");
		return;
	}
	if (!channel) {
		refuse(id, "unresponsive", "Too many things are under way in the machine at once.");
		return;
	}
	channel->id = id;
	channel->call = call;
	channel->timer.fire = fire;
	streams_prepare(channel);
	channels[place] = channel;
	call->open(channel,
		   (struct fields){(const char *)payload + 1, (const char *)payload + length});
}

static void close_channel(struct channel *channel)
{
	if (channel->closed)
		return;
	channel->closed = true;
	timer_cancel(&channel->timer);
	if (channel->call->close)
		channel->call->close(channel);
	streams_close(channel);
}

void channel_end(struct channel *channel, const char *json)
{
	if (channel->closed)
		return;
	frame_send(FRAME_END, channel->id, json, strlen(json));
	close_channel(channel);
}

void channel_fail(struct channel *channel, const char *code, const char *message)
{
	if (channel->closed)
		return;
	refuse(channel->id, code, message);
	close_channel(channel);
}

void channel_fail_errno(struct channel *channel, int error, const char *what)
{
	static const struct {
		int error;
		const char *code, *text;
	} known[] = {
	    {ENOSPC, "disk-full", "there is no space left in the machine"},
	    {EDQUOT, "disk-full", "there is no space left in the machine"},
	    {ENOENT, "absent", "there is no such file"},
	    {EISDIR, "bad-path", "it is a directory"},
	    {ENOTDIR, "bad-path", "a part of the path is not a directory"},
	    {ELOOP, "bad-path", "its symbolic links lead nowhere"},
	    {ENAMETOOLONG, "bad-path", "the path is too long"},
	    {EROFS, "bad-path", "that part of the machine is read-only"},
	    {EAGAIN, "cannot-run", "the machine has no room for another process"},
	    {ENOMEM, "cannot-run", "the machine has no memory left"},
	    {EMFILE, "unresponsive", "too many things are under way in the machine at once"},
	};
	const char *code = "bad-path", *text = strerror(error);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].error == error) {
			code = known[i].code;
			text = known[i].text;
		}
	char message[400];
	snprintf(message, sizeof message, "%.200s: %s.", what, text);
	channel_fail(channel, code, message);
}

void channels_frame(enum frame_type type, uint32_t id, const uint8_t *payload, size_t length)
{
	if (type == FRAME_OPEN) {
		open_channel(id, payload, length);
		return;
	}
	struct channel *channel = find(id);
	if (!channel)
		return; /* it has just ended: the client does not know yet */
	if (type == FRAME_DATA && length && payload[0] == STREAM_INPUT)
		inlet_take(channel, payload + 1, length - 1);
	else if (type == FRAME_CREDIT)
		outlet_take_credit(channel, payload, length);
	else if (type == FRAME_CANCEL)
		channel_fail(channel, "aborted", "It was called off.");
	else if (type == FRAME_RESIZE && length == 4 && channel->call->resize)
		channel->call->resize(channel, payload[0] | payload[1] << 8,
				      payload[2] | payload[3] << 8);
}

bool channels_add_to_poller(void)
{
	bool hurry = false;
	first = (first + 1) % CHANNEL_LIMIT;
	for (unsigned i = 0; i < CHANNEL_LIMIT; i++) {
		struct channel *channel = channels[(first + i) % CHANNEL_LIMIT];
		if (channel && !channel->closed)
			hurry |= streams_add_to_poller(channel);
	}
	return hurry;
}

void channels_sweep(void)
{
	for (unsigned i = 0; i < CHANNEL_LIMIT; i++) {
		struct channel *channel = channels[i];
		if (!channel || !channel->closed)
			continue;
		timer_cancel(&channel->timer);
		streams_free(channel);
		free(channel->state);
		free(channel);
		channels[i] = NULL;
	}
}

void channels_void(void)
{
	for (unsigned i = 0; i < CHANNEL_LIMIT; i++)
		if (channels[i])
			close_channel(channels[i]);
}
