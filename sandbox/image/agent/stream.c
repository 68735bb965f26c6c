/* The bytes of a channel: inlets on their way into the machine, outlets on their way out. */
#include "channel.h"
#include "poller.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* No stream is read while more than this waits to leave the machine. */
#define LEAVING_LIMIT (64 * 1024)

void streams_prepare(struct channel *channel)
{
	channel->inlet.fd = -1;
	for (int i = 0; i < 2; i++)
		channel->outlets[i] = (struct outlet){
		    .fd = -1, .credit = STREAM_WINDOW, .allowance = UINT64_MAX, .ended = true};
}

void streams_close(struct channel *channel)
{
	channel_close_inlet(channel);
	for (int i = 0; i < 2; i++) {
		if (channel->outlets[i].fd >= 0)
			close(channel->outlets[i].fd);
		channel->outlets[i].fd = -1;
	}
}

void streams_free(struct channel *channel)
{
	buffer_free(&channel->inlet.waiting);
	for (int i = 0; i < 2; i++)
		buffer_free(&channel->outlets[i].waiting);
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
		ssize_t count =
		    write(inlet->fd, buffer_bytes(&inlet->waiting), inlet->waiting.length);
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

void inlet_take(struct channel *channel, const uint8_t *bytes, size_t count)
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

void outlet_take_credit(struct channel *channel, const uint8_t *payload, size_t length)
{
	if (length != 5 || payload[0] < STREAM_OUTPUT || payload[0] > STREAM_ERRORS)
		return;
	struct outlet *outlet = channel_outlet(channel, payload[0]);
	uint32_t more = get_u32(payload + 1);
	outlet->credit =
	    more > STREAM_WINDOW - outlet->credit ? STREAM_WINDOW : outlet->credit + more;
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
	long sent = 1;
	while (sent > 0 && outlet->waiting.length && outlet->credit &&
	       frames_queued() < LEAVING_LIMIT) {
		size_t most = outlet->credit < DATA_CHUNK ? outlet->credit : DATA_CHUNK;
		sent = frame_send_data(channel->id, stream, most, fill_from_waiting, outlet);
		outlet->credit -= sent > 0 ? (uint32_t)sent : 0;
	}
	if (outlet->complete && !outlet->waiting.length && !outlet->ended && outlet->fd < 0)
		channel_end_outlet(channel, stream, 0);
}

bool streams_add_to_poller(struct channel *channel)
{
	bool hurry = false;
	struct inlet *inlet = &channel->inlet;
	if (inlet->fd >= 0 &&
	    (channel->wait_writable || (inlet->waiting.length && !channel->call->input)))
		poller_add(inlet->fd, POLLOUT, inlet_ready, channel, STREAM_INPUT);
	for (enum stream stream = STREAM_OUTPUT; stream <= STREAM_ERRORS && !channel->closed;
	     stream++) {
		send_waiting(channel, stream);
		struct outlet *outlet = channel_outlet(channel, stream);
		if (channel->closed || outlet->fd < 0 || outlet->waiting.length)
			continue;
		/* One that may not send is left out altogether: a hang-up on it would be reported
		 * in every round. */
		bool may_send = outlet->credit && frames_queued() < LEAVING_LIMIT;
		if (may_send || outlet->allowance == 0) {
			poller_add(outlet->fd, POLLIN, outlet_ready, channel, stream);
			hurry |= channel->lingering;
		}
	}
	return hurry;
}
