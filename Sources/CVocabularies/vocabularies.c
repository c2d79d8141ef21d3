#include "CVocabularies.h"

// clang takes C23's #embed in every C mode, but says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char cl100k_base[] = {
#embed "cl100k_base.tiktoken.gz"
};

static const unsigned char o200k_base[] = {
#embed "o200k_base.tiktoken.gz"
};

GzipFile cl100k_base_tiktoken_gz(void) { return (GzipFile){cl100k_base, sizeof cl100k_base}; }

GzipFile o200k_base_tiktoken_gz(void) { return (GzipFile){o200k_base, sizeof o200k_base}; }
