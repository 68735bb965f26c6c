/*
 * One command without a shell.
 *   a argv element (repeated)   e NAME=value (repeated)   u user   c directory
 *   t timeout, ms   m bytes kept of each output   n there is no input
 * Streams: input, output, errors. Answer: {"exitCode":…,"timedOut":…,"truncated":…}
 */
#define _GNU_SOURCE
#include "calls.h"
#include "child.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_LIMIT 4096
/* What a command left behind may still print once it has exited itself. */
#define LINGER_MS 50

struct exec {
	pid_t pid;
	bool exited, timed_out;
	int exit_code;
};

struct request {
	char *argv[WORDS_LIMIT + 1], *environment[WORDS_LIMIT + 1];
	size_t words, entries;
	const char *user, *directory;
	long timeout_ms;
	uint64_t output_limit;
	bool no_input;
};

static bool read_request(struct request *request, struct fields fields)
{
	struct field field;
	while (fields_next(&fields, &field)) {
		if (field.tag == 'a' && request->words < WORDS_LIMIT)
			request->argv[request->words++] = (char *)field.text;
		else if (field.tag == 'e' && request->entries < WORDS_LIMIT &&
			 strchr(field.text, '='))
			request->environment[request->entries++] = (char *)field.text;
		else if (field.tag == 'u')
			request->user = field.text;
		else if (field.tag == 'c')
			request->directory = field.text;
		else if (field.tag == 't')
			request->timeout_ms = strtol(field.text, NULL, 10);
		else if (field.tag == 'm')
			request->output_limit = strtoull(field.text, NULL, 10);
		else if (field.tag == 'n')
			request->no_input = true;
		else
			return false;
	}
	return fields.next && request->words && request->argv[0][0];
}

static void attach(struct channel *channel, enum stream stream, int fd, uint64_t allowance)
{
	struct outlet *outlet = channel_outlet(channel, stream);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	outlet->fd = fd;
	outlet->allowance = allowance;
	outlet->ended = false;
}

static void start(struct channel *channel, struct request *request)
{
	/* input, output, errors: [0] is read from, [1] written to */
	int pipes[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
	bool ready = true;
	for (int i = 0; i < 3 && ready; i++)
		ready = i == 0 && request->no_input
			    ? (pipes[0][0] = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0
			    : pipe2(pipes[i], O_CLOEXEC) == 0;
	struct exec *exec = channel->state;
	if (ready)
		exec->pid =
		    child_start(channel, &(struct launch){
					     .program = request->argv[0],
					     .argv = request->argv,
					     .environment = request->environment,
					     .user = request->user,
					     .directory = request->directory,
					     .descriptors = {pipes[0][0], pipes[1][1], pipes[2][1]},
					 });
	else
		channel_fail(channel, "cannot-run", "The machine has no room for another process.");
	int theirs[] = {pipes[0][0], pipes[1][1], pipes[2][1]},
	    ours[] = {pipes[0][1], pipes[1][0], pipes[2][0]};
	for (int i = 0; i < 3; i++)
		if (theirs[i] >= 0)
			close(theirs[i]);
	for (int i = 0; i < 3 && channel->closed; i++)
		if (ours[i] >= 0)
			close(ours[i]);
	if (channel->closed)
		return;
	channel->inlet.fd = ours[0];
	if (ours[0] >= 0)
		fcntl(ours[0], F_SETFL, O_NONBLOCK);
	attach(channel, STREAM_OUTPUT, ours[1], request->output_limit);
	attach(channel, STREAM_ERRORS, ours[2], request->output_limit);
	timer_set(&channel->timer, request->timeout_ms);
}

static void open_exec(struct channel *channel, struct fields fields)
{
	struct request *request = calloc(1, sizeof *request);
	channel->state = calloc(1, sizeof(struct exec));
	if (!request || !channel->state) {
		channel_fail(channel, "cannot-run", "The machine has no memory left.");
	} else {
		request->user = "root";
		request->directory = "/";
		request->timeout_ms = 10000;
		request->output_limit = 1024 * 1024;
		if (read_request(request, fields))
			start(channel, request);
		else
			channel_fail(channel, "cannot-run", "There is no command to run.");
	}
	free(request);
}

static void finish_if_over(struct channel *channel)
{
	struct exec *exec = channel->state;
	char answer[96];
	if (!exec->exited || !channel->outlets[0].ended || !channel->outlets[1].ended)
		return;
	snprintf(answer, sizeof answer, "{\"exitCode\":%d,\"timedOut\":%s,\"truncated\":%s}",
		 exec->exit_code, exec->timed_out ? "true" : "false",
		 channel->outlets[0].truncated || channel->outlets[1].truncated ? "true" : "false");
	channel_end(channel, answer);
}

static void outlet_ended(struct channel *channel, enum stream stream, int error)
{
	(void)stream;
	(void)error;
	finish_if_over(channel);
}

static void child_exited(struct channel *channel, int status)
{
	struct exec *exec = channel->state;
	exec->exited = true;
	exec->exit_code = child_exit_code(status);
	channel_close_inlet(channel);
	timer_set(&channel->timer, LINGER_MS);
	finish_if_over(channel);
}

static void timeout(struct channel *channel)
{
	struct exec *exec = channel->state;
	if (exec->exited) {
		channel->lingering = true;
	} else {
		exec->timed_out = true;
		child_signal(exec->pid, SIGKILL);
	}
}

static void close_exec(struct channel *channel)
{
	struct exec *exec = channel->state;
	if (exec && exec->pid && !exec->exited)
		child_abandon(exec->pid, 0);
}

const struct call exec_call = {
    .code = CALL_EXEC,
    .open = open_exec,
    .outlet_ended = outlet_ended,
    .timeout = timeout,
    .child_exited = child_exited,
    .close = close_exec,
};
