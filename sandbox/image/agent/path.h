/* Paths as the client may name them. */
#pragma once
#include <stdbool.h>

/* Absolute, without empty, `.` or `..` parts, and short enough for the kernel. */
bool path_is_plain(const char *path);
/* Opens a regular file, or /dev/null (what a masked unit links to), for reading. Never blocks.
 * -1 with errno: EISDIR for everything that has no content to read. */
int path_open(const char *path);
