/* What PID 1's signals say has changed, until it is told. */
#pragma once
#include "dbus.h"

/* Takes a signal; false when it says nothing of interest. */
bool changes_take(const struct dbus_message *);
/* Everything may have changed: what was said while nobody listened is unknown. */
void changes_note_reload(void);
/* Tells what is decided; returns whether something is left that has to be waited for. */
bool changes_tell(void (*reloaded)(void), void (*unit)(const char *unit));
void changes_forget(void);
