-- +goose Up
-- The tables are described in docs/format/store.md. Times are UTC, "2006-01-02T15:04:05.000Z"; held_from and held_until are
-- local dates or date-times as in casus.When.

CREATE TABLE documents (
    seq       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    report    TEXT NOT NULL,  -- the id the reader gave, shared by all versions of the report
    content   TEXT NOT NULL,  -- hash of what makes it this version
    text_hash TEXT NOT NULL,  -- hash of the text alone
    source    TEXT NOT NULL,
    title     TEXT NOT NULL,
    text      TEXT NOT NULL,
    body      TEXT NOT NULL,  -- JSON of the document without its text
    published TEXT,           -- NULL is unknown
    known     TEXT NOT NULL,  -- from when it counts as known
    recorded  TEXT NOT NULL,
    UNIQUE (report, content)
) STRICT;
CREATE INDEX documents_known ON documents (known);
CREATE INDEX documents_published ON documents (published, id);

CREATE VIRTUAL TABLE words USING fts5 (
    title, text, content = 'documents', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
);
-- +goose StatementBegin
CREATE TRIGGER documents_words AFTER INSERT ON documents BEGIN
    INSERT INTO words (rowid, title, text) VALUES (new.seq, new.title, new.text);
END;
-- +goose StatementEnd

CREATE TABLE runs (
    seq      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    body     TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT;

CREATE TABLE codings (
    seq      INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    run      TEXT NOT NULL REFERENCES runs (id),
    hash     TEXT NOT NULL,  -- of the whole coding
    defects  TEXT NOT NULL,
    recorded TEXT NOT NULL,
    UNIQUE (document, run)
) STRICT;

CREATE TABLE mentions (
    seq        INTEGER PRIMARY KEY,
    coding     INTEGER NOT NULL REFERENCES codings (seq),
    n          INTEGER NOT NULL,  -- place in the coding
    id         TEXT NOT NULL,
    document   TEXT NOT NULL,
    type       TEXT NOT NULL,
    body       TEXT NOT NULL,
    held_from  TEXT,
    held_until TEXT,
    published  TEXT,
    known      TEXT NOT NULL,
    recorded   TEXT NOT NULL,
    UNIQUE (coding, n)
) STRICT;
CREATE INDEX mentions_id ON mentions (id);

-- Claims, sayings, figures, times, places, forecasts and links as one document states them.
CREATE TABLE findings (
    seq        INTEGER PRIMARY KEY,
    coding     INTEGER NOT NULL REFERENCES codings (seq),
    kind       TEXT NOT NULL,
    n          INTEGER NOT NULL,
    body       TEXT NOT NULL,
    held_from  TEXT,
    held_until TEXT,
    published  TEXT,
    known      TEXT NOT NULL,
    recorded   TEXT NOT NULL,
    UNIQUE (coding, kind, n)
) STRICT;

-- Every state that an event, claim, disagreement, crisis, link or forecast of the fused chronicle ever had.
CREATE TABLE records (
    seq           INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,
    id            TEXT NOT NULL,
    hash          TEXT NOT NULL,
    gone          INTEGER NOT NULL,  -- 1: a tombstone
    superseded_by TEXT NOT NULL,
    run           TEXT NOT NULL,
    body          TEXT NOT NULL,
    held_from     TEXT,
    held_until    TEXT,
    published     TEXT,
    known         TEXT NOT NULL,
    recorded      TEXT NOT NULL
) STRICT;
CREATE INDEX records_id ON records (id, seq);
CREATE INDEX records_kind ON records (kind, recorded);

-- heads and edges point at the records that hold now. They are worked out from records and can be made again from them.
CREATE TABLE heads (
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    seq  INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE edges (
    kind  TEXT NOT NULL,
    id    TEXT NOT NULL,
    rel   TEXT NOT NULL,  -- event, crisis, document, mention
    other TEXT NOT NULL,
    PRIMARY KEY (kind, id, rel, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX edges_other ON edges (kind, rel, other);

-- Nothing that was put in is changed or removed.
-- +goose StatementBegin
CREATE TRIGGER documents_stay BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'documents are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER documents_keep BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'documents are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER codings_stay BEFORE DELETE ON codings BEGIN SELECT RAISE(ABORT, 'codings are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER codings_keep BEFORE UPDATE ON codings BEGIN SELECT RAISE(ABORT, 'codings are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER mentions_stay BEFORE DELETE ON mentions BEGIN SELECT RAISE(ABORT, 'mentions are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER mentions_keep BEFORE UPDATE ON mentions BEGIN SELECT RAISE(ABORT, 'mentions are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_stay BEFORE DELETE ON findings BEGIN SELECT RAISE(ABORT, 'findings are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_keep BEFORE UPDATE ON findings BEGIN SELECT RAISE(ABORT, 'findings are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER records_stay BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'records are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER records_keep BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'records are append-only'); END;
-- +goose StatementEnd

-- For people with a SQL prompt.
CREATE VIEW events AS
    SELECT r.id, r.body ->> '$.type' AS type, r.body ->> '$.title' AS title, r.held_from, r.held_until,
           json_array_length(r.body, '$.mentions') AS mentions, r.body
    FROM heads h JOIN records r ON r.seq = h.seq WHERE h.kind = 'event';
CREATE VIEW crises AS
    SELECT r.id, r.body ->> '$.name' AS name, r.held_from, r.held_until,
           json_array_length(r.body, '$.events') AS events, r.body
    FROM heads h JOIN records r ON r.seq = h.seq WHERE h.kind = 'crisis';
CREATE VIEW claims AS
    SELECT r.id, r.body ->> '$.event' AS event, r.body ->> '$.attribute' AS attribute, r.body ->> '$.value' AS value,
           r.body ->> '$.speaker.text' AS speaker, r.body ->> '$.outlet' AS outlet, r.published, r.body
    FROM heads h JOIN records r ON r.seq = h.seq WHERE h.kind = 'claim';

PRAGMA application_id = 1667330933; -- "casu", so that file(1) and casus know the file
