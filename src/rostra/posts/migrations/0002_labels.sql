-- What labelers say of posts and of authors. Only ever added to; of one label by one labeler on
-- one subject the newest row holds, and older ones fall away as parts merge.
CREATE TABLE IF NOT EXISTS labels {cluster} (
    label LowCardinality(String),
    subject_key UInt64,
    author Bool,
    source LowCardinality(String),
    labeler LowCardinality(String),
    gone Bool,
    at DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    until DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1))
) ENGINE = {ReplacingMergeTree}(at)
ORDER BY (subject_key, label, source, labeler)
SETTINGS index_granularity = 1024, min_age_to_force_merge_seconds = 300,
    min_age_to_force_merge_on_partition_only = 1;

-- So that the scan of vectors knows whose post it is without reading the posts.
ALTER TABLE vectors {cluster} ADD COLUMN IF NOT EXISTS author_key UInt64;
