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

struct child {
	pid_t pid;
	/* NULL once it is nobody's any more. */
	struct channel *channel;
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

/* The words of a start that failed, written to the parent by the child. */
struct complaint {
	int error;
	bool in_directory;
};

__attribute__((noreturn)) static void become(const struct launch *launch,
					     const struct account *account, int report)
{
	struct complaint complaint = {0};
	sigset_t none;
	for (int signal_number = 1; signal_number < NSIG; signal_number++)
		signal(signal_number, SIG_DFL);
	setsid();
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
	if (!account_become(account)) {
		complaint.error = errno;
	} else if (chdir(launch->directory ? launch->directory : account->home) < 0 &&
		   launch->directory) {
		complaint.error = errno;
		complaint.in_directory = true;
	} else {
		execvp(launch->program, launch->argv);
		complaint.error = errno;
	}
	if (write(3, &complaint, sizeof complaint) < 0)
		_exit(126);
	_exit(127);
}

static void complain(struct channel *channel, const struct launch *launch,
		     struct complaint complaint)
{
	char message[512];
	const char *what = complaint.in_directory ? launch->directory : launch->program;
	const char *text = strerror(complaint.error);
	if (complaint.in_directory && complaint.error == ENOENT)
		text = "there is no such directory";
	else if (complaint.error == ENOENT)
		text = "there is no such command, or the interpreter it names is missing";
	else if (complaint.error == EACCES)
		text = complaint.in_directory ? "the user may not enter it"
					      : "it is not executable for this user";
	else if (complaint.error == ENOEXEC)
		text = "it is neither a program nor a script with a #! line";
	else if (complaint.error == EAGAIN || complaint.error == ENOMEM)
		text = "the machine has no room for another process";
	snprintf(message, sizeof message, "%.300s: %s.", what, text);
	channel_fail(channel, "cannot-run", message);
}

static void kill_now(struct timer *timer)
{
	child_signal(container_of(timer, struct child, killed_at)->pid, SIGKILL);
}

pid_t child_start(struct channel *channel, const struct launch *launch)
{
	struct account account;
	struct complaint complaint = {0};
	int report[2];
	if (!account_find(launch->user, &account)) {
		char message[128];
		snprintf(message, sizeof message, "The machine has no user %.64s.", launch->user);
		channel_fail(channel, "cannot-run", message);
		return 0;
	}
	struct child *child = calloc(1, sizeof *child);
	if (!child || pipe2(report, O_CLOEXEC) < 0) {
		free(child);
		complain(channel, launch, (struct complaint){.error = ENOMEM});
		return 0;
	}
	pid_t pid = fork();
	if (pid == 0)
		become(launch, &account, report[1]);
	if (pid < 0)
		complaint.error = errno;
	close(report[1]);
	/* Ends as soon as the program runs: its copy is closed by execve(2). */
	while (pid > 0 && read(report[0], &complaint, sizeof complaint) < 0 && errno == EINTR)
		;
	close(report[0]);
	if (complaint.error) {
		if (pid > 0)
			waitpid(pid, NULL, 0);
		free(child);
		complain(channel, launch, complaint);
		return 0;
	}
	*child = (struct child){
	    .pid = pid, .channel = channel, .killed_at.fire = kill_now, .next = children};
	children = child;
	return pid;
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
			if (child->channel && !child->channel->closed)
				child->channel->call->child_exited(child->channel, status);
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
