/*
 * Internet sockets are asked for by sock_diag(7), which finds the few that listen in no time. The
 * files in /proc/PID/net walk the whole machine's table of connections for every reading, some
 * milliseconds on a large host; they serve where the kernel offers nothing better.
 */
#define _GNU_SOURCE
#include "sockets.h"
#include "proc.h"
#include "sock_diag.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define LISTENERS_LIMIT 2048
#define TCP_LISTEN 10
/* A datagram socket without a peer. (The kernel borrows TCP's name for it: CLOSE.) */
#define UDP_UNCONNECTED 7
#define UNIX_ACCEPTS_CONNECTIONS 0x10000

struct listener *sockets_add(struct sockets *sockets)
{
	if (sockets->count == LISTENERS_LIMIT)
		return NULL;
	if (sockets->count % 64 == 0) {
		struct listener *more =
		    realloc(sockets->listeners, (sockets->count + 64) * sizeof *more);
		if (!more)
			return NULL;
		sockets->listeners = more;
	}
	return &sockets->listeners[sockets->count++];
}

static const char *protocol_name(int protocol)
{
	return protocol == IPPROTO_TCP ? "tcp" : "udp";
}

static void take_diag(struct sockets *sockets, const struct inet_diag_message *message,
		      int protocol)
{
	struct listener *listener = sockets_add(sockets);
	if (!listener)
		return;
	*listener = (struct listener){.inode = message->inode,
				      .protocol = protocol_name(protocol),
				      .port = ntohs(message->id.source_port)};
	inet_ntop(message->family, message->id.source, listener->address, sizeof listener->address);
}

/* Takes the messages of one answer: 1 when more follow, 0 at the end, -1 when it is a refusal. */
static int take_answer(struct sockets *sockets, const char *answer, size_t length, int protocol)
{
	struct netlink_header header;
	for (size_t at = 0; at + sizeof header <= length; at += (header.length + 3) & ~3u) {
		memcpy(&header, answer + at, sizeof header);
		if (header.type == NLMSG_DONE)
			return 0;
		if (header.type != SOCK_DIAG_BY_FAMILY || header.length > length - at ||
		    header.length < sizeof header + sizeof(struct inet_diag_message))
			return -1;
		take_diag(sockets, (const void *)(answer + at + sizeof header), protocol);
	}
	return 1;
}

/* False when the kernel does not answer this question. */
static bool ask_diag(int netlink, struct sockets *sockets, int family, int protocol)
{
	struct {
		struct netlink_header header;
		struct inet_diag_request request;
	} question = {
	    .header = {.length = sizeof question,
		       .type = SOCK_DIAG_BY_FAMILY,
		       .flags = NLM_F_REQUEST | NLM_F_DUMP},
	    .request = {.family = (uint8_t)family,
			.protocol = (uint8_t)protocol,
			.states = 1u << (protocol == IPPROTO_TCP ? TCP_LISTEN : UDP_UNCONNECTED)},
	};
	static char answer[16384] __attribute__((aligned(8)));
	int more = send(netlink, &question, sizeof question, 0) < 0 ? -1 : 1;
	while (more > 0) {
		ssize_t length = recv(netlink, answer, sizeof answer, 0);
		more = length > 0 ? take_answer(sockets, answer, (size_t)length, protocol) : -1;
	}
	return more == 0;
}

/* Cuts a line at its spaces, in place; what follows the last word asked for stays whole in it. */
static int cut(char *line, char *words[], int most)
{
	int count = 0;
	line[strcspn(line, "\n")] = 0;
	for (line += strspn(line, " "); *line && count < most; line += strspn(line, " ")) {
		words[count++] = line;
		if (count == most)
			break;
		line += strcspn(line, " ");
		if (*line)
			*line++ = 0;
	}
	return count;
}

/* Addresses stand as 32-bit words in the machine's own byte order. */
static void read_address(const char *text, char *address, size_t size)
{
	uint32_t words[4] = {0};
	size_t count = strlen(text) / 8;
	for (size_t i = 0; i < count && i < 4; i++) {
		char word[9] = "";
		memcpy(word, text + 8 * i, 8);
		words[i] = (uint32_t)strtoul(word, NULL, 16);
	}
	inet_ntop(count == 1 ? AF_INET : AF_INET6, words, address, (socklen_t)size);
}

/* proc_pid_net(5): tcp, tcp6, udp, udp6. */
static void read_table(struct sockets *sockets, int family, int protocol)
{
	/* sl local_address rem_address st queues timer retransmits uid timeout inode */
	enum { LOCAL = 1, STATE = 3, INODE = 9, WORDS };
	char path[64], line[512], *word[WORDS], *port;
	snprintf(path, sizeof path, "/proc/1/net/%s%s", protocol_name(protocol),
		 family == AF_INET6 ? "6" : "");
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file)) {
		struct listener *listener;
		if (cut(line, word, WORDS) < WORDS || !(port = strchr(word[LOCAL], ':')) ||
		    strtol(word[STATE], NULL, 16) !=
			(protocol == IPPROTO_TCP ? TCP_LISTEN : UDP_UNCONNECTED) ||
		    !(listener = sockets_add(sockets)))
			continue;
		*port++ = 0;
		*listener = (struct listener){.inode = strtoul(word[INODE], NULL, 10),
					      .protocol = protocol_name(protocol),
					      .port = (int)strtoul(port, NULL, 16)};
		read_address(word[LOCAL], listener->address, sizeof listener->address);
	}
	if (file)
		fclose(file);
}

/* sock_diag answers for the asker's own network namespace. */
static bool shares_namespace(void)
{
	char own[64], theirs[64];
	return proc_link(getpid(), "ns/net", own, sizeof own) &&
	       proc_link(1, "ns/net", theirs, sizeof theirs) && !strcmp(own, theirs);
}

void sockets_add_internet(struct sockets *sockets)
{
	static const int families[] = {AF_INET, AF_INET6}, protocols[] = {IPPROTO_TCP, IPPROTO_UDP};
	struct timeval patience = {.tv_sec = 1};
	int netlink = shares_namespace()
			  ? socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG)
			  : -1;
	if (netlink >= 0)
		setsockopt(netlink, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	for (int i = 0; i < 4; i++) {
		size_t before = sockets->count;
		if (netlink >= 0 && ask_diag(netlink, sockets, families[i / 2], protocols[i % 2]))
			continue;
		sockets->count = before;
		read_table(sockets, families[i / 2], protocols[i % 2]);
	}
	if (netlink >= 0)
		close(netlink);
}

void sockets_add_unix(struct sockets *sockets)
{
	/* Num RefCount Protocol Flags Type St Inode Path */
	enum { FLAGS = 3, TYPE = 4, INODE = 6, PATH = 7, WORDS };
	char line[512], *word[WORDS];
	FILE *file = fopen("/proc/1/net/unix", "re");
	while (file && fgets(line, sizeof line, file)) {
		struct listener *listener;
		const char *protocol = NULL;
		if (cut(line, word, WORDS) < WORDS)
			continue;
		bool listens = strtoul(word[FLAGS], NULL, 16) & UNIX_ACCEPTS_CONNECTIONS;
		switch (strtol(word[TYPE], NULL, 16)) {
		case SOCK_STREAM:
			protocol = listens ? "unix-stream" : NULL;
			break;
		case SOCK_SEQPACKET:
			protocol = listens ? "unix-seqpacket" : NULL;
			break;
		case SOCK_DGRAM:
			protocol = "unix-dgram";
			break;
		}
		if (!protocol || !(listener = sockets_add(sockets)))
			continue;
		*listener = (struct listener){.inode = strtoul(word[INODE], NULL, 10),
					      .protocol = protocol};
		snprintf(listener->address, sizeof listener->address, "%.109s", word[PATH]);
	}
	if (file)
		fclose(file);
}
