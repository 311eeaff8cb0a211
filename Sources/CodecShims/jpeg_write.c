#include "log.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>
#include <jerror.h>

enum { CHUNK = 1 << 16 };

struct cs_jpeg_writer {
  struct jpeg_compress_struct info;
  struct jpeg_error_mgr errors;
  struct jpeg_destination_mgr destination;
  jmp_buf escape;
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  cs_jpeg_output output;
  cs_log log;
};

static void fail(j_common_ptr info) {
  cs_jpeg_writer *writer = info->client_data;
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  cs_log_fail(&writer->log, CS_FAILED, writer->count, message);
  longjmp(writer->escape, 1);
}

static void emit(j_common_ptr info, int level) {
  if (level >= 0) return;
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  cs_log_warn(&((cs_jpeg_writer *)info->client_data)->log, message);
}

static void silence(j_common_ptr info) { (void)info; }

static void grow(j_compress_ptr info) {
  cs_jpeg_writer *writer = info->client_data;
  size_t capacity = writer->capacity * 2 + CHUNK;
  uint8_t *bytes = realloc(writer->bytes, capacity);
  if (!bytes) ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
  writer->bytes = bytes;
  info->dest->next_output_byte = bytes + writer->capacity;
  info->dest->free_in_buffer = capacity - writer->capacity;
  writer->capacity = capacity;
}

// libjpeg fills the buffer to its last byte before it asks for more.
static boolean grow_full(j_compress_ptr info) {
  grow(info);
  return TRUE;
}

static void finish(j_compress_ptr info) {
  cs_jpeg_writer *writer = info->client_data;
  writer->count = writer->capacity - info->dest->free_in_buffer;
}

cs_jpeg_writer *cs_jpeg_writer_open(const cs_jpeg_output *output) {
  cs_jpeg_writer *writer = calloc(1, sizeof *writer);
  if (!writer) return NULL;
  struct jpeg_compress_struct *info = &writer->info;
  writer->output = *output;
  info->err = jpeg_std_error(&writer->errors);
  writer->errors.error_exit = fail;
  writer->errors.emit_message = emit;
  writer->errors.output_message = silence;
  info->client_data = writer;
  if (setjmp(writer->escape)) {
    cs_jpeg_writer_close(writer);
    return NULL;
  }
  jpeg_create_compress(info);
  writer->destination.init_destination = grow;
  writer->destination.empty_output_buffer = grow_full;
  writer->destination.term_destination = finish;
  info->dest = &writer->destination;
  return writer;
}

const cs_log *cs_jpeg_writer_log(const cs_jpeg_writer *writer) { return &writer->log; }

int cs_jpeg_write_header(cs_jpeg_writer *writer) {
  struct jpeg_compress_struct *info = &writer->info;
  const cs_jpeg_output *out = &writer->output;
  if (setjmp(writer->escape)) return writer->log.code;
  info->image_width = out->width;
  info->image_height = out->height;
  info->input_components = out->channels;
  info->in_color_space = out->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(info);
  jpeg_set_quality(info, out->quality, TRUE);
  info->dct_method = JDCT_ISLOW;
  info->optimize_coding = TRUE;
  info->comp_info[0].h_samp_factor = out->channels == 1 ? 1 : out->luma_x;
  info->comp_info[0].v_samp_factor = out->channels == 1 ? 1 : out->luma_y;
  info->restart_in_rows = out->restart_rows;
  if (out->is_progressive) jpeg_simple_progression(info);
  jpeg_start_compress(info, TRUE);
  return CS_OK;
}

int cs_jpeg_write_marker(cs_jpeg_writer *writer, int marker, const uint8_t *bytes, uint32_t count) {
  if (setjmp(writer->escape)) return writer->log.code;
  jpeg_write_marker(&writer->info, marker, bytes, count);
  return CS_OK;
}

int cs_jpeg_write_row(cs_jpeg_writer *writer, const uint8_t *row) {
  if (setjmp(writer->escape)) return writer->log.code;
  JSAMPROW rows[1] = {(JSAMPROW)row};
  jpeg_write_scanlines(&writer->info, rows, 1);
  writer->log.rows += 1;
  return CS_OK;
}

int cs_jpeg_write_end(cs_jpeg_writer *writer) {
  if (setjmp(writer->escape)) return writer->log.code;
  jpeg_finish_compress(&writer->info);
  return CS_OK;
}

const uint8_t *cs_jpeg_writer_bytes(const cs_jpeg_writer *writer, size_t *count) {
  *count = writer->count;
  return writer->bytes;
}

void cs_jpeg_writer_close(cs_jpeg_writer *writer) {
  jpeg_destroy_compress(&writer->info);
  free(writer->bytes);
  free(writer);
}
