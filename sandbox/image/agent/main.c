/*
 * lab-agent: does what the lab asks inside a learner's machine, and nothing by itself. One
 * thread, one loop around poll(2); asleep while there is nothing to do.
 *
 *   lab-agent            frames on stdin and stdout; ends, with all it started, when stdin ends
 *   lab-agent DEVICE     frames on a terminal device, for instance a serial line
 */
#define _GNU_SOURCE
#include "bus.h"
#include "calls.h"
#include "child.h"
#include "frame.h"
#include "hello.h"
#include "inotify.h"
#include "poller.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* Nothing is read from the client while more than this waits to go to it. */
#define ANSWERS_LIMIT (256 * 1024)

static bool ended;

const struct call *call_by_code(uint8_t code)
{
	static const struct call *const calls[] = {&exec_call,  &terminal_call, &read_call,
						   &write_call, &facts_call,    &connect_call,
						   &watch_call, &booted_call,   &ping_call,
						   &clock_call};
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (calls[i]->code == code)
			return calls[i];
	return NULL;
}

void frame_received(enum frame_type type, uint32_t channel, const uint8_t *payload, size_t length)
{
	channels_frame(type, channel, payload, length);
}

void frames_lost(bool greeted)
{
	static const char words[] =
	    "gone\0The agent in the machine was sent something it does not understand.";
	channels_void();
	if (greeted)
		hello_say();
	else
		frame_send(FRAME_FAIL, 0, words, sizeof words - 1);
}

static void input_ready(void *context, int which, short happened)
{
	(void)context;
	(void)which;
	if (happened && !frames_receive())
		ended = true;
}

static void output_ready(void *context, int which, short happened)
{
	(void)context;
	(void)which;
	if (happened && !frames_flush())
		ended = true;
}

static void signal_ready(void *context, int fd, short happened)
{
	struct signalfd_siginfo info;
	(void)context;
	while (happened && read(fd, &info, sizeof info) == sizeof info)
		if (info.ssi_signo != SIGCHLD)
			ended = true;
	if (happened)
		children_reap();
}

static int open_device(const char *path)
{
	struct termios modes;
	int fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (fd < 0 || tcgetattr(fd, &modes) < 0)
		return -1;
	cfmakeraw(&modes);
	modes.c_cflag |= CLOCAL;
	tcsetattr(fd, TCSANOW, &modes);
	return fd;
}

static int open_signals(void)
{
	sigset_t wanted;
	sigemptyset(&wanted);
	sigaddset(&wanted, SIGCHLD);
	sigaddset(&wanted, SIGTERM);
	sigaddset(&wanted, SIGINT);
	sigaddset(&wanted, SIGHUP);
	sigprocmask(SIG_BLOCK, &wanted, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void run(int input, int output, int signals)
{
	while (!ended) {
		poller_clear();
		poller_add(signals, POLLIN, signal_ready, NULL, signals);
		bool hurry = channels_add_to_poller();
		if (frames_queued() < ANSWERS_LIMIT)
			poller_add(input, POLLIN, input_ready, NULL, 0);
		if (frames_queued())
			poller_add(output, POLLOUT, output_ready, NULL, 0);
		bus_add_to_poller();
		inotify_add_to_poller();
		poller_wait(hurry ? 0 : timer_wait());
		timer_fire_due();
		channels_sweep();
	}
}

int main(int argc, char **argv)
{
	int input = STDIN_FILENO, output = STDOUT_FILENO, signals;
	if (argc == 2)
		input = output = open_device(argv[1]);
	if (argc > 2 || input < 0 || (signals = open_signals()) < 0) {
		fprintf(stderr, "usage: lab-agent [terminal device]\n");
		return 2;
	}
	umask(022);
	children_prepare();
	frames_attach(input, output);
	run(input, output, signals);
	channels_void();
	children_end();
	return 0;
}
