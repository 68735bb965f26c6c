/* A channel is one call under way: its streams, its child, its deadline. */
#pragma once
#include "buffer.h"
#include "frame.h"
#include "timer.h"
#include <sys/types.h>

struct channel;

/* What a kind of call does. Only `open` is required. */
struct call {
	enum call_code code;
	void (*open)(struct channel *, struct fields);
	/* Bytes, or the end of the input, wait in `inlet`. Without this they go to `inlet.fd`. */
	void (*input)(struct channel *);
	/* An outlet has come to its end; `error` is 0 at an ordinary one. */
	void (*outlet_ended)(struct channel *, enum stream, int error);
	/* The descriptor of the inlet takes bytes; only asked for while `wait_writable` is set. */
	void (*writable)(struct channel *);
	void (*timeout)(struct channel *);
	void (*child_exited)(struct channel *, int status);
	void (*resize)(struct channel *, int columns, int rows);
	/* The channel is going away, whatever the reason: let go of what `state` refers to. The
	 * state itself is freed with the channel, when nobody can be looking at it any more. */
	void (*close)(struct channel *);
};

/* A stream out of the machine: what waits in memory first, then what can be read from `fd`. */
struct outlet {
	int fd;
	struct buffer waiting;
	/* Bytes the client takes before it grants more. */
	uint32_t credit;
	/* Bytes still passed on; what comes after them is read and dropped. */
	uint64_t allowance;
	bool truncated;
	/* Nothing more will be put into `waiting`. */
	bool complete;
	bool ended;
};

/* A stream into the machine. */
struct inlet {
	int fd;
	struct buffer waiting;
	/* The client has sent its last byte. */
	bool complete;
};

struct channel {
	uint32_t id;
	const struct call *call;
	/* From malloc(3), or NULL. */
	void *state;
	struct inlet inlet;
	struct outlet outlets[2];
	struct timer timer;
	/* An outlet with nothing to read right now is at its end: its process is gone. */
	bool lingering;
	bool wait_writable;
	bool closed;
};

static inline struct outlet *channel_outlet(struct channel *channel, enum stream stream)
{
	return &channel->outlets[stream - STREAM_OUTPUT];
}

/* Ends the call with a JSON answer, which may be empty. */
void channel_end(struct channel *, const char *json);
/* Ends the call with an error: a MachineErrorCode, or `absent`, and what to tell a person. */
void channel_fail(struct channel *, const char *code, const char *message);
/* The same for an errno: picks the code that fits and says what happened to `what`. */
void channel_fail_errno(struct channel *, int error, const char *what);
/* Tells the client that the call has begun: a CREDIT of nothing. */
void channel_begun(struct channel *);
/* Takes bytes off the inlet and lets the client send as many again. */
void channel_consume(struct channel *, size_t count);
/* Closes the inlet's descriptor; later input is taken and dropped. */
void channel_close_inlet(struct channel *);
/* Stops reading from an outlet's descriptor and closes it. */
void channel_end_outlet(struct channel *, enum stream, int error);

/* Said by channel.c to stream.c. */
void streams_prepare(struct channel *);
void streams_close(struct channel *);
void streams_free(struct channel *);
/* True when an outlet's silence means its end, so that the round must not wait. */
bool streams_add_to_poller(struct channel *);
void inlet_take(struct channel *, const uint8_t *bytes, size_t count);
void outlet_take_credit(struct channel *, const uint8_t *payload, size_t length);

/* Said by main.c. */
void channels_frame(enum frame_type, uint32_t id, const uint8_t *payload, size_t length);
/* True when the round must not wait. */
bool channels_add_to_poller(void);
void channels_sweep(void);
void channels_void(void);
