/* Listening and bound sockets, as the kernel lists them. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct listener {
	unsigned long inode;
	const char *protocol;
	int port;
	char address[110];
};

struct sockets {
	struct listener *listeners;
	size_t count;
};

/* A new listener at the end, or NULL when there are too many. */
struct listener *sockets_add(struct sockets *);
/* TCP listeners and UDP sockets without a peer, of PID 1's network namespace. */
void sockets_add_internet(struct sockets *);
/* Unix listeners, and datagram sockets with a name. */
void sockets_add_unix(struct sockets *);
