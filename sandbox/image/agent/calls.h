/* Every kind of call the agent answers. */
#pragma once
#include "channel.h"

extern const struct call exec_call, terminal_call, read_call, write_call, facts_call, connect_call,
    watch_call, booted_call, ping_call, clock_call;

/* NULL when there is none of this code. */
const struct call *call_by_code(uint8_t code);
