#define _GNU_SOURCE
#include "hello.h"
#include "bus.h"
#include "frame.h"
#include "json.h"
#include "proc.h"
#include "timer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define PATIENCE_MS 2000
#define ASK_AGAIN_MS 20

static int systemd_version;

/* Takes the value of a line `KEY=value` or `KEY="value"`. */
static void take_value(const char *line, const char *key, char *value, size_t size)
{
	size_t length = strlen(key);
	if (strncmp(line, key, length) || line[length] != '=')
		return;
	line += length + 1;
	line += *line == '"';
	snprintf(value, size, "%.*s", (int)strcspn(line, "\"\n"), line);
}

/* NAME and VERSION_ID of os-release(5): "Debian 12". */
static void release_to_json(struct buffer *json)
{
	char line[256], name[64] = "Linux", version[32] = "", text[100];
	FILE *file = fopen("/etc/os-release", "re");
	while (file && fgets(line, sizeof line, file)) {
		take_value(line, "NAME", name, sizeof name);
		take_value(line, "VERSION_ID", version, sizeof version);
	}
	if (file)
		fclose(file);
	char *suffix = strstr(name, " GNU/Linux");
	if (suffix)
		*suffix = 0;
	snprintf(text, sizeof text, version[0] ? "%s %s" : "%s", name, version);
	json_text(json, text);
}

/* cgroups(7): what the root of the machine's cgroup v2 hierarchy offers. */
static void controllers_to_json(struct buffer *json)
{
	char line[256] = "", *rest = line, *word;
	FILE *file = fopen("/sys/fs/cgroup/cgroup.controllers", "re");
	if (file) {
		if (!fgets(line, sizeof line, file))
			line[0] = 0;
		fclose(file);
	}
	buffer_text(json, "[");
	while ((word = strsep(&rest, " \n")))
		if (*word) {
			json_next(json);
			json_text(json, word);
		}
	buffer_text(json, "]");
}

/* user_namespaces(7): the first namespace maps everything onto itself. */
static bool in_user_namespace(void)
{
	char line[64] = "", *rest = line;
	FILE *file = fopen("/proc/self/uid_map", "re");
	if (!file)
		return false;
	if (!fgets(line, sizeof line, file))
		line[0] = 0;
	fclose(file);
	unsigned long inside = strtoul(rest, &rest, 10), outside = strtoul(rest, &rest, 10);
	return inside != 0 || outside != 0 || strtoul(rest, NULL, 10) != UINT32_MAX;
}

static void ask(struct timer *);
static struct timer again = {.fire = ask};

static void send_hello(struct timer *timer)
{
	struct buffer json = {0};
	timer_cancel(timer);
	timer_cancel(&again);
	bus_forget(&systemd_version);
	buffer_text(&json, "{");
	json_key(&json, "protocol");
	json_integer(&json, PROTOCOL_VERSION);
	json_key(&json, "systemd");
	json_integer(&json, systemd_version);
	json_key(&json, "release");
	release_to_json(&json);
	json_key(&json, "pid");
	json_integer(&json, getpid());
	json_key(&json, "bus");
	json_text(&json, bus_kind());
	json_key(&json, "controllers");
	controllers_to_json(&json);
	json_key(&json, "seccomp");
	buffer_text(&json, prctl(PR_GET_SECCOMP) >= 0 ? "true" : "false");
	json_key(&json, "userNamespace");
	buffer_text(&json, in_user_namespace() ? "true}" : "false}");
	frame_send(FRAME_SYNC, 0, SYNC_TEXT, sizeof SYNC_TEXT - 1);
	frame_send(FRAME_HELLO, 0, buffer_bytes(&json), json.length);
	buffer_free(&json);
}

static struct timer patience = {.fire = send_hello};

/* While it starts, systemd is there already and cannot be asked yet. */
static bool systemd_is_starting(void)
{
	struct buffer name = {0};
	bool starting = proc_read(1, "comm", &name) && buffer_append(&name, "", 1) &&
			(!strcmp((char *)buffer_bytes(&name), "systemd\n") ||
			 !strcmp((char *)buffer_bytes(&name), "init\n"));
	buffer_free(&name);
	return starting;
}

static void version_known(void *context, int which, const struct dbus_message *reply)
{
	(void)context;
	(void)which;
	if (reply && reply->type == DBUS_RETURN && !strcmp(reply->signature, "v")) {
		struct dbus_reader body = reply->body;
		if (!strcmp(dbus_read_signature(&body), "s")) {
			const char *version = dbus_read_string(&body);
			systemd_version = atoi(version + (version[0] == 'v'));
		}
	}
	if (reply || !systemd_is_starting())
		send_hello(&patience);
	else
		timer_set(&again, ASK_AGAIN_MS);
}

static void ask(struct timer *timer)
{
	struct dbus_call call = {.path = SYSTEMD_PATH,
				 .interface = PROPERTIES_INTERFACE,
				 .member = "Get",
				 .arguments = {MANAGER_INTERFACE, "Version"}};
	if (bus_call(&call, version_known, &systemd_version, 0))
		return;
	if (systemd_is_starting())
		timer_set(timer, ASK_AGAIN_MS);
	else
		send_hello(&patience);
}

void hello_say(void)
{
	bus_forget(&systemd_version);
	timer_set(&patience, PATIENCE_MS);
	ask(&again);
}
