/*
 * Many facts in one answer.
 *   n unit, followed by p property (repeated)   P pattern of unit names   l listeners
 *   N the same as n, all properties read at once   m unit whose main process is described
 *   f file   u what all unit files are like   t how long PID 1 may take, ms
 * Streams: output, a Facts object of src/machine/machine.ts as JSON. Answer: empty.
 * All D-Bus calls go out at once; a connection lost on the way is made again, once.
 */
#include "facts.h"
#include "bus.h"
#include "calls.h"
#include "unit.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUESTIONS_LIMIT 4096
#define PATIENCE_MS 10000

static void start(struct channel *channel);
static void answered(void *context, int which, const struct dbus_message *reply);

static bool ask_property(struct channel *channel, int which, const char *property)
{
	struct question *question = &((struct facts *)channel->state)->questions[which];
	char path[600], interface[64];
	/* A name that is too long is no unit: the question has no answer. */
	if (!unit_to_path(question->unit, path, sizeof path))
		return true;
	unit_interface(question->unit, property, question->other, interface, sizeof interface);
	struct dbus_call call = {.path = path,
				 .interface = PROPERTIES_INTERFACE,
				 .member = "Get",
				 .arguments = {interface, property}};
	((struct facts *)channel->state)->open++;
	return bus_call(&call, answered, channel, which);
}

/* The interface that has all properties of this question for all; "" for what every one has. */
static const char *interface_of_all(const struct facts *facts, int which)
{
	char interface[64];
	for (int i = which + 1; i < facts->count && facts->questions[i].with_all; i++) {
		const struct question *question = &facts->questions[i];
		unit_interface(question->unit, question->text, false, interface, sizeof interface);
		if (strcmp(interface, UNIT_INTERFACE))
			return "";
	}
	return UNIT_INTERFACE;
}

/* PID 1 loads an instance that does not run for each call, and forgets it after: one call then. */
static bool ask_all(struct channel *channel, int which)
{
	struct facts *facts = channel->state;
	char path[600];
	if (!unit_to_path(facts->questions[which].unit, path, sizeof path))
		return true;
	struct dbus_call call = {.path = path,
				 .interface = PROPERTIES_INTERFACE,
				 .member = "GetAll",
				 .arguments = {interface_of_all(facts, which)}};
	facts->open++;
	return bus_call(&call, answered, channel, which);
}

static bool ask(struct channel *channel, int which)
{
	struct facts *facts = channel->state;
	struct question *question = &facts->questions[which];
	if (question->tag == 'N')
		return ask_all(channel, which);
	if (question->tag == 'p' && question->with_all)
		return true;
	if (question->tag == 'p')
		return ask_property(channel, which, question->text);
	if (question->tag == 'm')
		return ask_property(channel, which, "MainPID");
	const char *patterns[] = {question->text, NULL};
	struct dbus_call call = {.path = SYSTEMD_PATH,
				 .interface = MANAGER_INTERFACE,
				 .member = "ListUnitsByPatterns",
				 .list = patterns,
				 .empty_list_first = true};
	facts->open++;
	return bus_call(&call, answered, channel, which);
}

/* a{sv}: of all properties, those that are asked for. */
static void take_all(const struct facts *facts, int which, struct dbus_reader body)
{
	size_t end = dbus_read_array(&body, 8);
	struct buffer unwanted = {0};
	while (!body.bad && body.at < end) {
		dbus_align(&body, 8);
		const char *property = dbus_read_string(&body), *signature = "v";
		struct buffer *json = &unwanted;
		for (int i = which + 1; i < facts->count && facts->questions[i].with_all; i++)
			if (!strcmp(facts->questions[i].text, property) &&
			    !facts->questions[i].answer.length)
				json = &facts->questions[i].answer;
		dbus_value_to_json(&body, &signature, json, 0);
		if (body.bad)
			buffer_free(json);
		buffer_drop(&unwanted, unwanted.length);
	}
	buffer_free(&unwanted);
}

static void take_answer(const struct facts *facts, int which, const struct dbus_message *reply)
{
	struct question *question = &facts->questions[which];
	struct dbus_reader body = reply->body;
	const char *signature = reply->signature;
	if (reply->type != DBUS_RETURN)
		return;
	if (question->tag == 'm') {
		const char *inner = !strcmp(signature, "v") ? dbus_read_signature(&body) : "";
		question->main_pid = !strcmp(inner, "u") ? (pid_t)dbus_read_u32(&body) : 0;
		return;
	}
	if (question->tag == 'N') {
		if (!strcmp(signature, "a{sv}"))
			take_all(facts, which, body);
		return;
	}
	if (question->tag == 'P' && !strcmp(signature, "a(ssssssouso)"))
		facts_units_to_json(&body, &question->answer);
	else if (question->tag == 'p' && !strcmp(signature, "v"))
		dbus_value_to_json(&body, &signature, &question->answer, 0);
	if (body.bad)
		buffer_free(&question->answer);
}

static void finish(struct channel *channel)
{
	struct facts *facts = channel->state;
	struct outlet *outlet = channel_outlet(channel, STREAM_OUTPUT);
	char message[400];
	timer_cancel(&channel->timer);
	outlet->waiting.limit = FACTS_ANSWER_LIMIT;
	const char *too_large = facts_to_json(facts, &outlet->waiting);
	if (too_large) {
		snprintf(message, sizeof message, "%.300s is too large to be looked at.",
			 too_large);
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
		take_answer(facts, which, reply);
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
	bool all = false;
	facts->request_length = (size_t)(fields.end - fields.next);
	facts->request = malloc(facts->request_length + 1);
	facts->questions = calloc(QUESTIONS_LIMIT, sizeof *facts->questions);
	if (!facts->request || !facts->questions)
		return false;
	memcpy(facts->request, fields.next, facts->request_length);
	fields = facts_fields(facts);
	while (fields_next(&fields, &field)) {
		if (field.tag == 't')
			facts->patience_ms = atoi(field.text);
		if (field.tag == 'n' || field.tag == 'N') {
			unit = field.text;
			all = field.tag == 'N';
		}
		if (!asks_pid1(field.tag))
			continue;
		if (facts->count == QUESTIONS_LIMIT || (field.tag == 'p' && !unit))
			return false;
		facts->questions[facts->count++] =
		    (struct question){.tag = field.tag,
				      .text = field.text,
				      .unit = field.tag == 'm' ? field.text : unit,
				      .with_all = field.tag == 'p' && all};
	}
	return fields.next != NULL;
}

static void open_facts(struct channel *channel, struct fields fields)
{
	struct facts *facts = channel->state = calloc(1, sizeof *facts);
	if (facts)
		facts->patience_ms = PATIENCE_MS;
	if (!facts || !keep_request(facts, fields)) {
		channel_fail(channel, "too-large", "That is more than can be asked at once.");
		return;
	}
	timer_set(&channel->timer, facts->patience_ms);
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
	facts->questions = NULL;
	facts->request = NULL;
	facts->count = 0;
}

const struct call facts_call = {
    .code = CALL_FACTS,
    .open = open_facts,
    .outlet_ended = outlet_ended,
    .timeout = unreachable,
    .close = close_facts,
};
