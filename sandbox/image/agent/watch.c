/*
 * Changes of units and files, gathered for a moment and told without repetition.
 *   f file (repeated)
 * Streams: output, one MachineEvent of src/machine/machine.ts as JSON a line. No answer: it goes
 * on until it is called off.
 */
#include "watch.h"
#include "bus.h"
#include "calls.h"
#include "changes.h"
#include "inotify.h"
#include "json.h"
#include "path.h"
#include <stdlib.h>
#include <string.h>

#define GATHER_MS 20
#define WAITING_LIMIT (64 * 1024)
#define TRY_AGAIN_MS 200
#define RECONNECT_FIRST_MS 50
#define RECONNECT_LAST_MS 5000

struct watcher {
	struct channel *channel;
	/* Something did not fit: the client has to look at everything anew. */
	bool missed;
	struct watcher *next;
};

static struct watcher *watchers;
static int reconnect_ms = RECONNECT_FIRST_MS;

static void flush(struct timer *);
static void reconnect(struct timer *);
static struct timer gathering = {.fire = flush}, reconnecting = {.fire = reconnect};

static void gather(int ms)
{
	/* `due` stays set while the timer runs: what is under way is not put off again. */
	if (gathering.due && gathering.due <= now_ms() + ms)
		return;
	timer_set(&gathering, ms);
}

static void tell(struct watcher *watcher, const char *type, const char *key, const char *value)
{
	struct buffer line = {0},
		      *waiting = &channel_outlet(watcher->channel, STREAM_OUTPUT)->waiting;
	buffer_text(&line, "{");
	json_key(&line, "type");
	json_text(&line, type);
	if (key) {
		json_key(&line, key);
		json_text(&line, value);
	}
	buffer_text(&line, "}\n");
	if (watcher->missed || !buffer_append(waiting, buffer_bytes(&line), line.length))
		watcher->missed = true;
	buffer_free(&line);
}

static void tell_file(struct channel *channel, const char *path)
{
	tell(channel->state, "file", "path", path);
}

static void tell_all(const char *type, const char *key, const char *value)
{
	for (struct watcher *watcher = watchers; watcher; watcher = watcher->next)
		tell(watcher, type, key, value);
}

static void tell_reloaded(void)
{
	tell_all("reloaded", NULL, NULL);
}

static void tell_unit(const char *unit)
{
	tell_all("unit", "unit", unit);
}

static void flush(struct timer *timer)
{
	timer->due = 0;
	for (struct watcher *watcher = watchers; watcher; watcher = watcher->next) {
		struct buffer *waiting = &channel_outlet(watcher->channel, STREAM_OUTPUT)->waiting;
		if (watcher->missed && waiting->length < WAITING_LIMIT / 2) {
			watcher->missed = false;
			tell(watcher, "reloaded", NULL, NULL);
		}
		inotify_changes(watcher->channel, tell_file);
	}
	if (changes_tell(tell_reloaded, tell_unit))
		gather(GATHER_MS);
	for (struct watcher *watcher = watchers; watcher; watcher = watcher->next)
		if (watcher->missed)
			gather(TRY_AGAIN_MS);
}

void watch_signal(const struct dbus_message *message)
{
	if (watchers && changes_take(message))
		gather(GATHER_MS);
}

void watch_file_changed(void)
{
	gather(GATHER_MS);
}

static void reconnect(struct timer *timer)
{
	bus_listen(true);
	if (strcmp(bus_kind(), "none")) {
		reconnect_ms = RECONNECT_FIRST_MS;
		changes_note_reload();
		gather(GATHER_MS);
		return;
	}
	reconnect_ms = reconnect_ms * 2 > RECONNECT_LAST_MS ? RECONNECT_LAST_MS : reconnect_ms * 2;
	timer_set(timer, reconnect_ms);
}

void watch_bus_lost(void)
{
	if (watchers)
		timer_set(&reconnecting, RECONNECT_FIRST_MS);
}

static void open_watch(struct channel *channel, struct fields fields)
{
	struct field field;
	struct watcher *watcher = channel->state = calloc(1, sizeof *watcher);
	if (!watcher) {
		channel_fail(channel, "unresponsive", "The machine has no memory left.");
		return;
	}
	watcher->channel = channel;
	watcher->next = watchers;
	watchers = watcher;
	struct outlet *outlet = channel_outlet(channel, STREAM_OUTPUT);
	outlet->waiting.limit = WAITING_LIMIT;
	outlet->ended = false;
	while (fields_next(&fields, &field)) {
		if (field.tag == 'f' && !path_is_plain(field.text)) {
			channel_fail(channel, "bad-path",
				     "The path has to be absolute and without “..”.");
			return;
		}
		if (field.tag == 'f' && !inotify_watch(channel, field.text)) {
			channel_fail(channel, "unsupported",
				     "No more files can be watched in this machine.");
			return;
		}
	}
	bus_listen(true);
	if (!strcmp(bus_kind(), "none"))
		timer_set(&reconnecting, RECONNECT_FIRST_MS);
}

static void close_watch(struct channel *channel)
{
	inotify_forget(channel);
	for (struct watcher **at = &watchers; *at; at = &(*at)->next)
		if (*at == channel->state) {
			*at = (*at)->next;
			break;
		}
	if (watchers)
		return;
	timer_cancel(&gathering);
	timer_cancel(&reconnecting);
	gathering.due = 0;
	changes_forget();
	bus_listen(false);
}

const struct call watch_call = {.code = CALL_WATCH, .open = open_watch, .close = close_watch};
