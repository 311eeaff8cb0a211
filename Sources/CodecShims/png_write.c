#include "log.h"
#include <png.h>
#include <stdlib.h>
#include <string.h>

struct cs_png_writer {
  png_structp png;
  png_infop info;
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  cs_png_output output;
  cs_log log;
};

static void fail(png_structp png, png_const_charp message) {
  cs_png_writer *writer = png_get_error_ptr(png);
  cs_log_fail(&writer->log, CS_FAILED, writer->count, message);
  png_longjmp(png, 1);
}

static void warn(png_structp png, png_const_charp message) {
  cs_png_writer *writer = png_get_error_ptr(png);
  cs_log_warn(&writer->log, message);
}

static void take(png_structp png, png_bytep from, size_t count) {
  cs_png_writer *writer = png_get_io_ptr(png);
  if (count > writer->capacity - writer->count) {
    size_t capacity = (writer->capacity + count) * 2;
    uint8_t *bytes = realloc(writer->bytes, capacity);
    if (!bytes) png_error(png, "out of memory");
    writer->bytes = bytes;
    writer->capacity = capacity;
  }
  memcpy(writer->bytes + writer->count, from, count);
  writer->count += count;
}

static void flush(png_structp png) { (void)png; }

cs_png_writer *cs_png_writer_open(const cs_png_output *output) {
  cs_png_writer *writer = calloc(1, sizeof *writer);
  if (!writer) return NULL;
  writer->output = *output;
  writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, writer, fail, warn);
  if (writer->png) writer->info = png_create_info_struct(writer->png);
  if (!writer->info) {
    cs_png_writer_close(writer);
    return NULL;
  }
  png_set_write_fn(writer->png, writer, take, flush);
  png_set_user_limits(writer->png, 0x7fffffff, 0x7fffffff);
  return writer;
}

const cs_log *cs_png_writer_log(const cs_png_writer *writer) { return &writer->log; }

static void set_significant_bits(cs_png_writer *writer) {
  png_byte bits = (png_byte)writer->output.significant_bits;
  png_color_8 significant = {bits, bits, bits, bits, bits};
  if (bits) png_set_sBIT(writer->png, writer->info, &significant);
}

static void set_texts(cs_png_writer *writer, const cs_text *texts, uint32_t count) {
  for (uint32_t i = 0; i < count; i += 1) {
    png_text text = {0};
    text.compression = texts[i].is_utf8 ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE;
    text.key = (png_charp)texts[i].key;
    text.text = (png_charp)texts[i].text;
    text.text_length = texts[i].is_utf8 ? 0 : texts[i].length;
    text.itxt_length = texts[i].is_utf8 ? texts[i].length : 0;
    text.lang = "";
    text.lang_key = "";
    png_set_text(writer->png, writer->info, &text, 1);
  }
}

int cs_png_write_header(cs_png_writer *writer, const cs_text *texts, uint32_t count) {
  static const int color_types[] = {
      0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGBA};
  const cs_png_output *out = &writer->output;
  png_structp png = writer->png;
  if (setjmp(png_jmpbuf(png))) return writer->log.code;
  if (out->channels < 1 || out->channels > 4) png_error(png, "1 to 4 channels");
  png_set_IHDR(
      png, writer->info, out->width, out->height, out->bit_depth, color_types[out->channels],
      PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  // What decides the bytes is set here, not left to the library's build.
  png_set_compression_level(png, out->level);
  png_set_compression_mem_level(png, 8);
  png_set_compression_window_bits(png, 15);
  int is_plain = out->level == 0 || out->is_mosaic;
  png_set_compression_strategy(png, is_plain ? 0 : 1 /* filtered */);
  // Of a mosaic, bytes of 8 bits are still like their neighbours, low bytes of 16 bits are not.
  int is_like = out->level > 0 && out->bit_depth == 8;
  int plain = is_like ? PNG_FILTER_SUB : PNG_FILTER_NONE;
  png_set_filter(png, PNG_FILTER_TYPE_BASE, is_plain ? plain : PNG_ALL_FILTERS);
  set_significant_bits(writer);
  set_texts(writer, texts, count);
  png_write_info(png, writer->info);
  return CS_OK;
}

int cs_png_write_row(cs_png_writer *writer, const uint8_t *row) {
  if (setjmp(png_jmpbuf(writer->png))) return writer->log.code;
  png_write_row(writer->png, row);
  writer->log.rows += 1;
  return CS_OK;
}

int cs_png_write_end(cs_png_writer *writer) {
  if (setjmp(png_jmpbuf(writer->png))) return writer->log.code;
  png_write_end(writer->png, NULL);
  return CS_OK;
}

const uint8_t *cs_png_writer_bytes(const cs_png_writer *writer, size_t *count) {
  *count = writer->count;
  return writer->bytes;
}

void cs_png_writer_close(cs_png_writer *writer) {
  png_destroy_write_struct(&writer->png, &writer->info);
  free(writer->bytes);
  free(writer);
}
