// How messages of the libraries reach the log.
#pragma once
#include "CodecShims.h"

void cs_log_fail(cs_log *log, int code, size_t offset, const char *message);
void cs_log_warn(cs_log *log, const char *message);
