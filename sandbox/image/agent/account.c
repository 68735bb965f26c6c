#define _GNU_SOURCE
#include "account.h"
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A test has accounts of its own. */
#ifndef PASSWD_FILE
#define PASSWD_FILE "/etc/passwd"
#endif

#define GROUPS_LIMIT 64
#define LINE_LIMIT 4096

/* Cuts a line of the form a:b:c into its fields, in place; returns how many there are. */
static int cut(char *line, char *fields[], int most)
{
	int count = 0;
	line[strcspn(line, "\n")] = 0;
	while (line && count < most)
		fields[count++] = strsep(&line, ":");
	return count;
}

static void copy(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from);
}

bool account_find(const char *user, struct account *account)
{
	char line[LINE_LIMIT], *field[7];
	bool found = false;
	FILE *file = fopen(PASSWD_FILE, "re");
	if (!file)
		return false;
	while (!found && fgets(line, sizeof line, file)) {
		if (cut(line, field, 7) < 7 || (strcmp(field[0], user) && strcmp(field[2], user)))
			continue;
		copy(account->name, sizeof account->name, field[0]);
		account->uid = (uid_t)strtoul(field[2], NULL, 10);
		account->gid = (gid_t)strtoul(field[3], NULL, 10);
		copy(account->home, sizeof account->home, field[5][0] ? field[5] : "/");
		copy(account->shell, sizeof account->shell, field[6][0] ? field[6] : "/bin/sh");
		found = true;
	}
	fclose(file);
	return found;
}

/* Whether `name` stands in the comma-separated list of a group's members. */
static bool is_member(char *members, const char *name)
{
	char *member;
	while ((member = strsep(&members, ",")))
		if (!strcmp(member, name))
			return true;
	return false;
}

bool account_become(const struct account *account)
{
	/* An ordinary user, as in a test, can only stay who they are. */
	if (geteuid() != 0 && geteuid() == account->uid)
		return true;
	gid_t groups[GROUPS_LIMIT] = {account->gid};
	size_t count = 1;
	char line[LINE_LIMIT], *field[4];
	FILE *file = fopen("/etc/group", "re");
	while (file && count < GROUPS_LIMIT && fgets(line, sizeof line, file))
		if (cut(line, field, 4) == 4 && is_member(field[3], account->name))
			groups[count++] = (gid_t)strtoul(field[2], NULL, 10);
	if (file)
		fclose(file);
	return setgroups(count, groups) == 0 && setgid(account->gid) == 0 &&
	       setuid(account->uid) == 0;
}
