/*
 * Waits until PID 1 has finished booting.
 * Answer: {"state":SystemState} (org.freedesktop.systemd1(5)).
 * Also the ping, which is answered at once.
 */
#include "bus.h"
#include "calls.h"
#include "json.h"
#include <string.h>

#define ASK_AGAIN_MS 20

static void answered(void *context, int which, const struct dbus_message *reply)
{
	struct channel *channel = context;
	(void)which;
	const char *state = "starting";
	if (reply && reply->type == DBUS_RETURN && !strcmp(reply->signature, "v")) {
		struct dbus_reader body = reply->body;
		if (!strcmp(dbus_read_signature(&body), "s"))
			state = dbus_read_string(&body);
	}
	if (!strcmp(state, "starting") || !strcmp(state, "initializing")) {
		timer_set(&channel->timer, ASK_AGAIN_MS);
		return;
	}
	struct buffer answer = {0};
	buffer_text(&answer, "{");
	json_key(&answer, "state");
	json_text(&answer, state);
	buffer_append(&answer, "}", 2);
	channel_end(channel, (char *)buffer_bytes(&answer));
	buffer_free(&answer);
}

static void ask(struct channel *channel)
{
	struct dbus_call call = {.path = SYSTEMD_PATH,
				 .interface = PROPERTIES_INTERFACE,
				 .member = "Get",
				 .arguments = {MANAGER_INTERFACE, "SystemState"}};
	if (!bus_call(&call, answered, channel, 0))
		timer_set(&channel->timer, ASK_AGAIN_MS);
}

static void open_booted(struct channel *channel, struct fields fields)
{
	(void)fields;
	ask(channel);
}

static void close_booted(struct channel *channel)
{
	bus_forget(channel);
}

const struct call booted_call = {
    .code = CALL_BOOTED, .open = open_booted, .timeout = ask, .close = close_booted};

static void open_ping(struct channel *channel, struct fields fields)
{
	(void)fields;
	channel_end(channel, "");
}

const struct call ping_call = {.code = CALL_PING, .open = open_ping};
