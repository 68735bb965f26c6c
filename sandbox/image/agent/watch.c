/*
 * Changes of units and files, gathered for a moment and told without repetition.
 *   f file (repeated)
 * Streams: output, one MachineEvent of src/machine/machine.ts as JSON a line. No answer: it goes
 * on until it is called off.
 *
 * PID 1 loads a unit merely because somebody asks about it, and forgets it right after: UnitNew
 * and UnitRemoved, and nothing has changed. Such a pair is not told. It would be worse than
 * noise: whoever looks again at every change would cause the next one by looking. For the same
 * reason PropertiesChanged is only told when it says something else than the last time: a unit
 * that is loaded touches those it depends on, and they announce themselves unchanged.
 */
#include "bus.h"
#include "calls.h"
#include "inotify.h"
#include "json.h"
#include "path.h"
#include "unit.h"
#include "watch.h"
#include <stdlib.h>
#include <string.h>

#define GATHER_MS 20
/* How long a unit that was only loaded, or only forgotten, is waited for to show what it is. */
#define UNDECIDED_MS 200
#define UNITS_LIMIT 1024
/* A power of two. Two units that share a place are told once too often, nothing worse. */
#define REMEMBERED 1024
#define WAITING_LIMIT (64 * 1024)
#define RECONNECT_FIRST_MS 50
#define RECONNECT_LAST_MS 5000

struct unit {
	bool loaded, forgotten, changed;
	int64_t since;
	struct unit *next;
	char name[];
};

struct watcher {
	struct channel *channel;
	/* Something did not fit: the client has to look at everything anew. */
	bool missed;
	struct watcher *next;
};

static struct watcher *watchers;
static struct unit *units;
static unsigned unit_count;
static bool reloaded;
/* Fingerprints of what was last said of a unit's interface, by a fingerprint of the two. */
static struct {
	uint64_t subject, content;
} remembered[REMEMBERED];
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

static struct unit *note(const char *name)
{
	for (struct unit *unit = units; unit; unit = unit->next)
		if (!strcmp(unit->name, name))
			return unit;
	struct unit *unit = unit_count < UNITS_LIMIT ? calloc(1, sizeof *unit + strlen(name) + 1) : NULL;
	if (!unit) {
		reloaded = true;
		return NULL;
	}
	strcpy(unit->name, name);
	unit->since = now_ms();
	unit->next = units;
	units = unit;
	unit_count++;
	return unit;
}

static void forget_units(void)
{
	while (units) {
		struct unit *next = units->next;
		free(units);
		units = next;
	}
	unit_count = 0;
}

static void tell(struct watcher *watcher, const char *type, const char *key, const char *value)
{
	struct buffer line = {0}, *waiting = &channel_outlet(watcher->channel, STREAM_OUTPUT)->waiting;
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

/* Tells what is decided about a unit; false when it has to be waited for. */
static bool settle(const struct unit *unit)
{
	bool only_looked_at = unit->loaded && unit->forgotten && !unit->changed;
	bool undecided = !unit->changed && !only_looked_at;
	if (undecided && now_ms() - unit->since < UNDECIDED_MS)
		return false;
	if (!only_looked_at)
		tell_all("unit", "unit", unit->name);
	return true;
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
		if (watcher->missed)
			gather(UNDECIDED_MS);
	}
	if (reloaded)
		tell_all("reloaded", NULL, NULL);
	reloaded = false;
	for (struct unit **at = &units; *at;) {
		struct unit *unit = *at;
		if (!settle(unit)) {
			at = &unit->next;
			continue;
		}
		*at = unit->next;
		unit_count--;
		free(unit);
	}
	if (units)
		gather(GATHER_MS);
}

void watch_file_changed(void)
{
	gather(GATHER_MS);
}

/* FNV-1a */
static uint64_t fingerprint(uint64_t hash, const void *bytes, size_t length)
{
	for (const uint8_t *at = bytes; length--; at++)
		hash = (hash ^ *at) * UINT64_C(0x100000001B3);
	return hash;
}

/* Whether a PropertiesChanged signal says the same as the last one of its subject. */
static bool is_repetition(const struct dbus_message *message)
{
	struct dbus_reader body = message->body;
	const uint64_t start = UINT64_C(0xCBF29CE484222325);
	const char *interface = dbus_read_string(&body);
	uint64_t subject = fingerprint(start, message->path, strlen(message->path));
	subject = fingerprint(subject, interface, strlen(interface));
	uint64_t content = fingerprint(start, body.bytes + body.at, body.end - body.at);
	size_t place = subject % REMEMBERED;
	bool same = remembered[place].subject == subject && remembered[place].content == content;
	remembered[place].subject = subject;
	remembered[place].content = content;
	return same;
}

static void manager_signal(const struct dbus_message *message)
{
	struct dbus_reader body = message->body;
	struct unit *unit;
	const char *member = message->member, *signature = message->signature;
	if (!strcmp(member, "UnitFilesChanged")) {
		reloaded = true;
	} else if (!strcmp(member, "Reloading") && !strcmp(signature, "b")) {
		reloaded |= !dbus_read_u32(&body); /* true when it begins, false when it is done */
	} else if (!strcmp(member, "UnitNew") && !strcmp(signature, "so")) {
		if ((unit = note(dbus_read_string(&body))))
			unit->loaded = true;
	} else if (!strcmp(member, "UnitRemoved") && !strcmp(signature, "so")) {
		if ((unit = note(dbus_read_string(&body))))
			unit->forgotten = true;
	} else if (!strcmp(member, "JobRemoved") && !strcmp(signature, "uoss")) {
		dbus_read_u32(&body);
		dbus_read_string(&body);
		if ((unit = note(dbus_read_string(&body))))
			unit->changed = true;
	} else {
		return;
	}
	gather(GATHER_MS);
}

void watch_signal(const struct dbus_message *message)
{
	char name[512];
	struct unit *unit;
	if (!watchers)
		return;
	if (!strcmp(message->interface, MANAGER_INTERFACE)) {
		manager_signal(message);
	} else if (!strcmp(message->member, "PropertiesChanged") &&
		   unit_from_path(message->path, name, sizeof name) && !is_repetition(message) &&
		   (unit = note(name))) {
		unit->changed = true;
		gather(GATHER_MS);
	}
}

static void reconnect(struct timer *timer)
{
	bus_listen(true);
	if (strcmp(bus_kind(), "none")) {
		reconnect_ms = RECONNECT_FIRST_MS;
		reloaded = true;
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
			channel_fail(channel, "bad-path", "The path has to be absolute and without “..”.");
			return;
		}
		if (field.tag == 'f' && !inotify_watch(channel, field.text)) {
			channel_fail(channel, "unsupported", "No more files can be watched in this machine.");
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
	free(channel->state);
	channel->state = NULL;
	if (watchers)
		return;
	timer_cancel(&gathering);
	timer_cancel(&reconnecting);
	gathering.due = 0;
	reloaded = false;
	memset(remembered, 0, sizeof remembered);
	forget_units();
	bus_listen(false);
}

const struct call watch_call = {.code = CALL_WATCH, .open = open_watch, .close = close_watch};
