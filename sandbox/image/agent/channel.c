#include "channel.h"
#include "calls.h"
#include "poller.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* No stream is read while more than this waits to leave the machine. */
#define LEAVING_LIMIT (64 * 1024)

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
	frame_send(FRAME_FAIL, id, payload, (size_t)length < sizeof payload ? (size_t)length : sizeof payload - 1);
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
	channel->inlet.fd = -1;
	for (int i = 0; i < 2; i++)
		channel->outlets[i] = (struct outlet){
			.fd = -1, .credit = STREAM_WINDOW, .allowance = UINT64_MAX, .ended = true};
	channels[place] = channel;
	call->open(channel, (struct fields){(const char *)payload + 1, (const char *)payload + length});
}

static void close_channel(struct channel *channel)
{
	if (channel->closed)
		return;
	channel->closed = true;
	timer_cancel(&channel->timer);
	if (channel->call->close)
		channel->call->close(channel);
	channel_close_inlet(channel);
	for (int i = 0; i < 2; i++)
		if (channel->outlets[i].fd >= 0)
			close(channel->outlets[i].fd);
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

static void grant(struct channel *channel, size_t count)
{
	uint8_t payload[5] = {STREAM_INPUT};
	put_u32(payload + 1, (uint32_t)count);
	frame_send(FRAME_CREDIT, channel->id, payload, sizeof payload);
}

void channel_begun(struct channel *channel)
{
	grant(channel, 0);
}

void channel_consume(struct channel *channel, size_t count)
{
	if (count == 0)
		return;
	grant(channel, count);
	buffer_drop(&channel->inlet.waiting, count);
}

void channel_close_inlet(struct channel *channel)
{
	if (channel->inlet.fd >= 0)
		close(channel->inlet.fd);
	channel->inlet.fd = -1;
}

void channel_end_outlet(struct channel *channel, enum stream stream, int error)
{
	struct outlet *outlet = channel_outlet(channel, stream);
	if (outlet->fd >= 0)
		close(outlet->fd);
	outlet->fd = -1;
	outlet->ended = true;
	if (channel->call->outlet_ended)
		channel->call->outlet_ended(channel, stream, error);
}

/* The ordinary input of a call: on to the descriptor as it takes it. */
static void pump_inlet(struct channel *channel)
{
	struct inlet *inlet = &channel->inlet;
	while (inlet->fd >= 0 && inlet->waiting.length) {
		ssize_t count = write(inlet->fd, buffer_bytes(&inlet->waiting), inlet->waiting.length);
		if (count < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (count < 0)
			channel_close_inlet(channel);
		else
			channel_consume(channel, (size_t)count);
	}
	channel_consume(channel, inlet->waiting.length);
	if (inlet->complete)
		channel_close_inlet(channel);
}

static void take_input(struct channel *channel, const uint8_t *bytes, size_t count)
{
	struct inlet *inlet = &channel->inlet;
	if (inlet->complete || inlet->waiting.length + count > STREAM_WINDOW) {
		channel_fail(channel, "gone", "More was sent than the agent had asked for.");
		return;
	}
	if (count == 0)
		inlet->complete = true;
	if (!buffer_append(&inlet->waiting, bytes, count))
		channel_fail(channel, "unresponsive", "The machine has no memory left.");
	else if (channel->call->input)
		channel->call->input(channel);
	else
		pump_inlet(channel);
}

static void take_credit(struct channel *channel, const uint8_t *payload, size_t length)
{
	if (length != 5 || payload[0] < STREAM_OUTPUT || payload[0] > STREAM_ERRORS)
		return;
	struct outlet *outlet = channel_outlet(channel, payload[0]);
	uint32_t more = get_u32(payload + 1);
	outlet->credit = more > STREAM_WINDOW - outlet->credit ? STREAM_WINDOW : outlet->credit + more;
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
		take_input(channel, payload + 1, length - 1);
	else if (type == FRAME_CREDIT)
		take_credit(channel, payload, length);
	else if (type == FRAME_CANCEL)
		channel_fail(channel, "aborted", "It was called off.");
	else if (type == FRAME_RESIZE && length == 4 && channel->call->resize)
		channel->call->resize(channel, payload[0] | payload[1] << 8, payload[2] | payload[3] << 8);
}

static long fill_from_waiting(void *context, uint8_t *room, size_t most)
{
	struct outlet *outlet = context;
	size_t count = outlet->waiting.length < most ? outlet->waiting.length : most;
	memcpy(room, buffer_bytes(&outlet->waiting), count);
	buffer_drop(&outlet->waiting, count);
	return (long)count;
}

static long fill_from_descriptor(void *context, uint8_t *room, size_t most)
{
	return read(((struct outlet *)context)->fd, room, most);
}

/* Beyond its allowance a stream is read all the same, so that its writer does not hang. */
static long drop_from_descriptor(struct outlet *outlet)
{
	static uint8_t dropped[STREAM_WINDOW];
	long count = read(outlet->fd, dropped, sizeof dropped);
	if (count > 0)
		outlet->truncated = true;
	return count;
}

static void outlet_ready(void *context, int stream, short happened)
{
	struct channel *channel = context;
	struct outlet *outlet = channel_outlet(channel, stream);
	if (channel->closed || outlet->ended)
		return;
	if (!happened) {
		if (channel->lingering)
			channel_end_outlet(channel, stream, 0);
		return;
	}
	long count;
	if (outlet->allowance == 0 && channel->lingering) {
		count = 0;
	} else if (outlet->allowance == 0) {
		count = drop_from_descriptor(outlet);
	} else {
		size_t most = DATA_CHUNK;
		if (most > outlet->credit)
			most = outlet->credit;
		if (most > outlet->allowance)
			most = outlet->allowance;
		if (frames_queued() >= LEAVING_LIMIT)
			return;
		count = frame_send_data(channel->id, stream, most, fill_from_descriptor, outlet);
		if (count > 0) {
			outlet->credit -= (uint32_t)count;
			outlet->allowance -= (uint64_t)count;
		}
	}
	if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
		channel_end_outlet(channel, stream, count ? errno : 0);
}

static void inlet_ready(void *context, int which, short happened)
{
	struct channel *channel = context;
	(void)which;
	if (channel->closed || !happened)
		return;
	if (channel->wait_writable)
		channel->call->writable(channel);
	else
		pump_inlet(channel);
}

/* What waits in memory needs no descriptor: it is sent while there is credit and room. */
static void send_waiting(struct channel *channel, enum stream stream)
{
	struct outlet *outlet = channel_outlet(channel, stream);
	while (outlet->waiting.length && outlet->credit && frames_queued() < LEAVING_LIMIT) {
		size_t most = outlet->credit < DATA_CHUNK ? outlet->credit : DATA_CHUNK;
		outlet->credit -= (uint32_t)frame_send_data(channel->id, stream, most, fill_from_waiting, outlet);
	}
	if (outlet->complete && !outlet->waiting.length && !outlet->ended && outlet->fd < 0)
		channel_end_outlet(channel, stream, 0);
}

/* True when an outlet's silence means its end, so that the round must not wait. */
static bool add_to_poller(struct channel *channel)
{
	bool hurry = false;
	struct inlet *inlet = &channel->inlet;
	if (inlet->fd >= 0 && (channel->wait_writable || (inlet->waiting.length && !channel->call->input)))
		poller_add(inlet->fd, POLLOUT, inlet_ready, channel, STREAM_INPUT);
	for (enum stream stream = STREAM_OUTPUT; stream <= STREAM_ERRORS && !channel->closed; stream++) {
		send_waiting(channel, stream);
		struct outlet *outlet = channel_outlet(channel, stream);
		if (channel->closed || outlet->fd < 0 || outlet->waiting.length)
			continue;
		/* One that may not send is left out altogether: a hang-up on it would be reported in
		 * every round. */
		bool may_send = outlet->credit && frames_queued() < LEAVING_LIMIT;
		if (may_send || outlet->allowance == 0) {
			poller_add(outlet->fd, POLLIN, outlet_ready, channel, stream);
			hurry |= channel->lingering;
		}
	}
	return hurry;
}

bool channels_add_to_poller(void)
{
	bool hurry = false;
	first = (first + 1) % CHANNEL_LIMIT;
	for (unsigned i = 0; i < CHANNEL_LIMIT; i++) {
		struct channel *channel = channels[(first + i) % CHANNEL_LIMIT];
		if (channel && !channel->closed)
			hurry |= add_to_poller(channel);
	}
	return hurry;
}

void channels_sweep(void)
{
	for (unsigned i = 0; i < CHANNEL_LIMIT; i++) {
		struct channel *channel = channels[i];
		if (!channel || !channel->closed)
			continue;
		buffer_free(&channel->inlet.waiting);
		for (int j = 0; j < 2; j++)
			buffer_free(&channel->outlets[j].waiting);
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
