#include "facts.h"
#include "json.h"
#include "path.h"
#include "proc.h"
#include "unit_files.h"
#include <string.h>
#include <unistd.h>

/* a(ssssssouso): name, description, load, active, sub, … */
void facts_units_to_json(struct dbus_reader *body, struct buffer *json)
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
	struct fields fields = facts_fields(facts);
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
		if (asks_pid1(field.tag))
			which++;
		if (field.tag == 'p' && facts->questions[which - 1].answer.length) {
			struct buffer *answer = &facts->questions[which - 1].answer;
			json_key(json, field.text);
			buffer_append(json, buffer_bytes(answer), answer->length);
		}
	}
	buffer_text(json, inside ? "}}" : "}");
}

const char *facts_to_json(const struct facts *facts, struct buffer *json)
{
	struct field field;
	bool listeners = false, unit_files = false;
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
	for (struct fields fields = facts_fields(facts); fields_next(&fields, &field);) {
		listeners |= field.tag == 'l';
		unit_files |= field.tag == 'u';
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
	if (unit_files)
		unit_files_to_json(json);
	buffer_text(json, "}");
	return json->overflowed && !too_large ? "The answer" : too_large;
}
