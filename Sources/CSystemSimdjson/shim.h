// Empty on purpose: simdjson is C++ and Swift talks to it through CSimdjson. This target only carries the flags of
// pkg-config.
