/*
 * PID 1 loads a unit merely because somebody asks about it, and forgets it right after: UnitNew
 * and UnitRemoved, and nothing has changed. Such a pair is not told. It would be worse than
 * noise: whoever looks again at every change would cause the next one by looking. For the same
 * reason PropertiesChanged is only told when it says something else than the last time: a unit
 * that is loaded touches those it depends on, and they announce themselves unchanged.
 */
#include "changes.h"
#include "bus.h"
#include "timer.h"
#include "unit.h"
#include <stdlib.h>
#include <string.h>

/* How long a unit that was only loaded, or only forgotten, is waited for to show what it is. */
#define UNDECIDED_MS 200
#define UNITS_LIMIT 1024
/* A power of two. Two units that share a place are told once too often, nothing worse. */
#define REMEMBERED 1024

struct unit {
	bool loaded, forgotten, changed;
	int64_t since;
	struct unit *next;
	char name[];
};

static struct unit *units;
static unsigned unit_count;
static bool reloaded;
/* Fingerprints of what was last said of a unit's interface, by a fingerprint of the two. */
static struct {
	uint64_t subject, content;
} remembered[REMEMBERED];

static struct unit *note(const char *name)
{
	for (struct unit *unit = units; unit; unit = unit->next)
		if (!strcmp(unit->name, name))
			return unit;
	struct unit *unit =
	    unit_count < UNITS_LIMIT ? calloc(1, sizeof *unit + strlen(name) + 1) : NULL;
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

static bool take_manager_signal(const struct dbus_message *message)
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
		return false;
	}
	return true;
}

bool changes_take(const struct dbus_message *message)
{
	char name[512];
	struct unit *unit;
	if (!strcmp(message->interface, MANAGER_INTERFACE))
		return take_manager_signal(message);
	if (strcmp(message->member, "PropertiesChanged") ||
	    !unit_from_path(message->path, name, sizeof name) || is_repetition(message))
		return false;
	if ((unit = note(name)))
		unit->changed = true;
	return true;
}

void changes_note_reload(void)
{
	reloaded = true;
}

/* Tells what is decided about a unit; false when it has to be waited for. */
static bool settle(const struct unit *unit, void (*tell)(const char *unit))
{
	bool only_looked_at = unit->loaded && unit->forgotten && !unit->changed;
	bool undecided = !unit->changed && !only_looked_at;
	if (undecided && now_ms() - unit->since < UNDECIDED_MS)
		return false;
	if (!only_looked_at)
		tell(unit->name);
	return true;
}

bool changes_tell(void (*tell_reloaded)(void), void (*tell_unit)(const char *unit))
{
	if (reloaded)
		tell_reloaded();
	reloaded = false;
	for (struct unit **at = &units; *at;) {
		struct unit *unit = *at;
		if (!settle(unit, tell_unit)) {
			at = &unit->next;
			continue;
		}
		*at = unit->next;
		unit_count--;
		free(unit);
	}
	return units != NULL;
}

void changes_forget(void)
{
	while (units) {
		struct unit *next = units->next;
		free(units);
		units = next;
	}
	unit_count = 0;
	reloaded = false;
	memset(remembered, 0, sizeof remembered);
}
