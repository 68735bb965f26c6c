/*
 * Many facts in one answer.
 *   n unit, followed by p property (repeated)   P pattern of unit names   l listeners
 *   m unit whose main process is described   f file
 * Streams: output, a Facts object of src/machine/machine.ts as JSON. Answer: empty.
 * All D-Bus calls go out at once; a connection lost on the way is made again, once.
 */
#define _GNU_SOURCE
#include "bus.h"
#include "calls.h"
#include "json.h"
#include "path.h"
#include "proc.h"
#include "unit.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define QUESTIONS_LIMIT 4096
#define PATIENCE_MS 10000

/* One thing asked of PID 1, in the order of the fields. */
struct question {
	char tag;
	const char *unit, *text;
	/* Asked of the other interface already. */
	bool other;
	struct buffer answer;
	pid_t main_pid;
};

struct facts {
	char *request;
	size_t request_length;
	struct question *questions;
	int count, open;
	bool retried;
};

static void start(struct channel *channel);
static void answered(void *context, int which, const struct dbus_message *reply);

static struct fields fields_of(const struct facts *facts)
{
	return (struct fields){facts->request, facts->request + facts->request_length};
}

static bool ask_property(struct channel *channel, int which, const char *property)
{
	struct question *question = &((struct facts *)channel->state)->questions[which];
	char path[600], interface[64];
	/* A name that is too long is no unit: the question has no answer. */
	if (!unit_to_path(question->unit, path, sizeof path))
		return true;
	unit_interface(question->unit, property, question->other, interface, sizeof interface);
	struct dbus_call call = {.path = path, .interface = PROPERTIES_INTERFACE, .member = "Get",
				 .arguments = {interface, property}};
	((struct facts *)channel->state)->open++;
	return bus_call(&call, answered, channel, which);
}

static bool ask(struct channel *channel, int which)
{
	struct facts *facts = channel->state;
	struct question *question = &facts->questions[which];
	if (question->tag == 'p')
		return ask_property(channel, which, question->text);
	if (question->tag == 'm')
		return ask_property(channel, which, "MainPID");
	const char *patterns[] = {question->text, NULL};
	struct dbus_call call = {.path = SYSTEMD_PATH, .interface = MANAGER_INTERFACE,
				 .member = "ListUnitsByPatterns", .list = patterns, .empty_list_first = true};
	facts->open++;
	return bus_call(&call, answered, channel, which);
}

/* a(ssssssouso): name, description, load, active, sub, … */
static void units_to_json(struct dbus_reader *body, struct buffer *json)
{
	size_t end = dbus_read_array(body, 8);
	buffer_text(json, "[");
	while (!body->bad && body->at < end) {
		dbus_align(body, 8);
		const char *unit = dbus_read_string(body);
		dbus_read_string(body);
		dbus_read_string(body);
		const char *active = dbus_read_string(body), *sub = dbus_read_string(body);
		for (int i = 0; i < 2; i++) /* following, object path */
			dbus_read_string(body);
		dbus_read_u32(body);
		for (int i = 0; i < 2; i++) /* job type, job path */
			dbus_read_string(body);
		json_next(json);
		buffer_text(json, "{");
		json_key(json, "unit");
		json_text(json, unit);
		json_key(json, "active");
		json_text(json, active);
		json_key(json, "sub");
		json_text(json, sub);
		buffer_text(json, "}");
	}
	buffer_text(json, "]");
}

static void take_answer(struct question *question, const struct dbus_message *reply)
{
	struct dbus_reader body = reply->body;
	const char *signature = reply->signature;
	if (reply->type != DBUS_RETURN)
		return;
	if (question->tag == 'm') {
		const char *inner = !strcmp(signature, "v") ? dbus_read_signature(&body) : "";
		question->main_pid = !strcmp(inner, "u") ? (pid_t)dbus_read_u32(&body) : 0;
		return;
	}
	if (question->tag == 'P' && !strcmp(signature, "a(ssssssouso)"))
		units_to_json(&body, &question->answer);
	else if (question->tag == 'p' && !strcmp(signature, "v"))
		dbus_value_to_json(&body, &signature, &question->answer, 0);
	if (body.bad)
		buffer_free(&question->answer);
}

/* Only the file itself decides between null and its text; false when it is too large. */
static bool file_to_json(const char *path, struct buffer *json)
{
	struct buffer text = {.limit = FACTS_FILE_LIMIT + 4096};
	ssize_t count = 0;
	int fd = path_is_plain(path) ? path_open(path) : -1;
	while (fd >= 0 && text.length <= FACTS_FILE_LIMIT) {
		uint8_t *room = buffer_reserve(&text, 4096);
		count = room ? read(fd, room, 4096) : 0;
		if (count <= 0)
			break;
		text.length += (size_t)count;
	}
	bool fits = text.length <= FACTS_FILE_LIMIT && !text.overflowed;
	if (fd < 0 || count < 0)
		buffer_text(json, "null");
	else if (fits)
		json_string(json, text.length ? (char *)buffer_bytes(&text) : "", text.length);
	if (fd >= 0)
		close(fd);
	buffer_free(&text);
	return fits;
}

static void units_section(const struct facts *facts, struct buffer *json)
{
	struct fields fields = fields_of(facts);
	struct field field;
	int which = 0;
	bool inside = false;
	buffer_text(json, "{\"units\":{");
	while (fields_next(&fields, &field)) {
		if (field.tag == 'n') {
			buffer_text(json, inside ? "}" : "");
			json_key(json, field.text);
			buffer_text(json, "{");
			inside = true;
		}
		if (field.tag == 'p' || field.tag == 'P' || field.tag == 'm')
			which++;
		if (field.tag == 'p' && facts->questions[which - 1].answer.length) {
			struct buffer *answer = &facts->questions[which - 1].answer;
			json_key(json, field.text);
			buffer_append(json, buffer_bytes(answer), answer->length);
		}
	}
	buffer_text(json, inside ? "}}" : "}");
}

/* NULL, or what is too large to be told. */
static const char *write_answer(const struct facts *facts, struct buffer *json)
{
	struct field field;
	bool listeners = false;
	const char *too_large = NULL;
	units_section(facts, json);
	json_key(json, "unitPatterns");
	buffer_text(json, "{");
	for (int i = 0; i < facts->count; i++) {
		struct question *question = &facts->questions[i];
		if (question->tag != 'P')
			continue;
		json_key(json, question->text);
		if (!question->answer.length)
			buffer_text(&question->answer, "[]");
		buffer_append(json, buffer_bytes(&question->answer), question->answer.length);
	}
	buffer_text(json, "}");
	json_key(json, "processes");
	buffer_text(json, "{");
	for (int i = 0; i < facts->count; i++)
		if (facts->questions[i].tag == 'm') {
			json_key(json, facts->questions[i].text);
			process_to_json(facts->questions[i].main_pid, json);
		}
	buffer_text(json, "}");
	json_key(json, "files");
	buffer_text(json, "{");
	for (struct fields fields = fields_of(facts); fields_next(&fields, &field);) {
		listeners |= field.tag == 'l';
		if (field.tag != 'f')
			continue;
		json_key(json, field.text);
		if (!file_to_json(field.text, json))
			too_large = field.text;
	}
	buffer_text(json, "}");
	json_key(json, "listeners");
	if (listeners)
		listeners_to_json(json);
	else
		buffer_text(json, "[]");
	buffer_text(json, "}");
	return json->overflowed && !too_large ? "The answer" : too_large;
}

static void finish(struct channel *channel)
{
	struct facts *facts = channel->state;
	struct outlet *outlet = channel_outlet(channel, STREAM_OUTPUT);
	char message[400];
	timer_cancel(&channel->timer);
	outlet->waiting.limit = FACTS_ANSWER_LIMIT;
	const char *too_large = write_answer(facts, &outlet->waiting);
	if (too_large) {
		snprintf(message, sizeof message, "%.300s is too large to be looked at.", too_large);
		channel_fail(channel, "too-large", message);
		return;
	}
	outlet->complete = true;
	outlet->ended = false;
}

static void unreachable(struct channel *channel)
{
	channel_fail(channel, "unresponsive", "systemd in the machine does not answer.");
}

static void answered(void *context, int which, const struct dbus_message *reply)
{
	struct channel *channel = context;
	struct facts *facts = channel->state;
	if (!reply) {
		/* Every question under way is told of the loss: the first one starts anew. */
		bus_forget(channel);
		if (facts->retried) {
			unreachable(channel);
		} else {
			facts->retried = true;
			start(channel);
		}
		return;
	}
	struct question *question = &facts->questions[which];
	facts->open--;
	if (question->tag == 'p' && reply->type == DBUS_ERROR && !question->other &&
	    (!strcmp(reply->error, "org.freedesktop.DBus.Error.UnknownProperty") ||
	     !strcmp(reply->error, "org.freedesktop.DBus.Error.UnknownInterface"))) {
		question->other = true;
		if (!ask(channel, which)) {
			unreachable(channel);
			return;
		}
	} else {
		take_answer(question, reply);
	}
	if (facts->open == 0)
		finish(channel);
}

static void start(struct channel *channel)
{
	struct facts *facts = channel->state;
	facts->open = 0;
	for (int i = 0; i < facts->count; i++) {
		facts->questions[i].other = false;
		buffer_drop(&facts->questions[i].answer, facts->questions[i].answer.length);
	}
	for (int i = 0; i < facts->count; i++)
		if (!ask(channel, i)) {
			unreachable(channel);
			return;
		}
	if (facts->open == 0)
		finish(channel);
}

/* Keeps the request and counts what is asked of PID 1; false when it is not well formed. */
static bool keep_request(struct facts *facts, struct fields fields)
{
	struct field field;
	const char *unit = NULL;
	facts->request_length = (size_t)(fields.end - fields.next);
	facts->request = malloc(facts->request_length + 1);
	facts->questions = calloc(QUESTIONS_LIMIT, sizeof *facts->questions);
	if (!facts->request || !facts->questions)
		return false;
	memcpy(facts->request, fields.next, facts->request_length);
	fields = fields_of(facts);
	while (fields_next(&fields, &field)) {
		if (field.tag == 'n')
			unit = field.text;
		if (field.tag != 'p' && field.tag != 'P' && field.tag != 'm')
			continue;
		if (facts->count == QUESTIONS_LIMIT || (field.tag == 'p' && !unit))
			return false;
		facts->questions[facts->count++] = (struct question){
			.tag = field.tag, .text = field.text, .unit = field.tag == 'm' ? field.text : unit};
	}
	return fields.next != NULL;
}

static void open_facts(struct channel *channel, struct fields fields)
{
	struct facts *facts = channel->state = calloc(1, sizeof *facts);
	if (!facts || !keep_request(facts, fields)) {
		channel_fail(channel, "too-large", "That is more than can be asked at once.");
		return;
	}
	timer_set(&channel->timer, PATIENCE_MS);
	start(channel);
}

static void outlet_ended(struct channel *channel, enum stream stream, int error)
{
	(void)stream;
	(void)error;
	channel_end(channel, "");
}

static void close_facts(struct channel *channel)
{
	struct facts *facts = channel->state;
	bus_forget(channel);
	if (!facts)
		return;
	for (int i = 0; i < facts->count; i++)
		buffer_free(&facts->questions[i].answer);
	free(facts->questions);
	free(facts->request);
	free(facts);
	channel->state = NULL;
}

const struct call facts_call = {
	.code = CALL_FACTS,
	.open = open_facts,
	.outlet_ended = outlet_ended,
	.timeout = unreachable,
	.close = close_facts,
};
