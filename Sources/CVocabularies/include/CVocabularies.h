#ifndef CVOCABULARIES_H
#define CVOCABULARIES_H

#include <stddef.h>

// OpenAI tiktoken's byte pair ranks (MIT), as gzip. They are part of the binary, so that it works from any folder.
// Unpacked, each line is one token: its bytes in base64, a space, its rank.
typedef struct {
  const unsigned char *bytes;
  size_t size;
} GzipFile;

GzipFile cl100k_base_tiktoken_gz(void);
GzipFile o200k_base_tiktoken_gz(void);

#endif
