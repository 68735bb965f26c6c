/*
 * PID 1 reads a template anew for each of its instances, and nothing tells when a drop-in appeared
 * in between. What stat(2) says of the files answers that for a hundredth of the price of asking
 * PID 1: ctime cannot be set back.
 */
#define _GNU_SOURCE
#include "unit_files.h"
#include "json.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The system manager's search path (systemd.unit(5)). */
static const char *const folders[] = {
    "/etc/systemd/system.control",
    "/run/systemd/system.control",
    "/run/systemd/transient",
    "/run/systemd/generator.early",
    "/etc/systemd/system",
    "/etc/systemd/system.attached",
    "/run/systemd/system",
    "/run/systemd/system.attached",
    "/run/systemd/generator",
    "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system",
    "/run/systemd/generator.late",
};

#define ENTRIES_LIMIT 4096
/* Drop-ins lie in folders of these. */
#define DEPTH 1

struct walk {
	/* Of units and drop-ins, and of who wants whom. */
	uint64_t files, links;
	int entries;
};

/* FNV-1a. */
static uint64_t hash(uint64_t so_far, const void *bytes, size_t length)
{
	for (const uint8_t *byte = bytes; length--; byte++)
		so_far = (so_far ^ *byte) * 0x100000001b3;
	return so_far;
}

/* Folders of links that systemctl enable makes. Their own times tell when one comes or goes. */
static bool holds_links(const char *name)
{
	const char *dot = strrchr(name, '.');
	return dot && (!strcmp(dot, ".wants") || !strcmp(dot, ".requires"));
}

static void add(uint64_t *sum, uint64_t name, const struct stat *status)
{
	/* Fields one by one: there may be anything between them. */
	const int64_t said[] = {
	    (int64_t)status->st_dev,
	    (int64_t)status->st_ino,
	    (int64_t)status->st_mode,
	    (int64_t)status->st_size,
	    (int64_t)status->st_mtim.tv_sec,
	    (int64_t)status->st_mtim.tv_nsec,
	    (int64_t)status->st_ctim.tv_sec,
	    (int64_t)status->st_ctim.tv_nsec,
	};
	/* A sum, for a folder lists its entries in any order. */
	*sum += hash(name, said, sizeof said);
}

static void look_into(struct walk *walk, int folder, uint64_t name, int depth)
{
	DIR *entries = fdopendir(folder);
	if (!entries) {
		close(folder);
		return;
	}
	for (struct dirent *entry; (entry = readdir(entries)) && walk->entries < ENTRIES_LIMIT;) {
		struct stat status;
		uint64_t inner = hash(name, entry->d_name, strlen(entry->d_name) + 1);
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
		    fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		walk->entries++;
		if (holds_links(entry->d_name)) {
			add(&walk->links, inner, &status);
			continue;
		}
		add(&walk->files, inner, &status);
		if (S_ISLNK(status.st_mode) && fstatat(folder, entry->d_name, &status, 0) == 0)
			add(&walk->files, inner, &status);
		if (S_ISDIR(status.st_mode) && depth > 0) {
			int inside =
			    openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
			if (inside >= 0)
				look_into(walk, inside, inner, depth - 1);
		}
	}
	closedir(entries);
}

static void sum_to_json(uint64_t sum, struct buffer *json)
{
	char text[17];
	snprintf(text, sizeof text, "%016llx", (unsigned long long)sum);
	json_text(json, text);
}

void unit_files_to_json(struct buffer *json)
{
	struct walk walk = {0};
	struct timespec now;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		int folder = open(folders[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (folder >= 0)
			look_into(&walk, folder, i + 1, DEPTH);
	}
	if (walk.entries == ENTRIES_LIMIT && clock_gettime(CLOCK_MONOTONIC, &now) == 0)
		walk.files = hash(walk.files, &now, sizeof now);
	json_key(json, "unitFiles");
	sum_to_json(walk.files, json);
	json_key(json, "unitLinks");
	sum_to_json(walk.links, json);
}
