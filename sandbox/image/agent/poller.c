#include "poller.h"
#include "protocol.h"
#include <poll.h>

#define WAITED_LIMIT (3 * CHANNEL_LIMIT + 8)

static struct pollfd waited[WAITED_LIMIT];
static struct {
	ready_handler *handler;
	void *context;
	int which;
} handlers[WAITED_LIMIT];
static int count;

void poller_clear(void)
{
	count = 0;
}

void poller_add(int fd, short events, ready_handler *handler, void *context, int which)
{
	if (count == WAITED_LIMIT)
		return;
	waited[count] = (struct pollfd){.fd = fd, .events = events};
	handlers[count].handler = handler;
	handlers[count].context = context;
	handlers[count].which = which;
	count++;
}

void poller_wait(int timeout)
{
	if (poll(waited, (nfds_t)count, timeout) < 0)
		return;
	/* Also those nothing happened to: a channel may wait for exactly that. */
	for (int i = 0; i < count; i++)
		handlers[i].handler(handlers[i].context, handlers[i].which, waited[i].revents);
}
