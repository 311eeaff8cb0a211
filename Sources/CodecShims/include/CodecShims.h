// libpng and libjpeg behind functions that return.
//
// Every function that can fail returns CS_OK or a code, and leaves message, offset and row in the
// log of its reader or writer. No longjmp leaves this target, no file is opened, nothing is global.
// A reader borrows its input bytes: they must stay where they are until it is closed.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum {
  CS_OK = 0,
  CS_FAILED = 1,   // the library refused; the message is its own
  CS_INVENTED = 2, // the library would go on with invented pixels; the message is its warning
  CS_LIMIT = 3,    // a limit was reached
  CS_MEMORY = 4    // no memory
};

enum { CS_MESSAGE = 240, CS_WARNINGS_KEPT = 8 };

// What went wrong, and what was strange.
typedef struct {
  int code;
  size_t offset;     // bytes of input consumed when it failed
  uint32_t rows;     // rows (of all passes) handed out
  uint32_t warnings; // all of them; the first CS_WARNINGS_KEPT are kept
  char message[CS_MESSAGE];
  char kept[CS_WARNINGS_KEPT][CS_MESSAGE];
} cs_log;

const char *cs_log_message(const cs_log *log);
const char *cs_log_warning(const cs_log *log, uint32_t index);

// Versions of the libraries that run, not of the headers.
const char *cs_png_version(void);
const char *cs_zlib_version(void);
// Version of libjpeg; of a libjpeg-turbo, the headers' (it has no call for it).
const char *cs_jpeg_version(void);

// The checksum of PNG chunks.
uint32_t cs_crc32(const uint8_t *bytes, size_t count);

// ---- PNG in ------------------------------------------------------------------------------------

typedef struct cs_png_reader cs_png_reader;

typedef struct {
  uint32_t width, height;
  int bit_depth;         // of the file: 1, 2, 4, 8, 16
  int color_type;        // of the file: 0, 2, 3, 4, 6
  int is_interlaced;
  int has_transparency;  // a tRNS chunk
  int gray_key;          // transparent grey code, or -1
  int significant_bits;  // largest entry of sBIT, or 0
  int channels;          // of the rows handed out; 1 of a palette: its indices
  int row_depth;         // bits of a sample handed out: 8 (codes of 1, 2, 4 bits too) or 16 (BE)
} cs_png_header;

typedef struct {
  const char *key;
  const char *text;
  size_t length;
  int is_utf8; // otherwise Latin-1
} cs_text;

// NULL when there is no memory. `salvage`: go on where pixels are invented.
cs_png_reader *cs_png_open(
    const uint8_t *bytes, size_t count, size_t chunk_memory, uint32_t chunks, int salvage);
const cs_log *cs_png_log(const cs_png_reader *reader);
// Everything before the pixels; no memory for pixels is taken.
int cs_png_read_header(cs_png_reader *reader, cs_png_header *header);
// The palette as RGBA; returns how many colours it has.
int cs_png_palette(cs_png_reader *reader, uint8_t colors[4 * 256]);
// The next row of the file: of an interlaced picture, the next row of its passes as they come.
int cs_png_read_row(cs_png_reader *reader, uint8_t *row);
// What follows the pixels, up to IEND.
int cs_png_finish(cs_png_reader *reader);
size_t cs_png_offset(const cs_png_reader *reader);
uint32_t cs_png_text_count(cs_png_reader *reader);
cs_text cs_png_text(cs_png_reader *reader, uint32_t index);
void cs_png_close(cs_png_reader *reader);

// ---- PNG out -----------------------------------------------------------------------------------

typedef struct cs_png_writer cs_png_writer;

typedef struct {
  uint32_t width, height;
  int bit_depth;        // 8, 16
  int channels;         // 1 to 4
  int level;            // 0 to 9
  int is_mosaic;        // neighbours differ in colour: one filter for all rows
  int significant_bits; // written as sBIT; 0: none
} cs_png_output;

cs_png_writer *cs_png_writer_open(const cs_png_output *output);
const cs_log *cs_png_writer_log(const cs_png_writer *writer);
int cs_png_write_header(cs_png_writer *writer, const cs_text *texts, uint32_t count);
int cs_png_write_row(cs_png_writer *writer, const uint8_t *row); // 16 bits: big endian
int cs_png_write_end(cs_png_writer *writer);
const uint8_t *cs_png_writer_bytes(const cs_png_writer *writer, size_t *count);
void cs_png_writer_close(cs_png_writer *writer);

// ---- JPEG in -----------------------------------------------------------------------------------

typedef struct cs_jpeg_reader cs_jpeg_reader;

typedef struct {
  uint32_t width, height;
  int channels; // of the rows handed out: 1, 3, 4
  int is_progressive;
  int is_arithmetic;
  int has_inverted_cmyk; // an Adobe marker: 255 is no ink
} cs_jpeg_header;

cs_jpeg_reader *cs_jpeg_open(
    const uint8_t *bytes, size_t count, int scans, size_t memory, int salvage);
const cs_log *cs_jpeg_log(const cs_jpeg_reader *reader);
int cs_jpeg_read_header(cs_jpeg_reader *reader, cs_jpeg_header *header);
// Takes memory for pixels; of a progressive picture, reads all scans.
int cs_jpeg_start(cs_jpeg_reader *reader);
int cs_jpeg_read_row(cs_jpeg_reader *reader, uint8_t *row);
// Reads to the end marker and checks that every coefficient arrived.
int cs_jpeg_finish(cs_jpeg_reader *reader);
size_t cs_jpeg_offset(const cs_jpeg_reader *reader);
int cs_jpeg_scan(const cs_jpeg_reader *reader);
uint32_t cs_jpeg_comment_count(const cs_jpeg_reader *reader);
cs_text cs_jpeg_comment(const cs_jpeg_reader *reader, uint32_t index);
void cs_jpeg_close(cs_jpeg_reader *reader);

// ---- JPEG out ----------------------------------------------------------------------------------

typedef struct cs_jpeg_writer cs_jpeg_writer;

typedef struct {
  uint32_t width, height;
  int channels;         // 1, 3
  int quality;          // 1 to 100
  int luma_x, luma_y;   // samples of luma to one of chroma, along x and y: 1, 2
  int restart_rows;     // a restart marker every so many MCU rows; 0: none
  int is_progressive;
} cs_jpeg_output;

cs_jpeg_writer *cs_jpeg_writer_open(const cs_jpeg_output *output);
const cs_log *cs_jpeg_writer_log(const cs_jpeg_writer *writer);
int cs_jpeg_write_header(cs_jpeg_writer *writer);
// Between the header and the first row; `marker` is 0xE0 to 0xEF or 0xFE.
int cs_jpeg_write_marker(cs_jpeg_writer *writer, int marker, const uint8_t *bytes, uint32_t count);
int cs_jpeg_write_row(cs_jpeg_writer *writer, const uint8_t *row);
int cs_jpeg_write_end(cs_jpeg_writer *writer);
const uint8_t *cs_jpeg_writer_bytes(const cs_jpeg_writer *writer, size_t *count);
void cs_jpeg_writer_close(cs_jpeg_writer *writer);

// ---- Planes ------------------------------------------------------------------------------------

// `count` interleaved pixels of three bytes to three planes.
void cs_split3(
    const uint8_t *restrict from, uint8_t *restrict red, uint8_t *restrict green,
    uint8_t *restrict blue, size_t count);
