#define _GNU_SOURCE
#include "child.h"
#include "account.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

#define DEFAULT_PATH "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
#define CHILDREN_END_MS 200
#define REPORT_SIZE 512

struct child {
	pid_t pid;
	/* NULL once it is nobody's any more. */
	struct channel *channel;
	/* What it has to say about a program that did not start. */
	int report;
	struct timer killed_at;
	struct child *next;
};

static struct child *children;
static struct rlimit files_limit;

void children_prepare(void)
{
	getrlimit(RLIMIT_NOFILE, &files_limit);
	struct rlimit raised = {files_limit.rlim_max, files_limit.rlim_max};
	setrlimit(RLIMIT_NOFILE, &raised);
}

static void set_environment(const struct launch *launch, const struct account *account)
{
	clearenv();
	setenv("PATH", DEFAULT_PATH, 1);
	setenv("LANG", "C.UTF-8", 1);
	setenv("HOME", account->home, 1);
	setenv("USER", account->name, 1);
	setenv("LOGNAME", account->name, 1);
	setenv("SHELL", account->shell, 1);
	for (char **entry = launch->environment; entry && *entry; entry++)
		putenv(*entry);
}

static void close_all_but(int kept)
{
	if (dup3(kept, 3, O_CLOEXEC) < 0 && kept != 3)
		_exit(127);
	if (syscall(SYS_close_range, 4u, ~0u, 0) == 0)
		return;
	for (int fd = 4; fd < (int)files_limit.rlim_max && fd < 65536; fd++)
		close(fd);
}

/* The words for a start that failed, by errno. Returns their length. */
static size_t complaint(const struct launch *launch, int error, bool in_directory,
			char message[REPORT_SIZE])
{
	const char *what = in_directory ? launch->directory : launch->program;
	const char *text = strerror(error);
	if (in_directory && error == ENOENT)
		text = "there is no such directory";
	else if (error == ENOENT)
		text = "there is no such command, or the interpreter it names is missing";
	else if (error == EACCES)
		text = in_directory ? "the user may not enter it"
				    : "it is not executable for this user";
	else if (error == ENOEXEC)
		text = "it is neither a program nor a script with a #! line";
	else if (error == EAGAIN || error == ENOMEM)
		text = "the machine has no room for another process";
	return (size_t)snprintf(message, REPORT_SIZE, "%.300s: %s.", what, text);
}

__attribute__((noreturn)) static void become(const struct launch *launch,
					     const struct account *account, int report)
{
	char message[REPORT_SIZE];
	size_t length;
	sigset_t none;
	for (int signal_number = 1; signal_number < NSIG; signal_number++)
		signal(signal_number, SIG_DFL);
	setsid();
	if (write(report, "", 1) < 0)
		_exit(126);
	/* Out of the way first: a wanted descriptor may itself be 0, 1 or 2. */
	int moved[3];
	for (int fd = 0; fd < 3; fd++)
		moved[fd] = fcntl(launch->descriptors[fd], F_DUPFD, 10);
	report = fcntl(report, F_DUPFD_CLOEXEC, 10);
	for (int fd = 0; fd < 3; fd++)
		dup2(moved[fd], fd);
	close_all_but(report);
	if (launch->terminal)
		ioctl(0, TIOCSCTTY, 0);
	umask(022);
	setrlimit(RLIMIT_NOFILE, &files_limit);
	set_environment(launch, account);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	bool in_directory = false;
	if (account_become(account)) {
		in_directory = chdir(launch->directory ? launch->directory : account->home) < 0 &&
			       launch->directory;
		if (!in_directory)
			execvp(launch->program, launch->argv);
	}
	length = complaint(launch, errno, in_directory, message);
	if (write(3, message, length) < 0)
		_exit(126);
	_exit(127);
}

static void kill_now(struct timer *timer)
{
	child_signal(container_of(timer, struct child, killed_at)->pid, SIGKILL);
}

pid_t child_start(struct channel *channel, const struct launch *launch)
{
	struct account account;
	char message[REPORT_SIZE];
	int report[2];
	if (!account_find(launch->user, &account)) {
		snprintf(message, sizeof message, "The machine has no user %.64s.", launch->user);
		channel_fail(channel, "cannot-run", message);
		return 0;
	}
	struct child *child = calloc(1, sizeof *child);
	if (!child || pipe2(report, O_CLOEXEC) < 0) {
		free(child);
		complaint(launch, ENOMEM, false, message);
		channel_fail(channel, "cannot-run", message);
		return 0;
	}
	pid_t pid = fork();
	if (pid == 0)
		become(launch, &account, report[1]);
	if (pid < 0)
		complaint(launch, errno, false, message);
	close(report[1]);
	if (pid < 0) {
		close(report[0]);
		free(child);
		channel_fail(channel, "cannot-run", message);
		return 0;
	}
	/* Only until it leads its session, so that signals find it. Its program may lie on a disk
	 * that takes its time; everything else goes on meanwhile. */
	while (read(report[0], message, 1) < 0 && errno == EINTR)
		;
	*child = (struct child){.pid = pid,
				.channel = channel,
				.report = report[0],
				.killed_at.fire = kill_now,
				.next = children};
	children = child;
	return pid;
}

/* A program that ran left no report: the writing end was closed by execve(2). */
static void tell(struct child *child, int status)
{
	char message[REPORT_SIZE];
	ssize_t length = read(child->report, message, sizeof message - 1);
	close(child->report);
	if (!child->channel || child->channel->closed)
		return;
	if (length > 0) {
		message[length] = 0;
		channel_fail(child->channel, "cannot-run", message);
	} else {
		child->channel->call->child_exited(child->channel, status);
	}
}

void children_reap(void)
{
	int status;
	pid_t pid;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (struct child **at = &children; *at; at = &(*at)->next) {
			struct child *child = *at;
			if (child->pid != pid)
				continue;
			*at = child->next;
			timer_cancel(&child->killed_at);
			tell(child, status);
			free(child);
			break;
		}
}

static void abandon(struct child *child, int ms)
{
	child->channel = NULL;
	if (ms == 0) {
		child_signal(child->pid, SIGKILL);
		return;
	}
	child_signal(child->pid, SIGHUP);
	child_signal(child->pid, SIGCONT);
	timer_set(&child->killed_at, ms);
}

void child_abandon(pid_t pid, int ms)
{
	for (struct child *child = children; child; child = child->next)
		if (child->pid == pid)
			abandon(child, ms);
}

void children_end(void)
{
	for (struct child *child = children; child; child = child->next)
		abandon(child, CHILDREN_END_MS);
	for (int64_t end = now_ms() + CHILDREN_END_MS; children && now_ms() < end; usleep(5000))
		children_reap();
	for (struct child *child = children; child; child = child->next)
		child_signal(child->pid, SIGKILL);
	children_reap();
}

int child_exit_code(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
