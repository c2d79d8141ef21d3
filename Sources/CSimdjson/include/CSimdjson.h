#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

// A thin C face of simdjson's DOM (Apache-2.0, the system's libsimdjson). A value is a place in its parser's document: it
// is valid until that parser parses again or is freed.

#ifdef __cplusplus
extern "C" {
#endif

/// Readable bytes that must follow the text given to cjson_parse.
enum { CJSON_PADDING = 64 };

typedef struct cjson_parser cjson_parser;

typedef struct {
  const void *_Nullable document;
  size_t index;
} cjson_value;

typedef enum { CJSON_NULL, CJSON_BOOL, CJSON_INTEGER, CJSON_DOUBLE, CJSON_STRING, CJSON_ARRAY, CJSON_OBJECT } cjson_kind;

cjson_parser *_Nonnull cjson_parser_new(void);
void cjson_parser_free(cjson_parser *_Nonnull parser);

/// Parses one JSON text. `padded` says that CJSON_PADDING readable bytes follow it; otherwise the text is copied.
/// Returns NULL on success, else a sentence that lives for ever.
const char *_Nullable cjson_parse(cjson_parser *_Nonnull parser, const uint8_t *_Nonnull text, size_t length, bool padded,
                                  cjson_value *_Nonnull root);

cjson_kind cjson_value_kind(cjson_value value);
bool cjson_value_bool(cjson_value value);
double cjson_value_double(cjson_value value);
/// False where the value is no whole number that fits.
bool cjson_value_integer(cjson_value value, int64_t *_Nonnull out);
/// The decoded text of a string, UTF-8, not terminated.
const char *_Nonnull cjson_value_string(cjson_value value, size_t *_Nonnull length);

/// The first member of that name.
bool cjson_object_member(cjson_value object, const char *_Nonnull name, size_t length, bool anyCase,
                         cjson_value *_Nonnull out);

/// Walks an object's members or an array's elements: start with cjson_first, go on while it answers true.
typedef struct {
  cjson_value place;
  cjson_value end;
  bool isObject;
} cjson_cursor;
cjson_cursor cjson_first(cjson_value container);
bool cjson_next(cjson_cursor *_Nonnull cursor, const char *_Nullable *_Nonnull key, size_t *_Nonnull keyLength,
                cjson_value *_Nonnull value);

/// Which of sixteen bytes end a stretch of plain text in JSON: quotation marks, backslashes, control characters, and bytes
/// that are not ASCII; a bit for each, the first byte's lowest.
static inline uint32_t cjson_unusual(const void *_Nonnull bytes) {
#ifdef __SSE2__
  __m128i text = _mm_loadu_si128((const __m128i *)bytes);
  __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8('"')), _mm_cmpeq_epi8(text, _mm_set1_epi8('\\')));
  // As numbers with a sign, bytes that are not ASCII are below zero.
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(marks, _mm_cmplt_epi8(text, _mm_set1_epi8(' '))));
#else
  const int8_t *text = (const int8_t *)bytes;
  uint32_t marks = 0;
  for (int place = 0; place < 16; place++)
    marks |= (uint32_t)(text[place] < ' ' || text[place] == '"' || text[place] == '\\') << place;
  return marks;
#endif
}

#ifdef __cplusplus
}
#endif
