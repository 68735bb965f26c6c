/* The part of sock_diag(7) and netlink(7) that is used here. The kernel's own headers are not
 * there when musl is the C library. */
#pragma once
#include <stdint.h>

#define NETLINK_SOCK_DIAG 4
#define SOCK_DIAG_BY_FAMILY 20
#define NLM_F_REQUEST 0x001
#define NLM_F_DUMP 0x300
#define NLMSG_DONE 3

struct netlink_header {
	uint32_t length;
	uint16_t type, flags;
	uint32_t sequence, port;
};

struct inet_diag_id {
	/* network byte order */
	uint16_t source_port, destination_port;
	uint32_t source[4], destination[4];
	uint32_t interface, cookie[2];
};

struct inet_diag_request {
	uint8_t family, protocol, extensions, padding;
	uint32_t states;
	struct inet_diag_id id;
};

struct inet_diag_message {
	uint8_t family, state, timer, retransmits;
	struct inet_diag_id id;
	uint32_t expires, receive_queue, send_queue, uid, inode;
};
