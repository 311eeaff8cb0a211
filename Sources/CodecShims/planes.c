// Interleaved RGB to planes.
//
// Sixteen pixels are 48 bytes in three vectors. Interleaving the first half of the 48 with the
// second takes the byte at position p to 2p mod 47 (0 and 47 stay). Four rounds take p to 16p, and
// 16 · 3 = 1 mod 47: byte c of pixel j, at 3j + c, arrives at j + 16c, its place in plane c.
// Every round is three unpack instructions, which all x86-64 processors have.
#include "CodecShims.h"
#include <string.h>

typedef uint8_t bytes16 __attribute__((vector_size(16)));

// Interleaves eight bytes of `a` from `i` on with eight bytes of `b` from `j` on.
#define MERGE(a, i, b, j)                                                                    \
  __builtin_shufflevector(                                                                   \
      a, b, i, 16 + j, i + 1, 17 + j, i + 2, 18 + j, i + 3, 19 + j, i + 4, 20 + j, i + 5,     \
      21 + j, i + 6, 22 + j, i + 7, 23 + j)

void cs_split3(
    const uint8_t *restrict from, uint8_t *restrict red, uint8_t *restrict green,
    uint8_t *restrict blue, size_t count) {
  size_t x = 0;
  for (; x + 16 <= count; x += 16) {
    bytes16 v[3];
    memcpy(v, from + 3 * x, sizeof v);
    bytes16 a = v[0], b = v[1], c = v[2];
    for (int round = 0; round < 4; round += 1) {
      bytes16 first = MERGE(a, 0, b, 8);
      bytes16 second = MERGE(a, 8, c, 0);
      c = MERGE(b, 0, c, 8);
      a = first;
      b = second;
    }
    memcpy(red + x, &a, sizeof a);
    memcpy(green + x, &b, sizeof b);
    memcpy(blue + x, &c, sizeof c);
  }
  for (; x < count; x += 1) {
    red[x] = from[3 * x];
    green[x] = from[3 * x + 1];
    blue[x] = from[3 * x + 2];
  }
}
