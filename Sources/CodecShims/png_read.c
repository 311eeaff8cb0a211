#include "log.h"
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cs_png_reader {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t count;
  size_t offset;
  int salvage;
  cs_log log;
};

static void fail(png_structp png, png_const_charp message) {
  cs_png_reader *reader = png_get_error_ptr(png);
  cs_log_fail(&reader->log, CS_FAILED, reader->offset, message);
  png_longjmp(png, 1);
}

// Warnings after which libpng goes on with pixels that nobody sent, or drops what it was asked for.
static int is_limit(const char *message) {
  return strstr(message, "insufficient memory") || strstr(message, "too large")
         || strstr(message, "out of memory") || strstr(message, "chunk cache")
         || strstr(message, "exceeds application limits");
}

static int is_invented(const char *message) {
  return strstr(message, "palette index") || strstr(message, "Too much image data")
         || strstr(message, "Not enough image data") || strstr(message, "incorrect data check")
         || strstr(message, "ADLER") || strstr(message, "invalid distance")
         || strstr(message, "CRC error");
}

static void warn(png_structp png, png_const_charp message) {
  cs_png_reader *reader = png_get_error_ptr(png);
  if (strstr(message, ": truncated")) {
    // What libpng says of a compressed chunk that is cut, and of one that takes too much memory.
    char longer[CS_MESSAGE];
    snprintf(longer, sizeof longer, "%s, or larger than the limit when decompressed", message);
    cs_log_fail(&reader->log, CS_LIMIT, reader->offset, longer);
    png_longjmp(png, 1);
  }
  int code = is_limit(message) ? CS_LIMIT : is_invented(message) ? CS_INVENTED : CS_OK;
  if (code == CS_LIMIT || (code == CS_INVENTED && !reader->salvage)) {
    cs_log_fail(&reader->log, code, reader->offset, message);
    png_longjmp(png, 1);
  }
  cs_log_warn(&reader->log, message);
}

static void feed(png_structp png, png_bytep out, size_t wanted) {
  cs_png_reader *reader = png_get_io_ptr(png);
  if (wanted > reader->count - reader->offset) {
    reader->offset = reader->count;
    png_error(png, "the file ends too early");
  }
  memcpy(out, reader->bytes + reader->offset, wanted);
  reader->offset += wanted;
}

cs_png_reader *cs_png_open(
    const uint8_t *bytes, size_t count, size_t chunk_memory, uint32_t chunks, int salvage) {
  cs_png_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->bytes = bytes;
  reader->count = count;
  reader->salvage = salvage;
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, fail, warn);
  if (reader->png) reader->info = png_create_info_struct(reader->png);
  if (!reader->info) {
    cs_png_close(reader);
    return NULL;
  }
  png_set_read_fn(reader->png, reader, feed);
  // Sides are judged by the caller, who knows the limits and has seen the header.
  png_set_user_limits(reader->png, 0x7fffffff, 0x7fffffff);
  png_set_chunk_malloc_max(reader->png, chunk_memory);
  // The caller has counted the chunks; two more than it allows keep libpng from dropping any.
  png_set_chunk_cache_max(reader->png, chunks + 2);
  png_set_crc_action(reader->png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  // Small portions: of a file that was cut, no more than this many bytes go unused.
  png_set_compression_buffer_size(reader->png, 512);
  return reader;
}

const cs_log *cs_png_log(const cs_png_reader *reader) { return &reader->log; }

static int significant_bits(cs_png_reader *reader, int color_type) {
  png_color_8p bits;
  if (!png_get_sBIT(reader->png, reader->info, &bits)) return 0;
  if (!(color_type & PNG_COLOR_MASK_COLOR)) return bits->gray;
  int largest = bits->red > bits->green ? bits->red : bits->green;
  return largest > bits->blue ? largest : bits->blue;
}

int cs_png_read_header(cs_png_reader *reader, cs_png_header *header) {
  png_structp png = reader->png;
  png_infop info = reader->info;
  if (setjmp(png_jmpbuf(png))) return reader->log.code;
  png_read_info(png, info);
  int depth = png_get_bit_depth(png, info);
  int color = png_get_color_type(png, info);
  header->width = png_get_image_width(png, info);
  header->height = png_get_image_height(png, info);
  header->bit_depth = depth;
  header->color_type = color;
  header->is_interlaced = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;
  header->has_transparency = png_get_valid(png, info, PNG_INFO_tRNS) != 0;
  header->gray_key = -1;
  header->significant_bits = significant_bits(reader, color);
  header->row_depth = depth == 16 ? 16 : 8;
  int has_alpha = (color & PNG_COLOR_MASK_ALPHA) != 0;
  if (color == PNG_COLOR_TYPE_PALETTE) {
    // Looked up by the caller: libpng would make up colours beyond the end of the palette.
    png_set_packing(png);
    header->channels = 1;
    return CS_OK;
  } else if (color == PNG_COLOR_TYPE_GRAY && depth < 8) {
    // libpng can make alpha of a grey below 8 bits only by scaling the grey; so it is not asked.
    png_set_packing(png);
    png_color_16p key;
    if (header->has_transparency && png_get_tRNS(png, info, NULL, NULL, &key)) {
      header->gray_key = key->gray;
    }
  } else if (header->has_transparency) {
    png_set_tRNS_to_alpha(png);
    has_alpha = 1;
  }
  header->channels = ((color & PNG_COLOR_MASK_COLOR) ? 3 : 1) + has_alpha;
  return CS_OK;
}

int cs_png_palette(cs_png_reader *reader, uint8_t colors[4 * 256]) {
  png_colorp palette = NULL;
  png_bytep alpha = NULL;
  int count = 0;
  int alpha_count = 0;
  png_get_PLTE(reader->png, reader->info, &palette, &count);
  png_get_tRNS(reader->png, reader->info, &alpha, &alpha_count, NULL);
  if (!palette || count > 256) count = 0;
  for (int i = 0; i < count; i += 1) {
    colors[4 * i] = palette[i].red;
    colors[4 * i + 1] = palette[i].green;
    colors[4 * i + 2] = palette[i].blue;
    colors[4 * i + 3] = alpha && i < alpha_count ? alpha[i] : 255;
  }
  return count;
}

int cs_png_read_row(cs_png_reader *reader, uint8_t *row) {
  if (setjmp(png_jmpbuf(reader->png))) return reader->log.code;
  png_read_row(reader->png, row, NULL);
  reader->log.rows += 1;
  return CS_OK;
}

int cs_png_finish(cs_png_reader *reader) {
  if (setjmp(png_jmpbuf(reader->png))) return reader->log.code;
  png_read_end(reader->png, reader->info);
  return CS_OK;
}

size_t cs_png_offset(const cs_png_reader *reader) { return reader->offset; }

uint32_t cs_png_text_count(cs_png_reader *reader) {
  int count = 0;
  png_get_text(reader->png, reader->info, NULL, &count);
  return count > 0 ? (uint32_t)count : 0;
}

cs_text cs_png_text(cs_png_reader *reader, uint32_t index) {
  png_textp texts = NULL;
  int count = 0;
  png_get_text(reader->png, reader->info, &texts, &count);
  cs_text result = {"", "", 0, 0};
  if (!texts || index >= (uint32_t)count) return result;
  png_text text = texts[index];
  result.is_utf8 = text.compression > 0;
  result.key = text.key ? text.key : "";
  result.text = text.text ? text.text : "";
  result.length = strlen(result.text);
  return result;
}

void cs_png_close(cs_png_reader *reader) {
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader);
}
