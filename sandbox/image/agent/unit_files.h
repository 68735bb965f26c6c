/* The files that units are read from, as two words that are others after each change. */
#pragma once
#include "buffer.h"

/* Members of a JSON object. Of files too many to go through, the word is another one each time. */
void unit_files_to_json(struct buffer *json);
