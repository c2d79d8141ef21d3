#include <avro/allocation.h>
#include <avro/basics.h>
#include <avro/consumer.h>
#include <avro/io.h>
#include <avro/schema.h>
