/* The descriptors the loop waits for, gathered anew for every round of poll(2). */
#pragma once

typedef void ready_handler(void *context, int which, short happened);

void poller_clear(void);
/* Adds nothing when the round is full; the next round starts elsewhere, so nobody starves. */
void poller_add(int fd, short events, ready_handler *, void *context, int which);
/* Waits at most `timeout` ms (-1: no limit) and calls the handler of every descriptor added. */
void poller_wait(int timeout);
