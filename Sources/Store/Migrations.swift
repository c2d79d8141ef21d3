import GRDB

/// The schema, step by step. A step that has been released is never edited; a change is a new step.
enum Migrations {
  static var all: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 calls") { try $0.execute(sql: calls) }
    migrator.registerMigration("2 registers") { try $0.execute(sql: registers) }
    migrator.registerMigration("3 events") { try $0.execute(sql: events) }
    migrator.registerMigration("4 costs") { try $0.execute(sql: costs) }
    migrator.registerMigration("5 estimates") { try $0.execute(sql: estimates) }
    migrator.registerMigration("6 keys in runs") { db in
      try db.execute(sql: keyRuns)
      try KeyMove.run(db)
    }
    migrator.registerMigration("7 sums in advance") { try $0.execute(sql: sums) }
    migrator.registerMigration("8 inputs read") { try $0.execute(sql: inputs) }
    migrator.registerMigration("9 limits") { try $0.execute(sql: limits) }
    migrator.registerMigration("10 long inputs") { try $0.execute(sql: longInputs) }
    migrator.registerMigration("11 resources") { try $0.execute(sql: Store.resourcesSQL) }
    migrator.registerMigration("12 attempts and filters") { try $0.execute(sql: marks) }
    migrator.registerMigration("13 trails") { try $0.execute(sql: TrailTable.schema) }
    migrator.registerMigration("14 sums of months") { try $0.execute(sql: monthSums) }
    migrator.registerMigration("15 calls in blocks") { try CallMove.run($0) }
    return migrator
  }

  private static let calls = """
    -- The facts that many calls share, each combination once. `authorities` has one digit for each fact, in the order of
    -- the columns: whose word it is.
    CREATE TABLE profile (
      id                  INTEGER PRIMARY KEY,
      digest              BLOB    NOT NULL UNIQUE,
      appId               TEXT,
      objectId            TEXT,
      serviceObjectId     TEXT,
      apiKey              TEXT,
      subscriptionId      TEXT,
      productId           TEXT,
      callerIp            TEXT,
      resource            TEXT,
      deployment          TEXT,
      servedModel         TEXT,
      bodyModel           TEXT,
      serviceModel        TEXT,
      serviceModelVersion TEXT,
      region              TEXT,
      operation           TEXT,
      statusCode          TEXT,
      stream              TEXT,
      serviceTier         TEXT,
      contentFilter       TEXT,
      batch               TEXT,
      authorities         TEXT    NOT NULL,
      sides               INTEGER NOT NULL CHECK (sides BETWEEN 1 AND 3),
      gatewayCarriesKey   INTEGER NOT NULL CHECK (gatewayCarriesKey IN (0, 1)),
      sources             TEXT    NOT NULL,
      contradictions      TEXT    NOT NULL
    ) STRICT;

    -- One row a call. `time` is in milliseconds since 1970 UTC. Token counts are the service's own, NULL where nobody
    -- reported them; claimed ones come from events that may be another call's (see usageClaim) and count only where
    -- there are no others. AUTOINCREMENT: the id of a merged call must never be another's, for keys still lead through it.
    CREATE TABLE call (
      id                       INTEGER PRIMARY KEY AUTOINCREMENT,
      time                     INTEGER,
      timeAuthority            INTEGER,
      profileId                INTEGER NOT NULL REFERENCES profile (id),
      inputTokens              INTEGER CHECK (inputTokens >= 0),
      cachedInputTokens        INTEGER CHECK (cachedInputTokens >= 0),
      cacheWriteTokens         INTEGER CHECK (cacheWriteTokens >= 0),
      audioInputTokens         INTEGER CHECK (audioInputTokens >= 0),
      cachedAudioInputTokens   INTEGER CHECK (cachedAudioInputTokens >= 0),
      imageInputTokens         INTEGER CHECK (imageInputTokens >= 0),
      outputTokens             INTEGER CHECK (outputTokens >= 0),
      reasoningTokens          INTEGER CHECK (reasoningTokens >= 0),
      audioOutputTokens        INTEGER CHECK (audioOutputTokens >= 0),
      imageOutputTokens        INTEGER CHECK (imageOutputTokens >= 0),
      images                   INTEGER CHECK (images >= 0),
      seconds                  INTEGER CHECK (seconds >= 0),
      characters               INTEGER CHECK (characters >= 0),
      claimedInputTokens       INTEGER CHECK (claimedInputTokens >= 0),
      claimedOutputTokens      INTEGER CHECK (claimedOutputTokens >= 0),
      gatewayDurationMs        INTEGER,
      gatewayDurationAuthority INTEGER,
      serviceDurationMs        INTEGER,
      serviceDurationAuthority INTEGER,
      CHECK ((time IS NULL) = (timeAuthority IS NULL))
    ) STRICT;

    CREATE INDEX callByTime ON call (time);

    -- Which call an id belongs to: a byte for the kind, then the 16 bytes of a UUID or of another text's digest.
    CREATE TABLE callKey (
      key    BLOB    PRIMARY KEY CHECK (length(key) = 17),
      callId INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- A call that turned out to be the same as another; its keys lead on.
    CREATE TABLE mergedCall (
      id     INTEGER PRIMARY KEY,
      callId INTEGER NOT NULL CHECK (callId <> id)
    ) STRICT;

    -- Token counts beside the headers of a call which may be another call's: the earliest of one messageGuid is true.
    -- Without a time it comes last.
    CREATE TABLE usageClaim (
      messageGuid   TEXT    NOT NULL,
      time          INTEGER NOT NULL,
      apimRequestId TEXT    NOT NULL,
      callId        INTEGER NOT NULL,
      inputTokens   INTEGER CHECK (inputTokens >= 0),
      outputTokens  INTEGER CHECK (outputTokens >= 0),
      PRIMARY KEY (messageGuid, time, apimRequestId)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX usageClaimByCall ON usageClaim (callId);

    -- Records that could not be read, by a digest of their text, so that a second copy is not counted again.
    CREATE TABLE rejectedRecord (
      digest BLOB PRIMARY KEY,
      code   TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  private static let registers = """
    -- The imported price table, cell by cell as in its CSV form; `place` is where a row was read.
    CREATE TABLE price (
      model TEXT NOT NULL, modelVersion TEXT NOT NULL, deploymentType TEXT NOT NULL, region TEXT NOT NULL,
      serviceTier TEXT NOT NULL, inputTokensAbove TEXT NOT NULL, meter TEXT NOT NULL, unit TEXT NOT NULL,
      price TEXT NOT NULL, currency TEXT NOT NULL, effectiveFrom TEXT NOT NULL, effectiveTo TEXT NOT NULL,
      source TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL
    ) STRICT;

    -- Moments are in milliseconds since 1970 UTC; NULL is open.
    CREATE TABLE directory (
      kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT, team TEXT, costCentre TEXT, owner TEXT,
      effectiveFrom INTEGER, effectiveTo INTEGER
    ) STRICT;

    CREATE TABLE deployment (
      resource TEXT, deployment TEXT NOT NULL, model TEXT NOT NULL, modelVersion TEXT, deploymentType TEXT,
      units INTEGER, effectiveFrom INTEGER, effectiveTo INTEGER
    ) STRICT;
    """

  private static let events = """
    -- What happened to accounts, keys and deployments, each once.
    CREATE TABLE resourceEvent (
      digest      BLOB    PRIMARY KEY,
      kind        TEXT    NOT NULL,
      time        INTEGER NOT NULL,
      resource    TEXT    NOT NULL,
      deployment  TEXT,
      actor       TEXT,
      statusCode  TEXT,
      operationId TEXT
    ) STRICT, WITHOUT ROWID;

    -- Sums that a source made over calls: never added to calls. `dimensions` is a JSON object with sorted keys.
    CREATE TABLE usageAggregate (
      digest     BLOB    PRIMARY KEY,
      source     TEXT    NOT NULL,
      time       INTEGER NOT NULL,
      metric     TEXT    NOT NULL,
      value      INTEGER NOT NULL,
      calls      INTEGER,
      dimensions TEXT    NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  private static let costs = """
    -- Prices of the organisation's own, in the form of the table `price`.
    CREATE TABLE negotiatedPrice (
      model TEXT NOT NULL, modelVersion TEXT NOT NULL, deploymentType TEXT NOT NULL, region TEXT NOT NULL,
      serviceTier TEXT NOT NULL, inputTokensAbove TEXT NOT NULL, meter TEXT NOT NULL, unit TEXT NOT NULL,
      price TEXT NOT NULL, currency TEXT NOT NULL, effectiveFrom TEXT NOT NULL, effectiveTo TEXT NOT NULL,
      source TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL
    ) STRICT;

    -- Percentages off the list price, cell by cell as in their CSV form.
    CREATE TABLE discount (
      model TEXT NOT NULL, deploymentType TEXT NOT NULL, meter TEXT NOT NULL, percent TEXT NOT NULL,
      effectiveFrom TEXT NOT NULL, effectiveTo TEXT NOT NULL, source TEXT NOT NULL, path TEXT NOT NULL,
      line INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE exchangeRate (
      fromCurrency TEXT NOT NULL, toCurrency TEXT NOT NULL, rate TEXT NOT NULL, effectiveFrom TEXT NOT NULL,
      effectiveTo TEXT NOT NULL, source TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL
    ) STRICT;
    """

  private static let estimates = """
    -- What the texts of a call come to, by each of two vocabularies; NULL where no text of that side was read. `…Limits`
    -- has a bit for each reason why the true count is higher. Apart from `call`, for most logs hold no texts.
    CREATE TABLE callEstimate (
      callId        INTEGER PRIMARY KEY,
      promptCl100k  INTEGER CHECK (promptCl100k >= 0),
      promptO200k   INTEGER CHECK (promptO200k >= 0),
      promptImages  INTEGER CHECK (promptImages >= 0),
      promptTiles   INTEGER CHECK (promptTiles >= 0),
      promptPatches INTEGER CHECK (promptPatches >= 0),
      promptLimits  INTEGER CHECK (promptLimits BETWEEN 0 AND 3),
      answerCl100k  INTEGER CHECK (answerCl100k >= 0),
      answerO200k   INTEGER CHECK (answerO200k >= 0),
      answerLimits  INTEGER CHECK (answerLimits BETWEEN 0 AND 3)
    ) STRICT;
    """

  private static let keyRuns = """
    -- Which call an id belongs to: see KeyIndex. A run's keys are sorted; `directory` holds the first of each block and
    -- `filter` tells most keys that are not in it.
    CREATE TABLE keyRun (
      id        INTEGER PRIMARY KEY,
      count     INTEGER NOT NULL,
      directory BLOB    NOT NULL,
      filter    BLOB    NOT NULL
    ) STRICT;

    -- `id` is the run's times 2^32, plus the block's number.
    CREATE TABLE keyBlock (
      id      INTEGER PRIMARY KEY,
      entries BLOB    NOT NULL CHECK (length(entries) % 24 = 0)
    ) STRICT;
    """

  private static let sums = """
    -- Sums of the calls of a quarter hour or a UTC day, in parts to be added up: see SliceSums and SumBytes.
    CREATE TABLE sliceSum (
      id     INTEGER PRIMARY KEY,
      length INTEGER NOT NULL CHECK (length IN (900000, 86400000)),
      start  INTEGER NOT NULL CHECK (start % length = 0),
      sums   BLOB    NOT NULL
    ) STRICT;

    CREATE INDEX sliceSumByStart ON sliceSum (length, start);

    -- How many calls have a profile.
    CREATE TABLE profileUse (
      profileId INTEGER PRIMARY KEY,
      calls     INTEGER NOT NULL
    ) STRICT;

    -- Calls that are in no such sum, for a long-context price may begin at any number of tokens above this.
    CREATE INDEX callWithLongInput ON call (time) WHERE ifnull(inputTokens, claimedInputTokens) > 65536;
    """

  private static let limits = """
    -- What the service said of its limits in the headers of an answer: what was left, and how long to wait. Apart from
    -- `call`, for most logs hold no headers.
    CREATE TABLE callLimit (
      callId            INTEGER PRIMARY KEY,
      remainingRequests INTEGER CHECK (remainingRequests >= 0),
      remainingTokens   INTEGER CHECK (remainingTokens >= 0),
      retryAfterMs      INTEGER CHECK (retryAfterMs >= 0)
    ) STRICT;
    """

  private static let inputs = """
    -- Inputs that were read whole: a digest of path and rules, one of stamps and content, and what was told of them.
    CREATE TABLE inputRead (
      place    BLOB PRIMARY KEY,
      identity BLOB NOT NULL,
      reading  BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  private static let longInputs = """
    -- All that a sum asks of the calls that are in no sum kept in advance, so that it need not fetch each of them.
    DROP INDEX callWithLongInput;
    CREATE INDEX callWithLongInput ON call (
      time, profileId, inputTokens, cachedInputTokens, cacheWriteTokens, audioInputTokens, cachedAudioInputTokens,
      imageInputTokens, outputTokens, reasoningTokens, audioOutputTokens, imageOutputTokens, images, seconds, characters,
      claimedInputTokens, claimedOutputTokens
    ) WHERE ifnull(inputTokens, claimedInputTokens) > 65536;
    """

  private static let monthSums = """
    -- Sums are made anew: of months too, and of all calls, with long inputs or without.
    DROP INDEX callWithLongInput;
    DROP TABLE sliceSum;
    DROP TABLE profileUse;

    -- Sums of the calls of a quarter hour, day or month of UTC, in parts to be added up: see SliceSums and SumBytes. `start`
    -- is in milliseconds since 1970.
    CREATE TABLE sliceSum (
      id    INTEGER PRIMARY KEY,
      unit  TEXT    NOT NULL CHECK (unit IN ('quarterHour', 'day', 'month')),
      start INTEGER NOT NULL CHECK (start % CASE unit WHEN 'quarterHour' THEN 900000 ELSE 86400000 END = 0),
      sums  BLOB    NOT NULL
    ) STRICT;

    CREATE INDEX sliceSumByStart ON sliceSum (unit, start);

    -- How many calls without a time, which are in no such sum, have a profile.
    CREATE TABLE untimedCalls (
      profileId INTEGER PRIMARY KEY,
      calls     INTEGER NOT NULL
    ) STRICT;
    """
}
