#include "log.h"
#include <png.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>
// After stdio, which it needs.
#include <jpeglib.h>

static void copy(char *to, const char *from) {
  size_t length = strnlen(from, CS_MESSAGE - 1);
  memcpy(to, from, length);
  to[length] = 0;
}

void cs_log_fail(cs_log *log, int code, size_t offset, const char *message) {
  if (log->code != CS_OK) return; // the first cause is the cause
  log->code = code;
  log->offset = offset;
  copy(log->message, message);
}

void cs_log_warn(cs_log *log, const char *message) {
  if (log->warnings < CS_WARNINGS_KEPT) copy(log->kept[log->warnings], message);
  if (log->warnings < UINT32_MAX) log->warnings += 1;
}

const char *cs_log_message(const cs_log *log) { return log->message; }

const char *cs_log_warning(const cs_log *log, uint32_t index) {
  return index < log->warnings && index < CS_WARNINGS_KEPT ? log->kept[index] : "";
}

const char *cs_png_version(void) { return png_get_libpng_ver(NULL); }

const char *cs_zlib_version(void) { return zlibVersion(); }

const char *cs_jpeg_version(void) {
#define CS_TEXT(x) #x
#define CS_VALUE(x) CS_TEXT(x)
#ifdef LIBJPEG_TURBO_VERSION
  return "libjpeg-turbo " CS_VALUE(LIBJPEG_TURBO_VERSION) " (API " CS_VALUE(JPEG_LIB_VERSION) ")";
#else
  return "libjpeg " CS_VALUE(JPEG_LIB_VERSION);
#endif
}

uint32_t cs_crc32(const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(crc32_z(0, NULL, 0), bytes, count);
}
