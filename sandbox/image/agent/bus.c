/*
 * PID 1 is reached over its own socket, /run/systemd/private, where no bus stands between. That
 * socket is missing while PID 1 starts or re-executes itself, and where somebody removed it; the
 * system bus serves then. Either way it is made sure that PID 1 is who answers: by the peer's
 * credentials on its own socket, and by the bus daemon's word on the owner of its name otherwise.
 */
#define _GNU_SOURCE
#include "bus.h"
#include "frame.h"
#include "poller.h"
#include "watch.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SYSTEMD_NAME "org.freedesktop.systemd1"
#define DRIVER_NAME "org.freedesktop.DBus"
#define READ_BYTES (16 * 1024)
#define PENDING_LIMIT 16384

struct pending {
	uint32_t serial;
	/* The bus daemon answers this one, not systemd. */
	bool driver;
	bus_reply_handler *handler;
	const void *context;
	int which;
	struct pending *next;
};

static int connection = -1;
/* How many connections were lost: tells a handler's reconnection from the one it was called on. */
static unsigned losses;
static bool on_system_bus, greeted, listening;
/* The last connection to PID 1's own socket came to nothing: try the system bus first. */
static bool private_failed;
static char systemd_owner[64];
static uint32_t last_serial;
static struct buffer inbox = {.limit = DBUS_MESSAGE_LIMIT + READ_BYTES}, outbox;
static struct pending *pending, **pending_end = &pending;
/* Those of a connection just lost, while their callers are told. */
static struct pending *lost;
static unsigned pending_count;

const char *bus_kind(void)
{
	return connection < 0 ? "none" : on_system_bus ? "system" : "private";
}

static void lose(void)
{
	if (connection < 0)
		return;
	close(connection);
	connection = -1;
	losses++;
	private_failed = !on_system_bus && !greeted;
	buffer_free(&inbox);
	buffer_free(&outbox);
	lost = pending;
	pending = NULL;
	pending_end = &pending;
	pending_count = 0;
	while (lost) {
		struct pending *entry = lost;
		lost = entry->next;
		if (entry->context)
			entry->handler((void *)entry->context, entry->which, NULL);
		free(entry);
	}
	watch_bus_lost();
}

static bool queue_call(const struct dbus_call *call, bool driver, bus_reply_handler *handler,
		       const void *context, int which)
{
	struct pending *entry = pending_count < PENDING_LIMIT ? calloc(1, sizeof *entry) : NULL;
	if (!entry)
		return false;
	*entry = (struct pending){.serial = ++last_serial,
				  .driver = driver,
				  .handler = handler,
				  .context = context,
				  .which = which};
	*pending_end = entry;
	pending_end = &entry->next;
	pending_count++;
	dbus_call_write(&outbox, entry->serial, call);
	return true;
}

static void call_driver(const char *member, const char *argument, bus_reply_handler *handler,
			int which)
{
	/* Any context will do: NULL would mean that nobody wants to know. */
	queue_call(&(struct dbus_call){.destination = DRIVER_NAME,
				       .path = "/org/freedesktop/DBus",
				       .interface = DRIVER_NAME,
				       .member = member,
				       .arguments = {argument}},
		   true, handler, handler ? &connection : NULL, which);
}

/* The bus daemon on who owns systemd's name: its connection, then that connection's process. */
static void owner_known(void *context, int which, const struct dbus_message *reply)
{
	(void)context;
	if (!reply)
		return;
	struct dbus_reader body = reply->body;
	bool fits = reply->type == DBUS_RETURN && !strcmp(reply->signature, which ? "u" : "s");
	if (fits && which)
		fits = dbus_read_u32(&body) == 1;
	else if (fits)
		snprintf(systemd_owner, sizeof systemd_owner, "%s", dbus_read_string(&body));
	if (!fits)
		lose();
}

static void call_subscription(void)
{
	call_driver(listening ? "AddMatch" : "RemoveMatch",
		    "type='signal',sender='" SYSTEMD_NAME "'", NULL, 0);
	queue_call(&(struct dbus_call){.destination = SYSTEMD_NAME,
				       .path = SYSTEMD_PATH,
				       .interface = MANAGER_INTERFACE,
				       .member = listening ? "Subscribe" : "Unsubscribe"},
		   false, NULL, NULL, 0);
}

static bool connect_to(const char *path, bool system)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct ucred peer;
	socklen_t length = sizeof peer;
	char greeting[64], uid[16], *at = greeting + 1;
	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return false;
	/* Both sockets are listened on by PID 1: the bus daemon's was handed down by it. */
	if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0 ||
	    getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) < 0 || peer.pid != 1 ||
	    peer.uid != 0) {
		close(fd);
		return false;
	}
	connection = fd;
	on_system_bus = system;
	greeted = false;
	systemd_owner[0] = 0;
	greeting[0] = 0;
	snprintf(uid, sizeof uid, "%u", (unsigned)getuid());
	at += sprintf(at, "AUTH EXTERNAL ");
	for (const char *digit = uid; *digit; digit++)
		at += sprintf(at, "%02x", (unsigned char)*digit);
	at += sprintf(at, "\r\nBEGIN\r\n");
	/* The first bytes on a new socket: there is room for them. */
	if (send(fd, greeting, (size_t)(at - greeting), MSG_NOSIGNAL) != at - greeting) {
		close(fd);
		connection = -1;
		return false;
	}
	if (!system)
		return true;
	call_driver("Hello", NULL, NULL, 0);
	call_driver("GetNameOwner", SYSTEMD_NAME, owner_known, 0);
	call_driver("GetConnectionUnixProcessID", SYSTEMD_NAME, owner_known, 1);
	call_driver("AddMatch",
		    "type='signal',sender='" DRIVER_NAME
		    "',member='NameOwnerChanged',arg0='" SYSTEMD_NAME "'",
		    NULL, 0);
	if (listening)
		call_subscription();
	return true;
}

static bool open_connection(void)
{
	static const char own[] = "/run/systemd/private", bus[] = "/run/dbus/system_bus_socket";
	if (connection >= 0)
		return true;
	if (private_failed)
		return connect_to(bus, true) || connect_to(own, false);
	return connect_to(own, false) || connect_to(bus, true);
}

bool bus_call(const struct dbus_call *call, bus_reply_handler *handler, void *context, int which)
{
	struct dbus_call addressed = *call;
	if (!open_connection())
		return false;
	addressed.destination = on_system_bus ? SYSTEMD_NAME : NULL;
	return queue_call(&addressed, false, handler, context, which);
}

void bus_forget(const void *context)
{
	for (struct pending *entry = pending; entry; entry = entry->next)
		if (entry->context == context)
			entry->context = NULL;
	for (struct pending *entry = lost; entry; entry = entry->next)
		if (entry->context == context)
			entry->context = NULL;
}

void bus_listen(bool wanted)
{
	if (wanted == listening) {
		if (wanted)
			open_connection();
		return;
	}
	listening = wanted;
	if (connection >= 0 && on_system_bus)
		call_subscription();
	else if (wanted)
		open_connection();
}

static void take_reply(const struct dbus_message *message)
{
	for (struct pending **at = &pending; *at; at = &(*at)->next) {
		struct pending *entry = *at;
		if (entry->serial != message->reply_to)
			continue;
		/* An error may come from the bus daemon on systemd's behalf: it was not there. */
		bool from_daemon = on_system_bus && !strcmp(message->sender, DRIVER_NAME);
		if (on_system_bus && !entry->driver &&
		    (from_daemon || strcmp(message->sender, systemd_owner))) {
			lose();
			return;
		}
		*at = entry->next;
		if (!*at)
			pending_end = at;
		pending_count--;
		if (entry->context)
			entry->handler((void *)entry->context, entry->which, message);
		free(entry);
		return;
	}
}

static void take_message(const struct dbus_message *message)
{
	if (message->type == DBUS_RETURN || message->type == DBUS_ERROR)
		take_reply(message);
	else if (message->type != DBUS_SIGNAL)
		return;
	else if (on_system_bus && !strcmp(message->member, "NameOwnerChanged"))
		lose(); /* PID 1 has re-executed itself */
	else if (!on_system_bus || !strcmp(message->sender, systemd_owner))
		watch_signal(message);
}

/* The answer to our greeting is one line; what follows are messages. */
static bool take_greeting(void)
{
	uint8_t *newline = memchr(buffer_bytes(&inbox), '\n', inbox.length);
	if (!newline)
		return inbox.length < 512;
	greeted = inbox.length > 3 && !memcmp(buffer_bytes(&inbox), "OK ", 3);
	buffer_drop(&inbox, (size_t)(newline + 1 - buffer_bytes(&inbox)));
	return greeted;
}

static void receive(void)
{
	uint8_t *room = buffer_reserve(&inbox, READ_BYTES);
	ssize_t count = room ? read(connection, room, READ_BYTES) : 0;
	if (count < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (count <= 0) {
		lose();
		return;
	}
	inbox.length += (size_t)count;
	if (!greeted && !take_greeting()) {
		lose();
		return;
	}
	for (unsigned before = losses; greeted && losses == before;) {
		struct dbus_message message;
		size_t length = dbus_message_length(buffer_bytes(&inbox), inbox.length);
		if (length == 0 || (length != SIZE_MAX && length > inbox.length))
			return;
		if (length == SIZE_MAX ||
		    !dbus_message_read(buffer_bytes(&inbox), length, &message)) {
			lose();
			return;
		}
		take_message(&message);
		if (losses == before)
			buffer_drop(&inbox, length);
	}
}

static void ready(void *context, int which, short happened)
{
	(void)context;
	unsigned before = losses;
	if (!happened || connection != which)
		return;
	if (happened & POLLOUT) {
		ssize_t count =
		    send(connection, buffer_bytes(&outbox), outbox.length, MSG_NOSIGNAL);
		if (count > 0)
			buffer_drop(&outbox, (size_t)count);
		else if (errno != EAGAIN && errno != EINTR) {
			lose();
			return;
		}
	}
	if (losses == before && happened & ~POLLOUT)
		receive();
}

void bus_add_to_poller(void)
{
	/* Calls wait for the answer to our greeting: what comes together with BEGIN, sd-bus leaves
	 * lying until more follows. */
	short output = greeted && outbox.length ? POLLOUT : 0;
	if (connection >= 0)
		poller_add(connection, (short)(POLLIN | output), ready, NULL, connection);
}
