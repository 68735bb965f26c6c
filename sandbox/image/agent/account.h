/* Accounts of the machine, from /etc/passwd and /etc/group themselves: a static program has no
 * name service to ask. */
#pragma once
#include <stdbool.h>
#include <sys/types.h>

struct account {
	char name[64], home[256], shell[256];
	uid_t uid;
	gid_t gid;
};

/* By name or by number; false when there is none. */
bool account_find(const char *user, struct account *);
/* Becomes this user for good: groups, group, user. False with errno set. */
bool account_become(const struct account *);
