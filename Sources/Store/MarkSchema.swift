extension Migrations {
  static let marks = """
    ALTER TABLE callLimit ADD COLUMN utilisation INTEGER CHECK (utilisation >= 0);
    ALTER TABLE callLimit ADD COLUMN isSpilledOver INTEGER NOT NULL DEFAULT 0 CHECK (isSpilledOver IN (0, 1));

    -- Tries that failed before the one that ended a call, or with it; calls that were answered at once have none. A time
    -- of 2^63 - 1 and an empty statusCode are not known; what else is NULL is as in the call.
    CREATE TABLE callAttempt (
      callId     INTEGER NOT NULL,
      teller     INTEGER NOT NULL CHECK (teller IN (1, 2)),
      time       INTEGER NOT NULL,
      statusCode TEXT    NOT NULL,
      resource   TEXT,
      deployment TEXT,
      region     TEXT,
      PRIMARY KEY (callId, teller, time, statusCode)
    ) STRICT, WITHOUT ROWID;

    -- What content filters stopped or marked; calls in which they found nothing have none.
    CREATE TABLE callFilter (
      callId     INTEGER NOT NULL,
      side       INTEGER NOT NULL CHECK (side IN (0, 1)),
      category   TEXT    NOT NULL,
      severity   INTEGER CHECK (severity BETWEEN 0 AND 3),
      isFiltered INTEGER NOT NULL CHECK (isFiltered IN (0, 1)),
      PRIMARY KEY (callId, side, category)
    ) STRICT, WITHOUT ROWID;
    """
}
