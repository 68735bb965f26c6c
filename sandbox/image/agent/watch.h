/* Changes in the machine, told to whoever watches. */
#pragma once
#include "dbus.h"

/* Said by bus.c. */
void watch_signal(const struct dbus_message *);
void watch_bus_lost(void);
/* Said by inotify.c: a watched file of this channel changed. */
void watch_file_changed(void);
