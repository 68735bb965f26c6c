/* The one connection to PID 1, made when first needed and again when it was lost. */
#pragma once
#include "dbus.h"

#define SYSTEMD_PATH "/org/freedesktop/systemd1"
#define MANAGER_INTERFACE "org.freedesktop.systemd1.Manager"
#define PROPERTIES_INTERFACE "org.freedesktop.DBus.Properties"

/* `reply` is a DBUS_RETURN or DBUS_ERROR, or NULL when the connection was lost meanwhile. */
typedef void bus_reply_handler(void *context, int which, const struct dbus_message *reply);

/* Queues a call to systemd. False when PID 1 cannot be reached at all right now. */
bool bus_call(const struct dbus_call *, bus_reply_handler *, void *context, int which);
/* Calls made with this context are answered to nobody. */
void bus_forget(const void *context);
/* From now on watch.c is told of signals; keeps the connection up. On the system bus this costs
 * every change a wake-up, so it is switched off again when nobody watches. */
void bus_listen(bool wanted);
/* `private`, `system` or `none`. */
const char *bus_kind(void);

void bus_add_to_poller(void);
