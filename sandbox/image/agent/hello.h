/* The agent's first word: what it is, and what it found. */
#pragma once

/* Sends SYNC and HELLO as soon as PID 1 has said its version, or has not within a moment. */
void hello_say(void);
