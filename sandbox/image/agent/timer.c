#include "timer.h"
#include <limits.h>
#include <stddef.h>
#include <time.h>

static struct timer *timers;

int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void timer_cancel(struct timer *timer)
{
	for (struct timer **at = &timers; *at; at = &(*at)->next)
		if (*at == timer) {
			*at = timer->next;
			break;
		}
	timer->next = NULL;
}

void timer_set(struct timer *timer, int64_t ms)
{
	timer_cancel(timer);
	timer->due = now_ms() + ms;
	timer->next = timers;
	timers = timer;
}

int timer_wait(void)
{
	if (!timers)
		return -1;
	int64_t earliest = INT64_MAX;
	for (struct timer *timer = timers; timer; timer = timer->next)
		if (timer->due < earliest)
			earliest = timer->due;
	int64_t left = earliest - now_ms();
	return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

void timer_fire_due(void)
{
	int64_t now = now_ms();
	/* A timer that fires may set or cancel any other: start over after each. */
	for (struct timer *timer = timers; timer;) {
		if (timer->due > now) {
			timer = timer->next;
			continue;
		}
		timer_cancel(timer);
		timer->fire(timer);
		timer = timers;
	}
}
