#include "unit.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define PREFIX "/org/freedesktop/systemd1/unit/"

static const char hex[] = "0123456789abcdef";

bool unit_to_path(const char *unit, char *path, size_t size)
{
	size_t length = sizeof PREFIX - 1;
	if (size < sizeof PREFIX + 4)
		return false;
	memcpy(path, PREFIX, length);
	if (!*unit)
		path[length++] = '_';
	for (const char *c = unit; *c; c++) {
		unsigned char byte = (unsigned char)*c;
		if (length + 4 > size)
			return false;
		if ((byte | 32) >= 'a' && (byte | 32) <= 'z') {
			path[length++] = *c;
		} else if (c != unit && byte >= '0' && byte <= '9') {
			path[length++] = *c;
		} else {
			path[length++] = '_';
			path[length++] = hex[byte >> 4];
			path[length++] = hex[byte & 15];
		}
	}
	path[length] = 0;
	return true;
}

bool unit_from_path(const char *path, char *unit, size_t size)
{
	size_t length = 0;
	if (strncmp(path, PREFIX, sizeof PREFIX - 1))
		return false;
	for (path += sizeof PREFIX - 1; *path; path++) {
		const char *high, *low;
		if (length + 1 >= size || *path == '/')
			return false;
		if (*path == '_' && path[1] && path[2] &&
		    (high = strchr(hex, tolower((unsigned char)path[1]))) &&
		    (low = strchr(hex, tolower((unsigned char)path[2])))) {
			unit[length++] = (char)((high - hex) << 4 | (low - hex));
			path += 2;
		} else {
			unit[length++] = *path;
		}
	}
	unit[length] = 0;
	return length > 0;
}

/* Properties of org.freedesktop.systemd1.Unit that lessons ask for. One that is missing here
 * costs a second question, nothing else. */
static const char *const common[] = {
    "ActiveEnterTimestamp",
    "ActiveEnterTimestampMonotonic",
    "ActiveExitTimestamp",
    "ActiveState",
    "After",
    "AssertResult",
    "Before",
    "BindsTo",
    "CanStart",
    "CanStop",
    "ConditionResult",
    "Conditions",
    "Conflicts",
    "DefaultDependencies",
    "Description",
    "Documentation",
    "DropInPaths",
    "FragmentPath",
    "Id",
    "InactiveEnterTimestamp",
    "InactiveExitTimestamp",
    "InvocationID",
    "Job",
    "LoadError",
    "LoadState",
    "Names",
    "NeedDaemonReload",
    "OnFailure",
    "PartOf",
    "RefuseManualStart",
    "RefuseManualStop",
    "RequiredBy",
    "Requires",
    "RequiresMountsFor",
    "Requisite",
    "SourcePath",
    "StartLimitBurst",
    "StartLimitIntervalUSec",
    "StateChangeTimestamp",
    "StateChangeTimestampMonotonic",
    "StopWhenUnneeded",
    "SubState",
    "TriggeredBy",
    "Triggers",
    "UnitFilePreset",
    "UnitFileState",
    "WantedBy",
    "Wants",
};

void unit_interface(const char *unit, const char *property, bool other, char *interface,
		    size_t size)
{
	bool is_common = false;
	for (size_t i = 0; i < sizeof common / sizeof *common && !is_common; i++)
		is_common = !strcmp(common[i], property);
	const char *dot = strrchr(unit, '.');
	if (is_common != other || !dot || !dot[1])
		snprintf(interface, size, UNIT_INTERFACE);
	else
		snprintf(interface, size, "org.freedesktop.systemd1.%c%s",
			 toupper((unsigned char)dot[1]), dot + 2);
}
