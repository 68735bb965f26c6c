/* Files that are watched for a channel, also while they, or their directories, do not exist. */
#pragma once
#include "channel.h"

bool inotify_watch(struct channel *, const char *path);
void inotify_forget(const struct channel *);
/* Calls `tell` for every file of the channel that changed since the last time. */
void inotify_changes(struct channel *, void (*tell)(struct channel *, const char *path));
void inotify_add_to_poller(void);
