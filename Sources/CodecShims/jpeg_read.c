#include "log.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>
#include <jerror.h>

struct cs_jpeg_reader {
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr source;
  struct jpeg_progress_mgr progress;
  jmp_buf escape;
  size_t count;
  int has_ended;    // the source ran dry
  int has_scan;     // entropy-coded data was met
  int scans;        // at most
  int salvage;
  cs_log log;
};

static cs_jpeg_reader *reader_of(j_common_ptr info) { return info->client_data; }

size_t cs_jpeg_offset(const cs_jpeg_reader *reader) {
  return reader->has_ended ? reader->count : reader->count - reader->source.bytes_in_buffer;
}

int cs_jpeg_scan(const cs_jpeg_reader *reader) { return reader->info.input_scan_number; }

static void stop(cs_jpeg_reader *reader, int code, const char *message) {
  cs_log_fail(&reader->log, code, cs_jpeg_offset(reader), message);
  longjmp(reader->escape, 1);
}

static void fail(j_common_ptr info) {
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  int code = info->err->msg_code == JERR_OUT_OF_MEMORY ? CS_MEMORY : CS_FAILED;
  stop(reader_of(info), code, message);
}

// Warnings that leave every pixel as it was sent. All others mean that pixels are made up.
static int is_harmless(const cs_jpeg_reader *reader, int code) {
  switch (code) {
  case JWRN_ADOBE_XFORM:
  case JWRN_BOGUS_ICC:
  case JWRN_JFIF_MAJOR:
    return 1;
  case JWRN_EXTRANEOUS_DATA:
    return !reader->has_scan; // before the pixels: a stray byte between two markers
  default:
    return 0;
  }
}

static void emit(j_common_ptr info, int level) {
  if (level >= 0) return; // a trace
  cs_jpeg_reader *reader = reader_of(info);
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  if (!reader->salvage && !is_harmless(reader, info->err->msg_code)) {
    stop(reader, CS_INVENTED, message);
  }
  cs_log_warn(&reader->log, message);
}

static void silence(j_common_ptr info) { (void)info; }

static void source_nothing(j_decompress_ptr info) { (void)info; }

// Called only when all bytes are used: an end marker is put in, and said to be.
static boolean source_end(j_decompress_ptr info) {
  static const JOCTET end[] = {0xFF, JPEG_EOI};
  reader_of((j_common_ptr)info)->has_ended = 1;
  WARNMS(info, JWRN_JPEG_EOF);
  info->src->next_input_byte = end;
  info->src->bytes_in_buffer = sizeof end;
  return TRUE;
}

static void source_skip(j_decompress_ptr info, long wanted) {
  if (wanted <= 0) return;
  if ((size_t)wanted > info->src->bytes_in_buffer) {
    source_end(info);
    return;
  }
  info->src->next_input_byte += wanted;
  info->src->bytes_in_buffer -= (size_t)wanted;
}

static void watch(j_common_ptr info) {
  cs_jpeg_reader *reader = reader_of(info);
  if (info->is_decompressor && reader->info.input_scan_number > reader->scans) {
    stop(reader, CS_LIMIT, "too many scans");
  }
}

cs_jpeg_reader *cs_jpeg_open(
    const uint8_t *bytes, size_t count, int scans, size_t memory, int salvage) {
  cs_jpeg_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  struct jpeg_decompress_struct *info = &reader->info;
  info->err = jpeg_std_error(&reader->errors);
  reader->errors.error_exit = fail;
  reader->errors.emit_message = emit;
  reader->errors.output_message = silence;
  info->client_data = reader;
  reader->count = count;
  reader->scans = scans;
  reader->salvage = salvage;
  if (setjmp(reader->escape)) {
    cs_jpeg_close(reader);
    return NULL;
  }
  jpeg_create_decompress(info);
  info->mem->max_memory_to_use = (long)memory;
  reader->source.next_input_byte = bytes;
  reader->source.bytes_in_buffer = count;
  reader->source.init_source = source_nothing;
  reader->source.fill_input_buffer = source_end;
  reader->source.skip_input_data = source_skip;
  reader->source.resync_to_restart = jpeg_resync_to_restart;
  reader->source.term_source = source_nothing;
  info->src = &reader->source;
  reader->progress.progress_monitor = watch;
  info->progress = &reader->progress;
  jpeg_save_markers(info, JPEG_COM, 0xFFFF);
  return reader;
}

const cs_log *cs_jpeg_log(const cs_jpeg_reader *reader) { return &reader->log; }

int cs_jpeg_read_header(cs_jpeg_reader *reader, cs_jpeg_header *header) {
  struct jpeg_decompress_struct *info = &reader->info;
  if (setjmp(reader->escape)) return reader->log.code;
  jpeg_read_header(info, TRUE);
  reader->has_scan = 1;
  header->width = info->image_width;
  header->height = info->image_height;
  header->is_progressive = info->progressive_mode;
  header->is_arithmetic = info->arith_code;
  header->has_inverted_cmyk = info->saw_Adobe_marker && info->num_components == 4;
  switch (info->jpeg_color_space) {
  case JCS_GRAYSCALE:
    info->out_color_space = JCS_GRAYSCALE;
    header->channels = 1;
    break;
  case JCS_RGB:
  case JCS_YCbCr:
    info->out_color_space = JCS_RGB;
    header->channels = 3;
    break;
  case JCS_CMYK:
  case JCS_YCCK:
    info->out_color_space = JCS_CMYK;
    header->channels = 4;
    break;
  default:
    header->channels = info->num_components;
    stop(reader, CS_FAILED, "the components stand for no colour space that is known here");
  }
  // Pinned: the same pixels from every build of the library.
  info->dct_method = JDCT_ISLOW;
  info->do_fancy_upsampling = TRUE;
  info->do_block_smoothing = FALSE;
  return CS_OK;
}

int cs_jpeg_start(cs_jpeg_reader *reader) {
  if (setjmp(reader->escape)) return reader->log.code;
  jpeg_start_decompress(&reader->info);
  return CS_OK;
}

int cs_jpeg_read_row(cs_jpeg_reader *reader, uint8_t *row) {
  if (setjmp(reader->escape)) return reader->log.code;
  JSAMPROW rows[1] = {row};
  if (jpeg_read_scanlines(&reader->info, rows, 1) != 1) {
    stop(reader, CS_FAILED, "no row was decoded");
  }
  reader->log.rows += 1;
  return CS_OK;
}

// A file may end properly and yet have left coefficients out; libjpeg takes them as zero.
static void check_coefficients(cs_jpeg_reader *reader) {
  struct jpeg_decompress_struct *info = &reader->info;
  for (int c = 0; c < info->num_components; c += 1) {
    if (!info->comp_info[c].quant_table) {
      stop(reader, CS_INVENTED, "a component has no scan");
    }
    if (!info->coef_bits) continue;
    for (int k = 0; k < DCTSIZE2; k += 1) {
      if (info->coef_bits[c][k] != 0) {
        stop(reader, CS_INVENTED, "the progressive scans stop before the last refinement");
      }
    }
  }
}

int cs_jpeg_finish(cs_jpeg_reader *reader) {
  if (setjmp(reader->escape)) return reader->log.code;
  if (!reader->salvage) check_coefficients(reader);
  jpeg_finish_decompress(&reader->info);
  return CS_OK;
}

static jpeg_saved_marker_ptr comment_at(const cs_jpeg_reader *reader, uint32_t index) {
  jpeg_saved_marker_ptr marker = reader->info.marker_list;
  while (marker && index > 0) {
    marker = marker->next;
    index -= 1;
  }
  return marker;
}

uint32_t cs_jpeg_comment_count(const cs_jpeg_reader *reader) {
  uint32_t count = 0;
  jpeg_saved_marker_ptr marker = reader->info.marker_list;
  for (; marker; marker = marker->next) count += 1;
  return count;
}

cs_text cs_jpeg_comment(const cs_jpeg_reader *reader, uint32_t index) {
  cs_text result = {"Comment", "", 0, 1};
  jpeg_saved_marker_ptr marker = comment_at(reader, index);
  if (!marker) return result;
  result.text = (const char *)marker->data;
  result.length = marker->data_length;
  return result;
}

void cs_jpeg_close(cs_jpeg_reader *reader) {
  jpeg_destroy_decompress(&reader->info);
  free(reader);
}
