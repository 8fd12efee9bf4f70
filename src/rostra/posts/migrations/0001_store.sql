-- Posts are only ever added. An edit is a row with a higher rev; what is deleted or replaced is
-- named in `hidden` and leaves this table when the store is purged.
CREATE TABLE IF NOT EXISTS posts {cluster} (
    key UInt64,
    rev Int64,
    id String CODEC(ZSTD(1)),
    created DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    seen DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    network LowCardinality(String),
    source LowCardinality(String),
    author_key UInt64,
    handle String CODEC(ZSTD(1)),
    text String CODEC(ZSTD(1)),
    -- Search terms, each between two blanks: one string reads three times as fast as an array.
    words String CODEC(ZSTD(1)),
    length UInt32 CODEC(ZSTD(1)),
    lang LowCardinality(String),
    native_key UInt64,
    reply_key UInt64,
    root_key UInt64,
    repost Bool,
    tags Array(String) CODEC(ZSTD(1)),
    likes Int64,
    -- What is shown and never asked for, as JSON: author, url, root, links, media, labels, …
    more String CODEC(ZSTD(1)),
    INDEX words_text words TYPE text(tokenizer = splitByString([' '])),
    INDEX author_bloom author_key TYPE bloom_filter(0.01),
    INDEX root_bloom root_key TYPE bloom_filter(0.01),
    INDEX reply_bloom reply_key TYPE bloom_filter(0.01),
    INDEX native_bloom native_key TYPE bloom_filter(0.01),
    PROJECTION by_key (SELECT key, rev, created, author_key, source, native_key ORDER BY key),
    PROJECTION by_minute (
        SELECT
            toStartOfMinute(created), source, network, lang,
            count(), uniqCombined(12)(author_key)
        GROUP BY toStartOfMinute(created), source, network, lang
    )
) ENGINE = {MergeTree}
-- A day each for what arrives live; an imported archive gets a partition a year.
PARTITION BY if(created < seen - INTERVAL 60 DAY, toStartOfYear(created), toDate(created))
ORDER BY (created, key)
-- Hits lie scattered: small granules and blocks make reading one of them cheap.
SETTINGS {tidy}, index_granularity = 512,
    min_compress_block_size = 16384, max_compress_block_size = 65536,
    min_age_to_force_merge_seconds = 120, min_age_to_force_merge_on_partition_only = 1;

-- The static vector of every post, in 127ths: half the bytes of 16-bit floats, and read faster.
CREATE TABLE IF NOT EXISTS vectors {cluster} (
    key UInt64,
    rev Int64,
    created DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    seen DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    sample Bool,
    vector Array(Int8) CODEC(NONE)
) ENGINE = {MergeTree}
PARTITION BY if(created < seen - INTERVAL 60 DAY, toStartOfYear(created), toDate(created))
ORDER BY (created, key)
SETTINGS {tidy}, min_age_to_force_merge_seconds = 120, min_age_to_force_merge_on_partition_only = 1;

-- The finer embedder's vectors of the posts it was asked to read.
CREATE TABLE IF NOT EXISTS fine_vectors {cluster} (
    key UInt64,
    rev Int64,
    created DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    seen DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    vector Array(Float32) CODEC(ZSTD(1))
) ENGINE = {ReplacingMergeTree}
PARTITION BY if(created < seen - INTERVAL 60 DAY, toStartOfYear(created), toDate(created))
ORDER BY (key, rev)
SETTINGS {tidy};

-- Likes, reposts and replies that came or went after the post.
CREATE TABLE IF NOT EXISTS tallies {cluster} (
    key UInt64,
    likes Int64,
    reposts Int64,
    replies Int64
) ENGINE = {SummingMergeTree}
ORDER BY key;

-- Other local names of a post: the ids by which further sources of the same post know it.
CREATE TABLE IF NOT EXISTS aliases {cluster} (
    native_key UInt64,
    key UInt64
) ENGINE = {ReplacingMergeTree}
ORDER BY (native_key, key);

-- What was deleted at its network, for ever: a late copy of it must not come back.
CREATE TABLE IF NOT EXISTS graves {cluster} (
    name_key UInt64,
    author_key UInt64,
    kind LowCardinality(String),
    at DateTime64(6, 'UTC')
) ENGINE = {ReplacingMergeTree}(at)
ORDER BY (name_key, author_key);

-- Rows of `posts` that no reader may see, until a purge has removed them.
CREATE TABLE IF NOT EXISTS hidden {cluster} (
    key UInt64,
    rev Int64,
    at DateTime64(6, 'UTC')
) ENGINE = {ReplacingMergeTree}
ORDER BY (key, rev)
SETTINGS {tidy};

CREATE TABLE IF NOT EXISTS mutes {cluster} (
    kind LowCardinality(String),
    value String,
    at DateTime64(6, 'UTC')
) ENGINE = {ReplacingMergeTree}(at)
ORDER BY (kind, value);

CREATE TABLE IF NOT EXISTS cursors {cluster} (
    feed String,
    value String,
    at DateTime64(6, 'UTC')
) ENGINE = {ReplacingMergeTree}(at)
ORDER BY feed;

CREATE TABLE IF NOT EXISTS gaps {cluster} (
    feed String,
    since DateTime64(6, 'UTC'),
    until DateTime64(6, 'UTC'),
    reason String,
    noted DateTime64(6, 'UTC')
) ENGINE = {ReplacingMergeTree}
ORDER BY (feed, since, until, reason);

-- What retention took away: so that a hole in the past can be explained.
CREATE TABLE IF NOT EXISTS retired {cluster} (
    until DateTime64(6, 'UTC'),
    posts UInt64,
    reason String,
    at DateTime64(6, 'UTC')
) ENGINE = {MergeTree}
ORDER BY at;
