/* Moments at which something is to be done, on the monotonic clock, in ms. */
#pragma once
#include <stdint.h>

struct timer {
	void (*fire)(struct timer *);
	int64_t due;
	struct timer *next;
};

int64_t now_ms(void);
/* Sets or moves the timer: it fires once, `ms` from now. */
void timer_set(struct timer *, int64_t ms);
void timer_cancel(struct timer *);
/* ms until the next timer is due, or -1: what poll(2) wants to know. */
int timer_wait(void);
void timer_fire_due(void);

#define container_of(member_pointer, type, member)                                                 \
	((type *)((char *)(member_pointer) - __builtin_offsetof(type, member)))
