/*
 * A connection made by the lab itself.
 *   k tcp | unix-stream | unix-seqpacket   h numeric address or path   p port
 *   s keep our sending side open   t timeout, ms
 * Streams: input (what is sent), output (what comes back, at most 64 KiB).
 * Answer: {"outcome":…,"local":…}
 */
#define _GNU_SOURCE
#include "calls.h"
#include "json.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A full backlog of a Unix socket is only told by trying again. */
#define RETRY_MS 20

struct probe {
	union {
		struct sockaddr any;
		struct sockaddr_in in;
		struct sockaddr_in6 in6;
		struct sockaddr_un un;
	} to;
	socklen_t to_length;
	int type;
	bool connected, keep_open;
	int64_t deadline;
	char local[80];
};

static void finish(struct channel *channel, const char *outcome)
{
	struct probe *probe = channel->state;
	struct buffer answer = {0};
	buffer_text(&answer, "{\"outcome\":");
	json_text(&answer, outcome);
	json_key(&answer, "local");
	json_text(&answer, probe->local);
	buffer_append(&answer, "}", 2);
	channel_end(channel, answer.memory ? (char *)buffer_bytes(&answer) : "{}");
	buffer_free(&answer);
}

static void finish_errno(struct channel *channel, int error)
{
	switch (error) {
	case ECONNREFUSED:
	case EPROTOTYPE:
		finish(channel, "refused");
		break;
	case ECONNRESET:
	case EPIPE:
		finish(channel, "reset");
		break;
	case EACCES:
	case EPERM:
		finish(channel, "denied");
		break;
	case ENOENT:
	case ENOTDIR:
		finish(channel, "absent");
		break;
	case ETIMEDOUT:
		finish(channel, "timeout");
		break;
	default:
		finish(channel, "unreachable");
	}
}

/* `address:port` for TCP. For Unix sockets `pid-uid`, as it stands in the name of an instance
 * that systemd makes for the connection. */
static void note_local(struct channel *channel)
{
	struct probe *probe = channel->state;
	struct sockaddr_storage own;
	socklen_t length = sizeof own;
	char address[INET6_ADDRSTRLEN] = "";
	if (probe->to.any.sa_family == AF_UNIX) {
		snprintf(probe->local, sizeof probe->local, "%d-%d", (int)getpid(), (int)getuid());
		return;
	}
	if (getsockname(channel->inlet.fd, (struct sockaddr *)&own, &length) < 0)
		return;
	if (own.ss_family == AF_INET) {
		struct sockaddr_in *in = (struct sockaddr_in *)&own;
		inet_ntop(AF_INET, &in->sin_addr, address, sizeof address);
		snprintf(probe->local, sizeof probe->local, "%s:%d", address, ntohs(in->sin_port));
	} else {
		struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&own;
		inet_ntop(AF_INET6, &in6->sin6_addr, address, sizeof address);
		snprintf(probe->local, sizeof probe->local, "[%s]:%d", address,
			 ntohs(in6->sin6_port));
	}
}

/* Sends what waits; once everything is sent, says so to the peer. */
static void send_input(struct channel *channel)
{
	struct probe *probe = channel->state;
	struct inlet *inlet = &channel->inlet;
	channel->wait_writable = false;
	while (inlet->fd >= 0 && inlet->waiting.length) {
		ssize_t count = send(inlet->fd, buffer_bytes(&inlet->waiting),
				     inlet->waiting.length, MSG_NOSIGNAL);
		if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
			channel->wait_writable = true;
			return;
		}
		if (count < 0) /* the peer has had enough: reading tells how it ended */
			channel_consume(channel, inlet->waiting.length);
		else
			channel_consume(channel, (size_t)count);
	}
	if (inlet->complete && !probe->keep_open && inlet->fd >= 0)
		shutdown(inlet->fd, SHUT_WR);
}

static void connected(struct channel *channel)
{
	struct probe *probe = channel->state;
	probe->connected = true;
	timer_set(&channel->timer, probe->deadline - now_ms());
	note_local(channel);
	channel->outlets[0].fd = fcntl(channel->inlet.fd, F_DUPFD_CLOEXEC, 0);
	channel->outlets[0].allowance = CONNECT_RECEIVED_LIMIT;
	channel->outlets[0].ended = false;
	send_input(channel);
}

static void try_connect(struct channel *channel)
{
	struct probe *probe = channel->state;
	channel->inlet.fd =
	    socket(probe->to.any.sa_family, probe->type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (channel->inlet.fd < 0) {
		finish_errno(channel, errno);
	} else if (connect(channel->inlet.fd, &probe->to.any, probe->to_length) == 0) {
		connected(channel);
	} else if (errno == EINPROGRESS) {
		channel->wait_writable = true;
	} else if (errno == EAGAIN) {
		channel_close_inlet(channel);
		int64_t left = probe->deadline - now_ms();
		timer_set(&channel->timer, left < RETRY_MS ? left : RETRY_MS);
	} else {
		finish_errno(channel, errno);
	}
}

static void writable(struct channel *channel)
{
	struct probe *probe = channel->state;
	int error = 0;
	socklen_t length = sizeof error;
	if (probe->connected) {
		send_input(channel);
		return;
	}
	getsockopt(channel->inlet.fd, SOL_SOCKET, SO_ERROR, &error, &length);
	if (error)
		finish_errno(channel, error);
	else
		connected(channel);
}

static bool set_unix(struct probe *probe, const char *path)
{
	size_t length = strlen(path);
	if (length == 0 || length >= sizeof probe->to.un.sun_path)
		return false;
	probe->to.un.sun_family = AF_UNIX;
	memcpy(probe->to.un.sun_path, path, length + 1);
	probe->to_length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + 1);
	if (path[0] == '@') { /* abstract: no terminating NUL belongs to the name */
		probe->to.un.sun_path[0] = 0;
		probe->to_length--;
	}
	return true;
}

static bool set_tcp(struct probe *probe, const char *host, int port)
{
	if (port < 1 || port > 65535)
		return false;
	if (!strcmp(host, "localhost"))
		host = "127.0.0.1";
	if (inet_pton(AF_INET, host, &probe->to.in.sin_addr) == 1) {
		probe->to.in.sin_family = AF_INET;
		probe->to.in.sin_port = htons((uint16_t)port);
		probe->to_length = sizeof probe->to.in;
		return true;
	}
	probe->to.in6.sin6_family = AF_INET6;
	probe->to.in6.sin6_port = htons((uint16_t)port);
	probe->to_length = sizeof probe->to.in6;
	return inet_pton(AF_INET6, host, &probe->to.in6.sin6_addr) == 1;
}

static void open_connect(struct channel *channel, struct fields fields)
{
	struct field field;
	const char *kind = "tcp", *host = "";
	int port = 0, timeout_ms = 3000;
	struct probe *probe = channel->state = calloc(1, sizeof *probe);
	if (!probe) {
		channel_fail(channel, "unresponsive", "The machine has no memory left.");
		return;
	}
	while (fields_next(&fields, &field)) {
		if (field.tag == 'k')
			kind = field.text;
		else if (field.tag == 'h')
			host = field.text;
		else if (field.tag == 'p')
			port = atoi(field.text);
		else if (field.tag == 's')
			probe->keep_open = true;
		else if (field.tag == 't')
			timeout_ms = atoi(field.text);
	}
	probe->deadline = now_ms() + timeout_ms;
	probe->type = strcmp(kind, "unix-seqpacket") ? SOCK_STREAM : SOCK_SEQPACKET;
	if (!(strcmp(kind, "tcp") ? set_unix(probe, host) : set_tcp(probe, host, port))) {
		channel_fail(channel, "unsupported",
			     "That is neither a numeric address with a port nor a socket path of "
			     "at most 107 bytes.");
		return;
	}
	timer_set(&channel->timer, timeout_ms);
	try_connect(channel);
}

static void input(struct channel *channel)
{
	struct probe *probe = channel->state;
	if (probe->connected && !channel->wait_writable)
		send_input(channel);
}

static void outlet_ended(struct channel *channel, enum stream stream, int error)
{
	(void)stream;
	if (error)
		finish_errno(channel, error);
	else
		finish(channel, "closed");
}

static void timeout(struct channel *channel)
{
	struct probe *probe = channel->state;
	if (now_ms() >= probe->deadline)
		finish(channel, "timeout");
	else
		try_connect(channel);
}

const struct call connect_call = {
    .code = CALL_CONNECT,
    .open = open_connect,
    .input = input,
    .writable = writable,
    .outlet_ended = outlet_ended,
    .timeout = timeout,
};
