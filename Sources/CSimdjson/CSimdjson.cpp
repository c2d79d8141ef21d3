#include "CSimdjson.h"

#include <cstring>
#include <type_traits>

#include <simdjson.h>

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

struct cjson_parser {
  simdjson::dom::parser parser;
};

namespace {
// simdjson's handles are a document and an index into its tape, and nothing else.
template <typename Handle> cjson_value pack(const Handle &handle) {
  static_assert(sizeof(Handle) == sizeof(cjson_value) && std::is_trivially_copyable<Handle>::value, "handle layout");
  cjson_value value;
  std::memcpy(&value, &handle, sizeof value);
  return value;
}

template <typename Handle> Handle unpack(cjson_value value) {
  Handle handle = Handle();
  std::memcpy(static_cast<void *>(&handle), &value, sizeof value);
  return handle;
}
}  // namespace

cjson_parser *cjson_parser_new(void) { return new cjson_parser(); }
void cjson_parser_free(cjson_parser *parser) { delete parser; }

const char *cjson_parse(cjson_parser *parser, const uint8_t *text, size_t length, bool padded, cjson_value *root) {
  element value;
  auto error = parser->parser.parse(text, length, !padded).get(value);
  if (error) return simdjson::error_message(error);
  *root = pack(value);
  return nullptr;
}

cjson_kind cjson_value_kind(cjson_value value) {
  switch (unpack<element>(value).type()) {
    case simdjson::dom::element_type::ARRAY: return CJSON_ARRAY;
    case simdjson::dom::element_type::OBJECT: return CJSON_OBJECT;
    case simdjson::dom::element_type::INT64:
    case simdjson::dom::element_type::UINT64: return CJSON_INTEGER;
    case simdjson::dom::element_type::DOUBLE: return CJSON_DOUBLE;
    case simdjson::dom::element_type::STRING: return CJSON_STRING;
    case simdjson::dom::element_type::BOOL: return CJSON_BOOL;
    case simdjson::dom::element_type::NULL_VALUE: return CJSON_NULL;
  }
  return CJSON_NULL;
}

bool cjson_value_bool(cjson_value value) {
  bool out = false;
  return !unpack<element>(value).get(out) && out;
}

double cjson_value_double(cjson_value value) {
  double out = 0;
  return unpack<element>(value).get(out) ? 0 : out;
}

bool cjson_value_integer(cjson_value value, int64_t *out) { return !unpack<element>(value).get(*out); }

const char *cjson_value_string(cjson_value value, size_t *length) {
  std::string_view text;
  if (unpack<element>(value).get(text)) text = "";
  *length = text.size();
  return text.data();
}

bool cjson_object_member(cjson_value value, const char *name, size_t length, bool anyCase, cjson_value *out) {
  object members;
  if (unpack<element>(value).get(members)) return false;
  std::string_view wanted(name, length);
  element found;
  auto answer = anyCase ? members.at_key_case_insensitive(wanted) : members.at_key(wanted);
  if (answer.get(found)) return false;
  *out = pack(found);
  return true;
}

cjson_cursor cjson_first(cjson_value container) {
  cjson_cursor cursor = {};
  object members;
  array elements;
  if (!unpack<element>(container).get(members)) {
    cursor.isObject = true;
    cursor.place = pack(members.begin());
    cursor.end = pack(members.end());
  } else if (!unpack<element>(container).get(elements)) {
    cursor.place = pack(elements.begin());
    cursor.end = pack(elements.end());
  }
  return cursor;
}

bool cjson_next(cjson_cursor *cursor, const char **key, size_t *keyLength, cjson_value *value) {
  if (cursor->place.index == cursor->end.index) return false;
  if (cursor->isObject) {
    auto member = unpack<object::iterator>(cursor->place);
    std::string_view name = member.key();
    *key = name.data();
    *keyLength = name.size();
    *value = pack(member.value());
    ++member;
    cursor->place = pack(member);
  } else {
    auto item = unpack<array::iterator>(cursor->place);
    *key = nullptr;
    *keyLength = 0;
    *value = pack(*item);
    ++item;
    cursor->place = pack(item);
  }
  return true;
}
