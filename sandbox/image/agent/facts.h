/* A facts call under way, and how its answer is written. */
#pragma once
#include "buffer.h"
#include "dbus.h"
#include "frame.h"
#include <sys/types.h>

/* One thing asked of PID 1, in the order of the fields. */
struct question {
	char tag;
	const char *unit, *text;
	/* How many properties of a unit are asked for: they follow it. */
	int properties;
	/* Asked of the other interface already. */
	bool other;
	struct buffer answer;
	pid_t main_pid;
};

struct facts {
	char *request;
	size_t request_length;
	struct question *questions;
	int count, open, patience_ms;
	bool retried;
};

/* Whether a field of the request is a question to PID 1. */
static inline bool asks_pid1(char tag)
{
	return tag == 'n' || tag == 'p' || tag == 'P' || tag == 'm';
}

static inline struct fields facts_fields(const struct facts *facts)
{
	return (struct fields){facts->request, facts->request + facts->request_length};
}

/* The answer to ListUnitsByPatterns: a(ssssssouso). */
void facts_units_to_json(struct dbus_reader *body, struct buffer *json);
/* The whole answer. Returns NULL, or the name of what is too large to be told. */
const char *facts_to_json(const struct facts *, struct buffer *json);
