/*
 * Many facts in one answer.
 *   n unit, followed by p property (repeated)   P pattern of unit names   l listeners
 *   m unit whose main process is described
 *   f file   u what all unit files are like   t how long PID 1 may take, ms
 * Streams: output, a Facts object of src/machine/machine.ts as JSON. Answer: empty.
 * All D-Bus calls go out at once, but for a unit of which much is asked: PID 1 is first asked whether
 * it has it in memory. A connection lost on the way is made again, once.
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
/* With so many properties of a unit that has to be loaded, all at once cost less than each. */
#define MANY 4

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

/* Whether PID 1 has the unit in memory: it answers from there then, and loads nothing. */
static bool ask_whether_loaded(struct channel *channel, int which)
{
	struct facts *facts = channel->state;
	struct dbus_call call = {.path = SYSTEMD_PATH,
				 .interface = MANAGER_INTERFACE,
				 .member = "GetUnit",
				 .arguments = {facts->questions[which].unit}};
	facts->open++;
	return bus_call(&call, answered, channel, which);
}

static bool ask_each(struct channel *channel, int which)
{
	struct facts *facts = channel->state;
	int last = which + facts->questions[which].properties;
	while (which++ < last)
		if (!ask_property(channel, which, facts->questions[which].text))
			return false;
	return true;
}

/* PID 1 loads a unit that it has not for each call, and forgets it after: one call then. */
static bool ask_all(struct channel *channel, int which)
{
	struct facts *facts = channel->state;
	char path[600];
	if (!unit_to_path(facts->questions[which].unit, path, sizeof path))
		return true;
	struct dbus_call call = {.path = path,
				 .interface = PROPERTIES_INTERFACE,
				 .member = "GetAll",
				 .arguments = {""}};
	facts->open++;
	return bus_call(&call, answered, channel, which);
}

static bool ask(struct channel *channel, int which)
{
	struct facts *facts = channel->state;
	struct question *question = &facts->questions[which];
	if (question->tag == 'n')
		return question->properties < MANY ? ask_each(channel, which)
						   : ask_whether_loaded(channel, which);
	if (question->tag == 'p')
		return true;
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
	int last = which + facts->questions[which].properties;
	struct buffer unwanted = {0};
	while (!body.bad && body.at < end) {
		dbus_align(&body, 8);
		const char *property = dbus_read_string(&body), *signature = "v";
		struct buffer *json = &unwanted;
		for (int i = which + 1; i <= last; i++)
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
	if (question->tag == 'n') {
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
	bool asked = true;
	facts->open--;
	if (question->tag == 'n' && reply->type == DBUS_RETURN && !strcmp(reply->signature, "o")) {
		asked = ask_each(channel, which);
	} else if (question->tag == 'n' && strcmp(reply->signature, "a{sv}")) {
		asked = question->other || ask_all(channel, which);
		question->other = true;
	} else if (question->tag == 'p' && reply->type == DBUS_ERROR && !question->other &&
		   (!strcmp(reply->error, "org.freedesktop.DBus.Error.UnknownProperty") ||
		    !strcmp(reply->error, "org.freedesktop.DBus.Error.UnknownInterface"))) {
		question->other = true;
		asked = ask_property(channel, which, question->text);
	} else {
		take_answer(facts, which, reply);
	}
	if (!asked)
		unreachable(channel);
	else if (facts->open == 0)
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
	struct question *last = NULL;
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
		if (!asks_pid1(field.tag))
			continue;
		if (facts->count == QUESTIONS_LIMIT || (field.tag == 'p' && !last))
			return false;
		struct question *question = &facts->questions[facts->count++];
		*question = (struct question){.tag = field.tag, .text = field.text};
		if (field.tag == 'n')
			last = question;
		else if (field.tag == 'p')
			last->properties++;
		question->unit = field.tag == 'p' ? last->unit : field.text;
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
