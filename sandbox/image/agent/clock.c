/*
 * Sets the machine's clock, for a machine that stood still while time went on.
 *   t ms since the epoch
 * Answer: empty.
 */
#include "calls.h"
#include <stdlib.h>
#include <time.h>

static void open_clock(struct channel *channel, struct fields fields)
{
	struct field field;
	long long at = -1;
	while (fields_next(&fields, &field))
		if (field.tag == 't')
			at = atoll(field.text);
	struct timespec time = {.tv_sec = (time_t)(at / 1000),
				.tv_nsec = (long)(at % 1000) * 1000000};
	if (at < 0 || clock_settime(CLOCK_REALTIME, &time) < 0)
		channel_fail(channel, "unsupported", "The clock of this machine cannot be set.");
	else
		channel_end(channel, "");
}

const struct call clock_call = {.code = CALL_CLOCK, .open = open_clock};
