/*
 * A login shell on a pseudo terminal.
 *   u user   w columns   h rows
 * Streams: input, output. RESIZE frames. Answer, when the shell has exited: {"exitCode":…}
 */
#define _GNU_SOURCE
#include "account.h"
#include "calls.h"
#include "child.h"
#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#define LINGER_MS 50
/* Between the hang-up and the kill of a shell that does not want to go. */
#define PATIENCE_MS 1000
/* The group that owns terminals on Debian. */
#define TTY_GROUP 5

struct terminal {
	pid_t pid;
	bool exited;
	int exit_code;
};

static void resize(struct channel *channel, int columns, int rows)
{
	struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
	ioctl(channel->inlet.fd, TIOCSWINSZ, &size);
}

static pid_t start_shell(struct channel *channel, const struct account *account, int screen)
{
	const char *slash = strrchr(account->shell, '/');
	char name[64], *argv[] = {name, NULL},
		       *environment[] = {(char *)"TERM=xterm-256color", NULL};
	snprintf(name, sizeof name, "-%.60s", slash ? slash + 1 : account->shell);
	return child_start(channel, &(struct launch){
					.program = account->shell,
					.argv = argv,
					.environment = environment,
					.user = account->name,
					.descriptors = {screen, screen, screen},
					.terminal = true,
				    });
}

static void open_terminal(struct channel *channel, struct fields fields)
{
	struct field field;
	struct winsize size = {.ws_col = 80, .ws_row = 24};
	struct account account;
	struct termios modes;
	const char *user = "learner";
	int keys, screen;
	while (fields_next(&fields, &field)) {
		if (field.tag == 'u')
			user = field.text;
		else if (field.tag == 'w')
			size.ws_col = (unsigned short)atoi(field.text);
		else if (field.tag == 'h')
			size.ws_row = (unsigned short)atoi(field.text);
	}
	struct terminal *terminal = channel->state = calloc(1, sizeof *terminal);
	if (!terminal || !account_find(user, &account)) {
		channel_fail(channel, "cannot-run",
			     "The machine has no such user to open a terminal for.");
		return;
	}
	if (openpty(&keys, &screen, NULL, NULL, &size) < 0) {
		channel_fail(channel, "cannot-run", "The machine has no terminal left.");
		return;
	}
	fcntl(keys, F_SETFD, FD_CLOEXEC);
	fcntl(screen, F_SETFD, FD_CLOEXEC);
	if (tcgetattr(screen, &modes) == 0) {
		modes.c_iflag |= IUTF8;
		modes.c_cc[VERASE] = 0x7F;
		tcsetattr(screen, TCSANOW, &modes);
	}
	if (fchown(screen, account.uid, TTY_GROUP) == 0)
		fchmod(screen, 0620);
	terminal->pid = start_shell(channel, &account, screen);
	close(screen);
	if (!terminal->pid) {
		close(keys);
		return;
	}
	fcntl(keys, F_SETFL, O_RDWR | O_NONBLOCK);
	channel->outlets[0].fd = keys;
	channel->outlets[0].ended = false;
	channel->inlet.fd = fcntl(keys, F_DUPFD_CLOEXEC, 0);
	channel_begun(channel);
}

static void finish_if_over(struct channel *channel)
{
	struct terminal *terminal = channel->state;
	char answer[48];
	if (!terminal->exited || !channel->outlets[0].ended)
		return;
	snprintf(answer, sizeof answer, "{\"exitCode\":%d}", terminal->exit_code);
	channel_end(channel, answer);
}

static void outlet_ended(struct channel *channel, enum stream stream, int error)
{
	(void)stream;
	(void)error; /* EIO: every process has let go of the terminal */
	finish_if_over(channel);
}

static void child_exited(struct channel *channel, int status)
{
	struct terminal *terminal = channel->state;
	terminal->exited = true;
	terminal->exit_code = child_exit_code(status);
	timer_set(&channel->timer, LINGER_MS);
	finish_if_over(channel);
}

static void timeout(struct channel *channel)
{
	channel->lingering = true;
}

static void close_terminal(struct channel *channel)
{
	struct terminal *terminal = channel->state;
	if (terminal && terminal->pid && !terminal->exited)
		child_abandon(terminal->pid, PATIENCE_MS);
}

const struct call terminal_call = {
    .code = CALL_TERMINAL,
    .open = open_terminal,
    .outlet_ended = outlet_ended,
    .timeout = timeout,
    .child_exited = child_exited,
    .resize = resize,
    .close = close_terminal,
};
