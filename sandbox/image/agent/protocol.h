/*
 * The agent's protocol in numbers. src/machine/agent/protocol.ts says what they mean and has to
 * hold the same values; a test compares the two.
 */
#pragma once

#define PROTOCOL_VERSION 2
#define FRAME_MAGIC 0xA6
/* magic u8, type u8, channel u32le, payload length u32le */
#define FRAME_HEADER_BYTES 10
#define FRAME_PAYLOAD_LIMIT (256 * 1024)
/* Payload of a SYNC frame: with its header the 22 bytes either side looks for in garbage. */
#define SYNC_TEXT "lab-agent 1\n"

/* Bytes of a stream that may be under way before the receiver has granted more. */
#define STREAM_WINDOW (64 * 1024)
/* Bytes of a stream in one DATA frame: what one stream may send before the next has its turn. */
#define DATA_CHUNK (16 * 1024)
#define CHANNEL_LIMIT 256

enum frame_type {
	FRAME_SYNC = 1,
	FRAME_OPEN = 2,
	FRAME_DATA = 3,
	FRAME_CREDIT = 4,
	FRAME_CANCEL = 5,
	FRAME_RESIZE = 6,
	FRAME_HELLO = 7,
	FRAME_END = 8,
	FRAME_FAIL = 9,
};

enum stream { STREAM_INPUT = 0, STREAM_OUTPUT = 1, STREAM_ERRORS = 2 };

/* First byte of an OPEN payload; tagged fields follow. */
enum call_code {
	CALL_EXEC = 'x',
	CALL_TERMINAL = 't',
	CALL_READ = 'r',
	CALL_WRITE = 'w',
	CALL_FACTS = 'f',
	CALL_CONNECT = 'c',
	CALL_WATCH = 'e',
	CALL_BOOTED = 'b',
	CALL_PING = 'p',
	CALL_CLOCK = 'z',
};

#define FILE_LIMIT (4 * 1024 * 1024)
#define FACTS_FILE_LIMIT (1024 * 1024)
#define FACTS_ANSWER_LIMIT (4 * 1024 * 1024)
#define CONNECT_RECEIVED_LIMIT (64 * 1024)
