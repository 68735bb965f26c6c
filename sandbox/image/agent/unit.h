/* Units as D-Bus knows them: object paths and interfaces. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* What every unit has, whatever its type. */
#define UNIT_INTERFACE "org.freedesktop.systemd1.Unit"

/* Object path of a unit; false when it does not fit. (sd_bus_path_encode(3)) */
bool unit_to_path(const char *unit, char *path, size_t size);
/* The way back; false when the path is none of a unit. */
bool unit_from_path(const char *path, char *unit, size_t size);
/* Interface that a unit's property most likely belongs to, or with `other` the second guess:
 * what all units have, or what its type has. */
void unit_interface(const char *unit, const char *property, bool other, char *interface,
		    size_t size);
